using Grains.Gatherings;
using Grains.Rules;
using Storage.Media;
using Storage.Queries;
using Web.Api;

namespace Web.Media;

/// <summary>Who may put a picture into a gathering and who may see one.</summary>
public sealed class PictureGate(GatheringDoor door, MediaStore media, ModerationQuery moderation)
{
    /// <summary>Null: the member may speak there now. Someone the roster does not cover is told that it is not there.</summary>
    public async Task<Refusal?> AskUploadAsync(string gathering, string member, CancellationToken cancellation)
    {
        if (await door.OpenAsync(gathering, member, cancellation) is not { } entrance)
        {
            return Rulebook.NotFound;
        }

        return entrance.Gathering.Terms.State != GatheringState.Open ? Rulebook.NotOpen
            : await moderation.IsMutedAsync(gathering, member, cancellation) ? Rulebook.PostMuted
            : null;
    }

    /// <summary>Null: the picture is the member's own, uploaded for this gathering, and of the size it claims.</summary>
    public async Task<Refusal?> AskPostAsync(string gathering, string member, PictureRef picture, CancellationToken cancellation) =>
        await media.FindAsync(picture.Media, cancellation) is { Purpose: MediaPurpose.Original } row
        && row.Owner == member
        && row.Gathering == gathering
        && row.Width == picture.Width
        && row.Height == picture.Height
            ? null
            : Rulebook.PostPicture;

    /// <summary>The picture or its thumbnail (the picture itself where it has none) for those who may see its gathering.</summary>
    public async Task<MediaRow?> FindAsync(string id, bool thumb, string member, CancellationToken cancellation)
    {
        if (await media.FindAsync(id, cancellation) is not { Purpose: MediaPurpose.Original, Gathering: { } gathering } row
            || await door.OpenAsync(gathering, member, cancellation) is null)
        {
            return null;
        }

        return thumb ? await media.ThumbAsync(id, cancellation) ?? row : row;
    }
}
