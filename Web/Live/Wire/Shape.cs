using System.Diagnostics.CodeAnalysis;
using Grains.Gatherings;
using Grains.Gatherings.Polls;
using Grains.Rules;

namespace Web.Live.Wire;

/// <summary>The shapes of what clients send. What a thing means is decided by the grains; here is only whether it can mean anything.</summary>
public static class Shape
{
    public const int IdMost = 64;
    /// <summary>UTF-16 units of a text; the rule counts code points and is the grain's.</summary>
    public const int TextMost = 16_384;
    public const int PictureSideMost = 20_000;

    /// <summary>An id of the hub: letters, digits, hyphen and underscore.</summary>
    public static bool Id([NotNullWhen(true)] string? id) => id is { Length: > 0 and <= IdMost } && Plain(id);

    public static bool ClientId([NotNullWhen(true)] string? id) => id is { Length: > 0 and <= RoomLimits.ClientIdLength } && Plain(id);

    public static bool Text(string? text) => text is null or { Length: <= TextMost };

    public static bool Picture(PictureAsk? picture) =>
        picture is null || (Id(picture.Media) && picture.Width is > 0 and <= PictureSideMost && picture.Height is > 0 and <= PictureSideMost);

    public static bool Clip(ClipAsk? clip) =>
        clip is null || (Id(clip.Media) && clip.Kind is "voice" or "video" && clip.Seconds is > 0 and <= RoomLimits.ClipSeconds && clip.Bytes > 0);

    /// <summary>A poll's form as the grain gets it; null where it can mean none.</summary>
    public static PollForm? Poll(PollAsk? poll) =>
        poll is { Options: { Length: <= 64 } options } && ClientId(poll.Id)
            && Enum.TryParse<Electorate>(poll.Electorate, ignoreCase: true, out var electorate) && !char.IsAsciiDigit(poll.Electorate![0])
            ? new PollForm(poll.Id, Short(poll.Title), Array.ConvertAll(options, Short), poll.Most, poll.Anonymous, electorate)
            : null;

    /// <summary>A short text as the grain gets it: never null, never long enough to cost anything.</summary>
    public static string Short(string? text) => text is null or { Length: > 2_048 } ? "" : text;

    private static bool Plain(string id)
    {
        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
