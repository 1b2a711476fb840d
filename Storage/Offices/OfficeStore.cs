using Dapper;
using Grains.Offices;
using Grains.Rules;
using Grains.Votes;

namespace Storage.Offices;

/// <summary>Posts and policies for decisions. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class OfficeStore(HubDatabase database) : IOfficeStore, IVotePolicyStore
{
    private const string RunningSql = """
        select member, role, since, until from office
        where node = @Node and since <= @Now and (until is null or until > @Now)
        order by role, member
        """;

    private const string DueSql = """
        select distinct node from office where ended_at is null and until is not null and until <= @Now order by node limit @Count
        """;

    private const string RunOutSql = """
        select member, role, since, until from office
        where node = @Node and ended_at is null and until is not null and until <= @Now order by until, role, member
        """;

    private const string KeepersSql = """
        select o.node, o.member from office o
        where o.node in @Nodes and o.role in ('Secretary', 'Deputy', 'Organisation') and o.since <= @Now and (o.until is null or o.until > @Now)
        order by o.node, o.member
        """;

    private const string PolicySql = """
        select node, version, allowed, reason, since, until, decided_by, at
        from vote_policy where node = @Node order by version desc limit 1
        """;

    public async Task<IReadOnlyList<RunningOffice>> Running(string node, DateTimeOffset now, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<OfficeRow>(RunningSql, new { Node = node, Now = now }, cancellation)).Select(static row => row.Office)];

    public Task<IReadOnlyList<string>> Due(DateTimeOffset now, int count, CancellationToken cancellation) =>
        database.QueryAsync<string>(DueSql, new { Now = now, Count = count }, cancellation);

    public async Task<IReadOnlyList<RunningOffice>> RunOut(string node, DateTimeOffset now, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<OfficeRow>(RunOutSql, new { Node = node, Now = now }, cancellation)).Select(static row => row.Office)];

    public async Task<IReadOnlyList<Keeper>> Keepers(IReadOnlyCollection<string> nodes, DateTimeOffset now, CancellationToken cancellation) =>
        nodes.Count == 0
            ? []
            : [.. (await database.QueryAsync<KeeperRow>(KeepersSql, new { Nodes = nodes.ToArray(), Now = now }, cancellation)).Select(static row => new Keeper(row.Node, row.Member))];

    public async Task<VotePolicy?> Latest(string node, CancellationToken cancellation) =>
        (await database.FirstAsync<PolicyRow>(PolicySql, new { Node = node }, cancellation))?.Policy;

    [method: ExplicitConstructor]
    private sealed record OfficeRow(string Member, Role Role, DateTimeOffset Since, DateTimeOffset? Until)
    {
        public RunningOffice Office => new(Member, Role, Since, Until);
    }

    [method: ExplicitConstructor]
    private sealed record KeeperRow(string Node, string Member);

    [method: ExplicitConstructor]
    private sealed record PolicyRow(
        string Node, long Version, long Allowed, string Reason, DateTimeOffset Since, DateTimeOffset Until, string DecidedBy, DateTimeOffset At)
    {
        public VotePolicy Policy => new(Node, Version, Allowed != 0, Reason, Since, Until, DecidedBy, At);
    }
}
