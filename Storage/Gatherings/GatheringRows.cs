using Dapper;
using Grains.Gatherings;
using Grains.Gatherings.Conduct;
using Grains.Gatherings.Flags;
using Grains.Gatherings.Polls;
using Grains.Rules;

namespace Storage.Gatherings;

/// <summary>Rows as the database gives them; each knows what it is in the contracts.</summary>
internal sealed class GatheringData
{
    public const string Columns = """
        g.id, g.node, g.node_path, g.node_name, g.subtree, g.type, g.topic, g.activists, g.summoner, g.summoner_name,
        g.opens_at, g.summoned_at, g.state, g.opened_at, g.closes_at, g.closed_at, g.slow_seconds, g.epoch, g.head,
        g.fence, g.alive_at, g.frozen
        """;

    public string Id { get; set; } = "";
    public string Node { get; set; } = "";
    public string NodePath { get; set; } = "";
    public string NodeName { get; set; } = "";
    public long Subtree { get; set; }
    public GatheringType Type { get; set; }
    public string Topic { get; set; } = "";
    public long Activists { get; set; }
    public string Summoner { get; set; } = "";
    public string SummonerName { get; set; } = "";
    public DateTimeOffset OpensAt { get; set; }
    public DateTimeOffset SummonedAt { get; set; }
    public GatheringState State { get; set; }
    public DateTimeOffset? OpenedAt { get; set; }
    public DateTimeOffset ClosesAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public int SlowSeconds { get; set; }
    public string Epoch { get; set; } = "";
    public long Head { get; set; }
    public long Fence { get; set; }
    public DateTimeOffset AliveAt { get; set; }
    public long Frozen { get; set; }

    public GatheringCharter Charter => new(
        Id, Node, NodePath, NodeName, Subtree != 0, Type, Topic, Activists != 0, Summoner, SummonerName, OpensAt, SummonedAt);

    public GatheringTerms Terms => new(State, OpenedAt, ClosesAt, ClosedAt, SlowSeconds);

    public GatheringRow Row => new(Charter, Terms, Epoch, Head, Fence, AliveAt);

    /// <summary>Until when intervals without an end run: the closing, or the last sign of life.</summary>
    public DateTimeOffset EndsAt => ClosedAt ?? AliveAt;
}

[method: ExplicitConstructor]
internal sealed record EntryRow(
    long Seq, EntryKind Kind, DateTimeOffset At, string? Author, string? ClientId, long? Target, string Body)
{
    public Entry Entry
    {
        get
        {
            var body = EntryBody.Read(Body);
            return new Entry(
                Seq, Kind, At, Author, body.AuthorName, ClientId, Target, body.Subject, body.Text, body.Picture, body.Value, body.Counters,
                body.Quote, body.Clip, Poll: body.Poll, Tally: body.Tally);
        }
    }
}

[method: ExplicitConstructor]
internal sealed record RosterLineRow(
    string Member, string Name, string Unit, Category Category, Relation Relation, long Expected, long Eligible, long Granted)
{
    public RosterLine Line => new(Member, Name, Unit, Category, Relation, Expected != 0, Eligible != 0) { Granted = Granted != 0 };
}

[method: ExplicitConstructor]
internal sealed record MarkRow(string Member, long Inside, DateTimeOffset At)
{
    public AttendanceMark Mark => new(Member, Inside != 0, At);
}

[method: ExplicitConstructor]
internal sealed record ExcuseRow(string Member, string Reason, string ExcusedBy, DateTimeOffset At)
{
    public Excuse Excuse => new(Member, Reason, ExcusedBy, At);
}

[method: ExplicitConstructor]
internal sealed record ReactionRow(long Seq, string Member, string Emoji, DateTimeOffset At)
{
    public ReactionFact Fact => new(Seq, Member, Emoji, true, At);
}

[method: ExplicitConstructor]
internal sealed record RulesRow(string Node, long Version, string Text)
{
    public PostingRules Rules => new(Node, (int)Version, Text);
}

[method: ExplicitConstructor]
internal sealed record ConsentRow(string Node, long Version, string Member, DateTimeOffset At)
{
    public ConsentFact Consent => new(Node, (int)Version, Member, At);
}

[method: ExplicitConstructor]
internal sealed record FlagRow(long Seq, string Member, string? Settled);

[method: ExplicitConstructor]
internal sealed record AppealRow(
    long Seq, string Member, string Text, DateTimeOffset At, long? Restored, string? DecidedBy, DateTimeOffset? DecidedAt)
{
    public AppealFact Appeal => new(Seq, Member, Text, At, Restored is null ? null : Restored != 0, DecidedBy, DecidedAt);
}

[method: ExplicitConstructor]
internal sealed record BallotRow(string Poll, string Member, string Id, string? Choices)
{
    public Ballot Ballot => new(Poll, Member, Id, Choices is null ? null : PollJson.Numbers(Choices));
}

[method: ExplicitConstructor]
internal sealed record BallotCountRow(string Poll, string Counts)
{
    public BallotCount Count => new(Poll, PollJson.Numbers(Counts));
}

[method: ExplicitConstructor]
internal sealed record DueRow(string Member, string Rule, string Source, DateTimeOffset At, long Reverses)
{
    public Grains.Points.Award Award => new(Member, Rule, Source, At, Reverses != 0);
}

[method: ExplicitConstructor]
internal sealed record MinutesRow(
    long Version, DateTimeOffset At, string Body, string? SignedBy, string? SignedByName, DateTimeOffset? SignedAt, string? Reason)
{
    public const string Columns = "version, at, body, signed_by, signed_by_name, signed_at, reason";

    public MinutesVersion Minutes => new(
        (int)Version, At, System.Text.Json.JsonSerializer.Deserialize(Body, StorageJson.Compact.MinutesBody)!,
        SignedBy, SignedByName, SignedAt, Reason);
}
