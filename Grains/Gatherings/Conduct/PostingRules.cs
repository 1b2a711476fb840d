using Grains.Rules;

namespace Grains.Gatherings.Conduct;

/// <summary>发言规则: the posting rules of a node and everything below it, by version.</summary>
[GenerateSerializer, Immutable, Alias("posting-rules")]
public sealed record PostingRules(
    [property: Id(0)] string Node,
    [property: Id(1)] int Version,
    [property: Id(2)] string Text)
{
    public static PostingRules Of(Entry entry) => new(entry.Subject ?? "", (int)(entry.Value ?? 0), entry.Text ?? "");
}

/// <summary>A new version was published.</summary>
public sealed record RulesFact(PostingRules Rules, string By, DateTimeOffset At);

/// <summary>A member has accepted a version: one row, wherever it was accepted.</summary>
public sealed record ConsentFact(string Node, int Version, string Member, DateTimeOffset At);

/// <summary>What is stored: the rules that hold for a node now, the newest version of its own (0: none), and who has accepted which.</summary>
public sealed record RulesRows(PostingRules? Current, int OwnVersion, IReadOnlyList<ConsentFact> Consents);

/// <summary>Publishes a new version for the gathering's node (≤<see cref="RoomLimits.RulesCodePoints"/>); it holds in this room at once.</summary>
[GenerateSerializer, Immutable, Alias("set-posting-rules")]
public sealed record SetPostingRules(Actor By, [property: Id(0)] string Text) : RoomCommand(By);

/// <summary>Accepts the version that holds here.</summary>
[GenerateSerializer, Immutable, Alias("accept-rules")]
public sealed record AcceptRules(Actor By, [property: Id(0)] int Version) : RoomCommand(By);
