using System.Buffers.Text;
using Grains.Gatherings;
using Grains.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Web.Media;

/// <summary>
/// Takes a picture or, where <paramref name="clips"/> may be sent, a recording out of a multipart body, part by part into spool files, each bounded and known by its own bytes. The
/// names and types that the sender claims are not read at all.
/// </summary>
public sealed class PictureUpload(bool clips) : IAsyncDisposable
{
    public const long PictureMost = 10 * 1024 * 1024;
    public const long ThumbMost = 200 * 1024;
    /// <summary>Both pictures with the multipart frame around them.</summary>
    public const long BodyMost = PictureMost + ThumbMost + (16 * 1024);

    private const int PartsMost = 8;
    private const int BoundaryMost = 100;

    public SpooledPicture? Picture { get; private set; }

    public SpooledPicture? Thumb { get; private set; }

    public SpooledClip? Clip { get; private set; }

    public ClipKind ClipKind { get; private set; }

    /// <summary>Length of the recording as its recorder told it.</summary>
    public int Seconds { get; private set; }

    /// <summary>Reads the whole body; a refusal where it is not a picture (with or without a thumbnail) within its limits.</summary>
    /// <exception cref="InvalidDataException">The multipart frame is broken.</exception>
    public async Task<Refusal?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= BoundaryMost } boundary)
        {
            return Rulebook.MediaType;
        }

        var reader = new MultipartReader(boundary.Value!, request.Body);
        for (var parts = 0; await reader.ReadNextSectionAsync(cancellation) is { } section; parts++)
        {
            if (parts >= PartsMost)
            {
                return Rulebook.Invalid;
            }

            if (await TakeAsync(section, cancellation) is { } refusal)
            {
                return refusal;
            }
        }

        return Clip is not null
            ? Picture is null && Seconds is >= 1 and <= RoomLimits.ClipSeconds ? null : Rulebook.ClipSize
            : Picture is null ? Rulebook.Invalid : null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var spooled in new IAsyncDisposable?[] { Picture, Thumb, Clip })
        {
            if (spooled is not null)
            {
                await spooled.DisposeAsync();
            }
        }
    }

    private async Task<Refusal?> TakeAsync(MultipartSection section, CancellationToken cancellation)
    {
        var name = section.GetContentDispositionHeader()?.Name.Value?.Trim('"');
        switch (name)
        {
            case "picture" when Picture is null:
                (Picture, var wrong) = await SpooledPicture.TakeAsync(section.Body, PictureMost, cancellation);
                return wrong;
            case "thumb" when Thumb is null:
                (Thumb, wrong) = await SpooledPicture.TakeAsync(section.Body, ThumbMost, cancellation);
                return wrong;
            case "voice" or "video" when clips && Clip is null:
                ClipKind = name == "voice" ? ClipKind.Voice : ClipKind.Video;
                (Clip, wrong) = await SpooledClip.TakeAsync(
                    section.Body, ClipKind == ClipKind.Voice ? SpooledClip.VoiceMost : SpooledClip.VideoMost, cancellation);
                return wrong;
            case "seconds":
                Seconds = await SecondsAsync(section, cancellation);
                return null;
            case "width" or "height":
                // What the picture itself says is believed instead.
                return null;
            default:
                return Rulebook.Invalid;
        }
    }

    // Two digits say it; what is longer or no number is no length.
    private static async Task<int> SecondsAsync(MultipartSection section, CancellationToken cancellation)
    {
        var digits = new byte[3];
        var read = await section.Body.ReadAtLeastAsync(digits, digits.Length, throwOnEndOfStream: false, cancellation);
        return read < digits.Length && Utf8Parser.TryParse(digits.AsSpan(0, read), out int seconds, out var used) && used == read ? seconds : 0;
    }
}
