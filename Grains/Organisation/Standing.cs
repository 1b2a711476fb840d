using Grains.Journal;
using Grains.Rules;

namespace Grains.Organisation;

/// <summary>What a member is and where: all that rights follow from. <paramref name="Version"/> grows with each change.</summary>
[GenerateSerializer, Immutable, Alias("standing")]
public sealed record Standing(
    [property: Id(0)] string Member,
    [property: Id(1)] long Version,
    [property: Id(2)] string Node,
    [property: Id(3)] Category Category,
    [property: Id(4)] Relation Relation);

/// <summary>
/// Changes a member's standing, and with it the roster the member stands on: the old membership ends and the new one
/// begins in the same statement of the journal, so there is never none and never two.
/// </summary>
/// <param name="Version">The version decided on. Where the row has another by now nothing of the batch is written.</param>
/// <param name="Cause">Why, a word of the program: <c>transfer</c>, <c>development</c>, <c>merge</c> ….</param>
/// <param name="Source">What it came of, such as the id of a case; empty where there is none.</param>
public sealed record StandingChange(
    string Member,
    long Version,
    string Node,
    Category Category,
    Relation Relation,
    DateTimeOffset At,
    string Cause,
    string Source,
    string Actor) : RelationWrite;
