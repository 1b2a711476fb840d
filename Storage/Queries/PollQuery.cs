using Grains.Gatherings;
using Grains.Gatherings.Polls;
using Grains.Rules;
using Storage.Gatherings;

namespace Storage.Queries;

/// <summary>The polls of a gathering, live or over. Throws where the database is away.</summary>
public sealed class PollQuery(HubDatabase database)
{
    private const string EntriesSql = """
        select seq, kind, at, author, client_id, target, body
        from message where gathering = @Gathering and kind in ('PollOpened', 'PollTally', 'PollClosed') order by seq
        """;

    private const string PreparedSql = "select form from prepared_poll where gathering = @Gathering order by poll";

    private const string BallotsSql = """
        select r.member, r.name, r.unit, r.category, r.relation, b.choices
        from ballot b
        join roster_line r on r.gathering = b.gathering and r.member = b.member
        where b.gathering = @Gathering and b.poll = @Poll
        order by r.member
        """;

    /// <summary>Polls that were put to the room, in order, as their entries leave them.</summary>
    public async Task<IReadOnlyList<PollState>> OpenedAsync(string gathering, CancellationToken cancellation = default) =>
        (await database.QueryAsync<EntryRow>(EntriesSql, new { Gathering = gathering }, cancellation))
            .Aggregate((IReadOnlyList<PollState>)[], static (polls, row) => PollState.Apply(polls, row.Entry));

    /// <summary>Polls that are prepared and not yet opened.</summary>
    public async Task<IReadOnlyList<PollForm>> PreparedAsync(string gathering, CancellationToken cancellation = default) =>
        [.. (await database.QueryAsync<string>(PreparedSql, new { Gathering = gathering }, cancellation)).Select(PollJson.Form)];

    /// <summary>Who voted, by member id; without choices where the poll is anonymous.</summary>
    public async Task<IReadOnlyList<NamedBallot>> BallotsAsync(string gathering, string poll, CancellationToken cancellation = default) =>
        [.. (await database.QueryAsync<NamedBallotRow>(BallotsSql, new { Gathering = gathering, Poll = poll }, cancellation)).Select(row => row.Ballot)];
}

/// <summary>A ballot with its member's place on the roster.</summary>
public sealed record NamedBallot(string Member, string Name, string Unit, Category Category, Relation Relation, int[]? Choices);

[method: Dapper.ExplicitConstructor]
internal sealed record NamedBallotRow(string Member, string Name, string Unit, Category Category, Relation Relation, string? Choices)
{
    public NamedBallot Ballot => new(Member, Name, Unit, Category, Relation, Choices is null ? null : PollJson.Numbers(Choices));
}
