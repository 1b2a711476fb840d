namespace Grains.Gateways;

/// <summary>
/// Something that a member sees has changed: read it again. It holds no content, so that what may be seen is decided
/// where it is read; a lost notice costs nothing that the next reading does not show.
/// </summary>
/// <param name="Kind">What kind of thing, a word of the protocol: <c>transfer</c>, <c>members</c> ….</param>
/// <param name="Id">Its id.</param>
[GenerateSerializer, Immutable, Alias("notice")]
public sealed record Notice(
    [property: Id(0)] string Kind,
    [property: Id(1)] string Id);
