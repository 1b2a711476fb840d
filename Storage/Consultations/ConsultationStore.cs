using Dapper;
using Grains.Consultations;
using Grains.Rules;

namespace Storage.Consultations;

/// <summary>Consultations as relations. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class ConsultationStore(HubDatabase database) : IConsultationStore
{
    private static readonly string[] DeskRoles = [.. Rights.DeskRoles.Select(Names.Of)];

    // The longest path above the member that somebody else's running office of the committee stands on.
    private const string DeskSql = """
        select d.id as node, d.name
        from member m
        join node own on own.id = m.node
        join node d on d.dissolved_at is null and substr(own.path, 1, length(d.path)) = d.path
        where m.id = @Member and exists (
            select 1 from office o
            where o.node = d.id and o.member <> m.id and o.role in @Roles and o.since <= @Now and (o.until is null or o.until > @Now))
        order by length(d.path) desc limit 1
        """;

    private const string OfficersSql = """
        select o.member, m.name, o.role
        from office o join member m on m.id = o.member
        where o.node = @Node and o.role in @Roles and o.since <= @Now and (o.until is null or o.until > @Now)
        """;

    private const string OpenCountSql = "select count(*) from consultation where member = @Member and state <> 'Closed' and head > 0";

    private const string CreateSql = """
        insert into consultation (id, member, member_name, node, node_name, topic, subject, opened_at, state, head, fence)
        values (@Id, @Member, @MemberName, @Node, @NodeName, @TopicName, @Subject, @OpenedAt, 'Waiting', 0, 0)
        on conflict do nothing
        """;

    private const string TakeSql =
        "update consultation set fence = fence + 1 where id = @Consultation returning " + ConsultationData.Columns;

    private const string EntriesSql = "select " + ConsultationEntryRow.Columns + """

        from consultation_entry where consultation = @Consultation and seq > @After order by seq limit @Count
        """;

    private const string MarksSql =
        "select consultation, member, seq, at from consultation_mark where consultation = @Consultation order by member";

    public Task<Desk?> Desk(string member, DateTimeOffset now, CancellationToken cancellation) =>
        database.FirstAsync<Desk>(DeskSql, new { Member = member, Now = now, Roles = DeskRoles }, cancellation);

    public async Task<IReadOnlyList<DeskOfficer>> Officers(string node, DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<DeskOfficer>(OfficersSql, new { Node = node, Now = now, Roles = DeskRoles }, cancellation);
        return
        [
            .. rows.OrderBy(static o => Array.IndexOf(Rights.DeskRoles, o.Role)).ThenBy(static o => o.Member, StringComparer.Ordinal)
                .DistinctBy(static o => o.Member),
        ];
    }

    public async Task<int> OpenCount(string member, CancellationToken cancellation) =>
        (int)await database.FirstAsync<long>(OpenCountSql, new { Member = member }, cancellation);

    public async Task<bool> Create(ConsultationCharter charter, CancellationToken cancellation)
    {
        using var lease = await database.WriteAsync(cancellation);
        var row = new
        {
            charter.Id,
            charter.Member,
            charter.MemberName,
            charter.Node,
            charter.NodeName,
            TopicName = Names.Of(charter.Topic),
            charter.Subject,
            charter.OpenedAt,
        };
        return await lease.Connection.ExecuteAsync(new CommandDefinition(CreateSql, row, cancellationToken: cancellation)) == 1;
    }

    public async Task<ConsultationRow?> Take(string consultation, CancellationToken cancellation)
    {
        using var lease = await database.WriteAsync(cancellation);
        var row = await lease.Connection.QuerySingleOrDefaultAsync<ConsultationData>(
            new CommandDefinition(TakeSql, new { Consultation = consultation }, cancellationToken: cancellation));
        return row?.Row;
    }

    public async Task<IReadOnlyList<ConsultationEntry>> Entries(
        string consultation, long after, int count, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<ConsultationEntryRow>(
            EntriesSql, new { Consultation = consultation, After = after, Count = count }, cancellation);
        return [.. rows.Select(static row => row.Entry)];
    }

    public async Task<IReadOnlyList<ReadMark>> Marks(string consultation, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<ConsultationMarkRow>(MarksSql, new { Consultation = consultation }, cancellation)).Select(static row => row.Mark)];
}
