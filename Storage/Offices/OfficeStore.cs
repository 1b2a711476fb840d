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

    private const string PolicySql = """
        select node, version, allowed, reason, since, until, decided_by, at
        from vote_policy where node = @Node order by version desc limit 1
        """;

    public async Task<IReadOnlyList<RunningOffice>> Running(string node, DateTimeOffset now, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<OfficeRow>(RunningSql, new { Node = node, Now = now }, cancellation)).Select(static row => row.Office)];

    public async Task<VotePolicy?> Latest(string node, CancellationToken cancellation) =>
        (await database.FirstAsync<PolicyRow>(PolicySql, new { Node = node }, cancellation))?.Policy;

    [method: ExplicitConstructor]
    private sealed record OfficeRow(string Member, Role Role, DateTimeOffset Since, DateTimeOffset? Until)
    {
        public RunningOffice Office => new(Member, Role, Since, Until);
    }

    [method: ExplicitConstructor]
    private sealed record PolicyRow(
        string Node, long Version, long Allowed, string Reason, DateTimeOffset Since, DateTimeOffset Until, string DecidedBy, DateTimeOffset At)
    {
        public VotePolicy Policy => new(Node, Version, Allowed != 0, Reason, Since, Until, DecidedBy, At);
    }
}
