using Grains.Consultations;
using Storage.Consultations;

namespace Storage.Queries;

/// <summary>Consultations as their parties see them on lists. Throws where the database is away.</summary>
public sealed class ConsultationQuery(HubDatabase database)
{
    /// <summary>Consultations of one list.</summary>
    public const int Most = 200;

    // Moved: the member's node does not lie under the desk any more.
    private const string SelectSql = "select " + ConsultationData.Columns + """
        , not exists (
            select 1 from member asker join node own on own.id = asker.node join node d on d.id = consultation.node
            where asker.id = consultation.member and substr(own.path, 1, length(d.path)) = d.path) as moved
        from consultation

        """;

    private const string ByIdSql = SelectSql + "where id = @Id and head > 0";

    private const string OfMemberSql = SelectSql + "where member = @Member and head > 0 order by opened_at desc, id limit @Count";

    // Who has waited longest stands first; what is answered follows, the latest question first.
    private const string OfDeskSql = SelectSql + """
        where node in @Nodes and member <> @Officer and state <> 'Closed' and head > 0
        order by case when waiting_since is null then 1 else 0 end, waiting_since, opened_at desc, id limit @Count
        """;

    private const string ClosedSql = SelectSql + """
        where node in @Nodes and member <> @Officer and state = 'Closed' and head > 0 order by closed_at desc, id limit @Count
        """;

    private const string MarksSql =
        "select consultation, member, seq, at from consultation_mark where consultation in @Ids order by consultation, member";

    /// <summary>Null where there is none.</summary>
    public async Task<ConsultationBrief?> ByIdAsync(string id, CancellationToken cancellation = default) =>
        (await Read(ByIdSql, new { Id = id }, cancellation)) is [var brief] ? brief : null;

    /// <summary>The member's own, newest first, at most <see cref="Most"/>.</summary>
    public Task<IReadOnlyList<ConsultationBrief>> OfMemberAsync(string member, CancellationToken cancellation = default) =>
        Read(OfMemberSql, new { Member = member, Count = Most }, cancellation);

    /// <summary>What the desks of these nodes have in hand or, where <paramref name="closed"/>, have closed; the officer's own questions left out.</summary>
    public Task<IReadOnlyList<ConsultationBrief>> OfDeskAsync(
        IReadOnlyCollection<string> nodes, string officer, bool closed, CancellationToken cancellation = default) =>
        Read(closed ? ClosedSql : OfDeskSql, new { Nodes = nodes.ToArray(), Officer = officer, Count = Most }, cancellation);

    private async Task<IReadOnlyList<ConsultationBrief>> Read(string sql, object parameters, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<BriefRow>(sql, parameters, cancellation);
        if (rows.Count == 0)
        {
            return [];
        }

        var ids = rows.Select(static row => row.Id).ToArray();
        var marks = (await database.QueryAsync<ConsultationMarkRow>(MarksSql, new { Ids = ids }, cancellation))
            .ToLookup(static mark => mark.Consultation, static mark => mark.Mark, StringComparer.Ordinal);
        return [.. rows.Select(row => new ConsultationBrief(row.Charter, row.Terms, row.Head, [.. marks[row.Id]], row.Moved))];
    }

    private sealed class BriefRow : ConsultationData
    {
        public bool Moved { get; set; }
    }
}
