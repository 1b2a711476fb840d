using Grains.Rules;

namespace Web.Media;

/// <summary>A picture on its way in: its bytes in a file that vanishes when closed, its facts from its own header.</summary>
public sealed class SpooledPicture : IAsyncDisposable
{
    private readonly FileStream _file;

    private SpooledPicture(FileStream file, PictureFacts facts)
    {
        _file = file;
        Facts = facts;
    }

    public PictureFacts Facts { get; }

    public long Length => _file.Length;

    /// <summary>The bytes from the start.</summary>
    public Stream Open()
    {
        _file.Position = 0;
        return _file;
    }

    /// <summary>Copies at most <paramref name="most"/> bytes and looks at them; a refusal where they are more or no picture.</summary>
    public static async Task<(SpooledPicture? Picture, Refusal? Refusal)> TakeAsync(Stream source, long most, CancellationToken cancellation)
    {
        var file = Spool.Create();
        try
        {
            var refusal = await Spool.CopyAsync(source, file, most, cancellation) ? null : Rulebook.MediaSize;
            var facts = refusal is null ? await LookAsync(file, cancellation) : null;
            refusal ??= facts is null ? Rulebook.MediaType : facts.Value.Bomb ? Rulebook.MediaSize : null;
            if (refusal is null)
            {
                return (new SpooledPicture(file, facts!.Value), null);
            }

            await file.DisposeAsync();
            return (null, refusal);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static async Task<PictureFacts?> LookAsync(FileStream file, CancellationToken cancellation)
    {
        file.Position = 0;
        var start = new byte[Math.Min(PictureHeader.Enough, file.Length)];
        await file.ReadExactlyAsync(start, cancellation);
        return PictureHeader.Read(start);
    }
}
