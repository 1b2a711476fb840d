using Dapper;
using Grains.Censuses;
using Grains.Rules;

namespace Storage.Censuses;

/// <summary>Censuses as relations. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class CensusStore(HubDatabase database) : ICensusStore
{
    private const string OpenSql = """
        insert into census (id, node, path, title, opened_by, opened_at, closes_at)
        values (@Id, @Node, @Path, @Title, @OpenedBy, @OpenedAt, @ClosesAt)
        on conflict (id) do nothing
        """;

    private const string FreezeSql = """
        insert into census_line (census, member, node, category, relation)
        select @Id, m.id, m.node, m.category, m.relation
        from member m join node n on n.id = m.node
        where n.path >= @Path and n.path < @PathEnd and n.dissolved_at is null
            and m.category in ('Full', 'Probationary', 'Disciplined')
        """;

    private const string FindSql =
        "select id, node, path, title, opened_by, opened_at, closes_at, closed_at from census where id = @Census";

    private static readonly string[] AnsweringRoles = [.. Rights.ModeratorRoles.Select(Names.Of)];

    private const string OfficersSql = """
        select distinct o.member
        from office o join node n on n.id = o.node
        where n.path >= @Path and n.path < @PathEnd and n.dissolved_at is null and o.role in @Roles
            and o.since <= @Now and (o.until is null or o.until > @Now) and o.member > @After
        order by o.member limit @Count
        """;

    private const string CellsSql = """
        select category, relation, answer, count(*) as count
        from census_line where census = @Census group by category, relation, answer
        """;

    private const string LinesSql = """
        select member, category, relation, answer, applied_at
        from census_line where census = @Census and member in @Members order by member
        """;

    public Task Open(Census census, CancellationToken cancellation)
    {
        var row = new
        {
            census.Id, census.Node, census.Path, PathEnd = Paths.End(census.Path), census.Title, census.OpenedBy, census.OpenedAt, census.ClosesAt,
        };
        return database.WriteAsync(
            async (connection, transaction) =>
            {
                var made = await connection.ExecuteAsync(new CommandDefinition(OpenSql, row, transaction, cancellationToken: cancellation));
                return made == 0 ? 0 : await connection.ExecuteAsync(new CommandDefinition(FreezeSql, row, transaction, cancellationToken: cancellation));
            },
            cancellation);
    }

    public async Task<Census?> Find(string census, CancellationToken cancellation) =>
        (await database.FirstAsync<CensusData>(FindSql, new { Census = census }, cancellation))?.Census();

    public Task<IReadOnlyList<string>> Officers(string path, DateTimeOffset now, string after, int count, CancellationToken cancellation) =>
        database.QueryAsync<string>(
            OfficersSql, new { Path = path, PathEnd = Paths.End(path), Roles = AnsweringRoles, Now = now, After = after, Count = count }, cancellation);

    public async Task<IReadOnlyList<CensusCell>> Cells(string census, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<CellData>(CellsSql, new { Census = census }, cancellation)).Select(static row => row.Cell())];

    public async Task<IReadOnlyList<CensusLine>> Lines(string census, IReadOnlyCollection<string> members, CancellationToken cancellation) =>
    [
        .. (await database.QueryAsync<LineData>(LinesSql, new { Census = census, Members = members.ToArray() }, cancellation))
            .Select(static row => row.Line()),
    ];

    [method: ExplicitConstructor]
    internal sealed record CensusData(
        string Id, string Node, string Path, string Title, string OpenedBy, long OpenedAt, long ClosesAt, long? ClosedAt)
    {
        public Census Census() => new(Id, Node, Path, Title, OpenedBy, OpenedAt.Moment(), ClosesAt.Moment(), ClosedAt?.Moment());
    }

    [method: ExplicitConstructor]
    internal sealed record CellData(string Category, string Relation, string? Answer, long Count)
    {
        public CensusCell Cell() => new(Enum.Parse<Category>(Category), Enum.Parse<Relation>(Relation), AnswerOf(Answer), (int)Count);
    }

    [method: ExplicitConstructor]
    private sealed record LineData(string Member, string Category, string Relation, string? Answer, long? AppliedAt)
    {
        public CensusLine Line() => new(Member, Enum.Parse<Category>(Category), Enum.Parse<Relation>(Relation), AnswerOf(Answer), AppliedAt is not null);
    }

    internal static Relation? AnswerOf(string? answer) => answer is null ? null : Enum.Parse<Relation>(answer);
}
