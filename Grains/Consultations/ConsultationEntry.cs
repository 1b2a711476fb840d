using Grains.Gatherings;

namespace Grains.Consultations;

/// <summary>One entry of a consultation's log: dense from 1, never changed, never gone.</summary>
/// <param name="ClientId">The sender's own id of the message (≤64 ASCII characters), unique per author and consultation.</param>
/// <param name="Subject">The officer it was handed to.</param>
/// <param name="Value">For <see cref="ConsultationEntryKind.Rated"/>: 1 it helped, 0 it did not.</param>
[GenerateSerializer, Immutable, Alias("consultation-entry")]
public sealed record ConsultationEntry(
    [property: Id(0)] long Seq,
    [property: Id(1)] ConsultationEntryKind Kind,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string Author,
    [property: Id(4)] string AuthorName,
    [property: Id(5)] string? ClientId = null,
    [property: Id(6)] string? Subject = null,
    [property: Id(7)] string? SubjectName = null,
    [property: Id(8)] string? Text = null,
    [property: Id(9)] PictureRef? Picture = null,
    [property: Id(10)] long? Value = null);

/// <summary>Kinds of entry. The names are stored and sent in camelCase; never rename one.</summary>
public enum ConsultationEntryKind
{
    Opened,
    /// <summary>Text, a picture, or both.</summary>
    Message,
    /// <summary>An officer took it in hand.</summary>
    Taken,
    HandedOver,
    Closed,
    Reopened,
    /// <summary>The member said whether it helped.</summary>
    Rated,
}
