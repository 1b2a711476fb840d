using Grains.Gatherings;
using Grains.Rules;
using Grains.Transfers;
using Storage.Media;
using Storage.Queries;
using Web.Api;
using Web.Consultations;
using Web.Live.Wire;
using Web.Transfers;

namespace Web.Media;

/// <summary>Who may put a picture into a gathering, a consultation or a dossier and who may see one.</summary>
public sealed class PictureGate(
    GatheringDoor door, ConsultationDoor consultations, TransferDoor transfers, MediaStore media, ModerationQuery moderation)
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

    /// <summary>Null: the recording is the member's own, uploaded for this gathering, and as long and large as it claims.</summary>
    public async Task<Refusal?> AskClipAsync(string gathering, string member, ClipRef clip, CancellationToken cancellation) =>
        await media.FindAsync(clip.Media, cancellation) is { } row
        && row.Purpose == (clip.Kind == ClipKind.Voice ? MediaPurpose.Voice : MediaPurpose.Video)
        && row.Owner == member
        && row.Gathering == gathering
        && row.Seconds == clip.Seconds
        && row.Bytes == clip.Bytes
            ? null
            : Rulebook.PostClip;

    /// <summary>
    /// Null: the member is a party, or there is no such consultation yet: its first message may carry a picture, which
    /// has to be uploaded before.
    /// </summary>
    public async Task<Refusal?> AskConsultUploadAsync(string consultation, string member, CancellationToken cancellation) =>
        !Shape.Id(consultation) || !consultation.StartsWith("q-", StringComparison.Ordinal) ? Rulebook.NotFound
        : await consultations.ExistsAsync(consultation, cancellation) && await consultations.OpenAsync(consultation, member, cancellation) is null
            ? Rulebook.NotFound
            : null;

    /// <summary>Null: the picture is the member's own, uploaded for this consultation, and of the size it claims.</summary>
    public async Task<Refusal?> AskConsultAsync(string consultation, string member, PictureRef picture, CancellationToken cancellation) =>
        await media.FindAsync(picture.Media, cancellation) is { Purpose: MediaPurpose.Original } row
        && row.Owner == member
        && row.Consultation == consultation
        && row.Width == picture.Width
        && row.Height == picture.Height
            ? null
            : Rulebook.PostPicture;

    /// <summary>Null: the member is a party of the transfer, and it runs.</summary>
    public async Task<Refusal?> AskTransferUploadAsync(string transfer, string member, CancellationToken cancellation) =>
        await transfers.OpenAsync(transfer, member, cancellation) is not { IsParty: true } place ? Rulebook.NotFound
        : TransferPath.IsRunning(place.Case.Terms.State) ? null : Rulebook.TransferClosed;

    /// <summary>The picture where it is the member's own and was uploaded for this transfer.</summary>
    public async Task<MediaRow?> PaperAsync(string transfer, string member, string picture, CancellationToken cancellation) =>
        await media.FindAsync(picture, cancellation) is { Purpose: MediaPurpose.Original } row && row.Owner == member && row.Transfer == transfer ? row : null;

    /// <summary>The upload, or a picture's thumbnail (the picture itself where it has none), for those who may see where it belongs.</summary>
    public async Task<MediaRow?> FindAsync(string id, bool thumb, string member, CancellationToken cancellation)
    {
        if (await media.FindAsync(id, cancellation) is not { Purpose: not MediaPurpose.Thumb } row || !await MaySeeAsync(row, member, cancellation))
        {
            return null;
        }

        return thumb ? await media.ThumbAsync(id, cancellation) ?? row : row;
    }

    private async Task<bool> MaySeeAsync(MediaRow row, string member, CancellationToken cancellation) => row switch
    {
        { Gathering: { } gathering } => await door.OpenAsync(gathering, member, cancellation) is not null,
        { Consultation: { } consultation } => await consultations.OpenAsync(consultation, member, cancellation) is not null,
        { Transfer: { } transfer } => await transfers.OpenAsync(transfer, member, cancellation) is { IsParty: true },
        _ => false,
    };
}
