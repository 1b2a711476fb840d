using Dapper;
using Grains.Organisation;
using Grains.Rules;
using Grains.Transfers;

namespace Storage.Transfers;

/// <summary>Loads transfers for decisions. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class TransferStore(HubDatabase database) : ITransferStore
{
    private static readonly string[] RoleNames = [.. TransferRights.Roles.Select(Names.Of)];

    private const string CaseSql = "select " + TransferData.Columns + " from transfer t where t.id = @Id";

    private const string RunningSql = "select transfer from transfer_member where member = @Member and running = 1";

    private const string MembersSql = "select member from transfer_member where transfer = @Id order by member";

    private const string PapersSql = """
        select slot, media, sha256, at, put_by, accepted, checked_by, checked_name, checked_at, why
        from transfer_paper where transfer = @Id order by slot
        """;

    private const string PathSql = "select path from node where id = @Node";

    private const string LineSql = "select id, parent, kind, name, path from node where id in @Ids and dissolved_at is null";

    private const string OfficersSql = """
        select o.node, o.member, m.name, o.role
        from office o join member m on m.id = o.member
        where o.node in @Nodes and o.role in @Roles and o.since <= @Now and (o.until is null or o.until > @Now)
        order by o.node, o.member
        """;

    private const string RosterSql =
        "select id as member, version, node, category, relation from member where node = @Node order by id limit @Count";

    private const string HeldSql = """
        select count(*) from transfer_member t join member m on m.id = t.member where m.node = @Node and t.running = 1
        """;

    private const string StandingsSql = """
        select m.id as member, m.version, m.node, m.category, m.relation
        from transfer_member t join member m on m.id = t.member where t.transfer = @Id order by m.id
        """;

    private const string DueSql = """
        select id from (
            select id, alarm_at as due from transfer where alarm_at <= @Now
            union select id, expires_at from transfer where expires_at <= @Now
            union select transfer, next_at from filing where next_at <= @Now) due
        order by due limit @Count
        """;

    private const string FilingsSql = """
        select id, transfer, sent_to, addressee, body, queued_at, next_at, attempts, receipt, receipt_at
        from filing where transfer = @Id order by id
        """;

    public async Task<TransferCase?> Case(string id, CancellationToken cancellation) =>
        (await database.FirstAsync<TransferData>(CaseSql, new { Id = id }, cancellation))?.Case;

    public Task<string?> RunningOf(string member, CancellationToken cancellation) =>
        database.FirstAsync<string>(RunningSql, new { Member = member }, cancellation);

    public Task<IReadOnlyList<string>> Members(string id, CancellationToken cancellation) =>
        database.QueryAsync<string>(MembersSql, new { Id = id }, cancellation);

    public async Task<IReadOnlyList<TransferPaper>> Papers(string id, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<PaperData>(PapersSql, new { Id = id }, cancellation)).Select(static row => row.Paper)];

    public async Task<IReadOnlyList<NodeRow>> Line(string node, CancellationToken cancellation)
    {
        if (await database.FirstAsync<string>(PathSql, new { Node = node }, cancellation) is not { } path)
        {
            return [];
        }

        var ids = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var rows = await database.QueryAsync<NodeRow>(LineSql, new { Ids = ids }, cancellation);
        return [.. rows.OrderByDescending(row => Array.IndexOf(ids, row.Id))];
    }

    public async Task<IReadOnlyList<TransferOfficer>> Officers(IReadOnlyCollection<string> nodes, DateTimeOffset now, CancellationToken cancellation) =>
        nodes.Count == 0
            ? []
            : await database.QueryAsync<TransferOfficer>(OfficersSql, new { Nodes = nodes.ToArray(), Now = now, Roles = RoleNames }, cancellation);

    public Task<IReadOnlyList<Standing>> Roster(string node, int count, CancellationToken cancellation) =>
        database.QueryAsync<Standing>(RosterSql, new { Node = node, Count = count }, cancellation);

    public async Task<int> Held(string node, CancellationToken cancellation) =>
        (int)await database.FirstAsync<long>(HeldSql, new { Node = node }, cancellation);

    public Task<IReadOnlyList<Standing>> Standings(string id, CancellationToken cancellation) =>
        database.QueryAsync<Standing>(StandingsSql, new { Id = id }, cancellation);

    public async Task<IReadOnlyList<string>> Due(DateTimeOffset now, int count, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<string>(DueSql, new { Now = now, Count = count }, cancellation)).Distinct()];

    public async Task<IReadOnlyList<Filing>> Filings(string id, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<FilingData>(FilingsSql, new { Id = id }, cancellation)).Select(static row => row.Filing)];
}
