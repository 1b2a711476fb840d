using Dapper;
using Grains.Organisation;
using Grains.Rules;
using Grains.Statistics;

namespace Storage.Statistics;

/// <summary>What counts are made of. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class CountsStore(HubDatabase database) : ICountsStore
{
    private const string PositionSql = "select coalesce(max(seq), 0) from organisation_change";

    // What members found themselves (v-…, l-…) stands outside the tree and holds nobody's formal relation.
    private const string AllNodesSql = """
        select id, parent, sector_parent, kind, name, dissolved_at
        from node where kind not in ('Virtual', 'LifeGroup')
        """;

    private const string PeopleSql = "select node, category, relation, count(*) as count from member group by node, category, relation";

    private const string NodesSql = """
        select id, parent, sector_parent, kind, name, dissolved_at
        from node where id in @Ids and kind not in ('Virtual', 'LifeGroup')
        """;

    private const string AfterSql = """
        select seq, at, kind, subject, from_node, from_category, from_relation, to_node, to_category, to_relation
        from organisation_change where seq > @Position and seq <= @Until order by seq limit @Most
        """;

    /// <summary>Ids asked for in one statement: SQLite takes some thousand parameters.</summary>
    private const int Chunk = 500;

    public async Task<CountsBasis> Basis(CancellationToken cancellation)
    {
        using var lease = await database.ReadAsync(cancellation);
        await using var snapshot = await database.SnapshotAsync(lease.Connection, cancellation);
        CommandDefinition Command(string sql) => new(sql, transaction: snapshot, cancellationToken: cancellation);

        // A change takes its seq in the order of commits: a snapshot that shows one shows all before it.
        var position = await lease.Connection.ExecuteScalarAsync<long>(Command(PositionSql));
        var nodes = await lease.Connection.QueryAsync<NodeData>(Command(AllNodesSql));
        var people = await lease.Connection.QueryAsync<PeopleData>(Command(PeopleSql));
        var basis = new CountsBasis(position, [.. nodes.Select(static row => row.Node())], [.. people.Select(static row => row.People())]);
        await snapshot.CommitAsync(cancellation);
        return basis;
    }

    public async Task<IReadOnlyList<OrganisationChange>> After(long position, long until, int most, CancellationToken cancellation) =>
    [
        .. (await database.QueryAsync<ChangeData>(AfterSql, new { Position = position, Until = until, Most = most }, cancellation))
            .Select(static row => row.Change()),
    ];

    public async Task<IReadOnlyList<CountedNode>> Nodes(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var nodes = new List<CountedNode>();
        foreach (var chunk in ids.Chunk(Chunk))
        {
            var rows = await database.QueryAsync<NodeData>(NodesSql, new { Ids = chunk }, cancellation);
            nodes.AddRange(rows.Select(static row => row.Node()));
        }

        return nodes;
    }

    [method: ExplicitConstructor]
    private sealed record NodeData(string Id, string? Parent, string? SectorParent, string Kind, string Name, long? DissolvedAt)
    {
        public CountedNode Node() => new(Id, Parent, SectorParent, Enum.Parse<NodeKind>(Kind), Name, DissolvedAt is not null);
    }

    [method: ExplicitConstructor]
    private sealed record PeopleData(string Node, string Category, string Relation, long Count)
    {
        public CountedPeople People() => new(Node, Enum.Parse<Category>(Category), Enum.Parse<Relation>(Relation), (int)Count);
    }

    [method: ExplicitConstructor]
    private sealed record ChangeData(
        long Seq, long At, string Kind, string Subject,
        string? FromNode, string? FromCategory, string? FromRelation, string? ToNode, string? ToCategory, string? ToRelation)
    {
        public OrganisationChange Change() => new(
            Seq, At.Moment(), Kind, Subject, Place(FromNode, FromCategory, FromRelation), Place(ToNode, ToCategory, ToRelation));

        // A change of a node names nodes without what a person is there.
        private static Place? Place(string? node, string? category, string? relation) =>
            node is null || category is null || relation is null
                ? null
                : new Place(node, Enum.Parse<Category>(category), Enum.Parse<Relation>(relation));
    }
}
