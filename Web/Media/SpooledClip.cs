using Grains.Gatherings;
using Grains.Rules;

namespace Web.Media;

/// <summary>A recording on its way in: its bytes in a file that vanishes when closed, its format from its own first bytes.</summary>
public sealed class SpooledClip : IAsyncDisposable
{
    /// <summary>2 MB: a minute of speech at 256 kbit/s, eight times what phones record.</summary>
    public const long VoiceMost = 2 * 1024 * 1024;
    /// <summary>10 MB, as a picture: a minute at 1.2 Mbit/s, which the client asks its recorder for, has 9 MB.</summary>
    public const long VideoMost = 10 * 1024 * 1024;

    private readonly FileStream _file;

    private SpooledClip(FileStream file, ClipFormat format) => (_file, Format) = (file, format);

    public ClipFormat Format { get; }

    public string ContentType(ClipKind kind) => $"{(kind == ClipKind.Voice ? "audio" : "video")}/{Format switch
    {
        ClipFormat.WebM => "webm",
        ClipFormat.Ogg => "ogg",
        _ => "mp4",
    }}";

    /// <summary>The bytes from the start.</summary>
    public Stream Open()
    {
        _file.Position = 0;
        return _file;
    }

    /// <summary>Copies at most <paramref name="most"/> bytes and looks at them; a refusal where they are more or no recording.</summary>
    public static async Task<(SpooledClip? Clip, Refusal? Refusal)> TakeAsync(Stream source, long most, CancellationToken cancellation)
    {
        var file = Spool.Create();
        try
        {
            if (!await Spool.CopyAsync(source, file, most, cancellation))
            {
                await file.DisposeAsync();
                return (null, Rulebook.ClipSize);
            }

            file.Position = 0;
            var start = new byte[Math.Min(ClipHeader.Enough, file.Length)];
            await file.ReadExactlyAsync(start, cancellation);
            if (ClipHeader.Read(start) is { } format)
            {
                return (new SpooledClip(file, format), null);
            }

            await file.DisposeAsync();
            return (null, Rulebook.ClipType);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
