using Grains.Journal;
using Grains.Rules;

namespace Grains.Censuses;

/// <summary>An answer, where the stored one is still <paramref name="Was"/> and the census is not closed.</summary>
public sealed record CensusAnswered(
    string Census, string Member, Relation? Was, Relation Answer, CensusEvidence Evidence, string By, DateTimeOffset At) : RelationWrite;

/// <summary>The end of a census that runs.</summary>
public sealed record CensusClosed(string Census, string By, DateTimeOffset At) : RelationWrite;

/// <summary>A line whose answer goes into the register; once.</summary>
public sealed record CensusApplied(string Census, string Member, DateTimeOffset At) : RelationWrite;
