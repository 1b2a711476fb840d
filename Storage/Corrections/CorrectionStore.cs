using Dapper;
using Grains.Corrections;
using Storage.Queries;

namespace Storage.Corrections;

/// <summary>Corrections for decisions, for their members and for the desk. Throws where the database is away.</summary>
public sealed class CorrectionStore(HubDatabase database) : ICorrectionStore
{
    public const int DeskMost = 200;

    private const string FindSql = """
        select c.id, c.member, c.field, c.was, c.wanted, c.reason, c.filed_at, c.due_at, c.state, c.answer, c.decided_by, c.decided_at,
            m.name as member_name, m.node, n.name as node_name, n.path, coalesce(who.name, '') as decided_by_name
        from correction c join member m on m.id = c.member join node n on n.id = m.node left join member who on who.id = c.decided_by
        where c.id = @Id
        """;

    private const string OfMemberSql = """
        select c.id, c.member, c.field, c.was, c.wanted, c.reason, c.filed_at, c.due_at, c.state, c.answer, c.decided_by, c.decided_at,
            m.name as member_name, m.node, n.name as node_name, n.path, coalesce(who.name, '') as decided_by_name
        from correction c join member m on m.id = c.member join node n on n.id = m.node left join member who on who.id = c.decided_by
        where c.member = @Member order by c.filed_at desc, c.id limit @Count
        """;

    private const string DeskSql = """
        select c.id, c.member, c.field, c.was, c.wanted, c.reason, c.filed_at, c.due_at, c.state, c.answer, c.decided_by, c.decided_at,
            m.name as member_name, m.node, n.name as node_name, n.path, coalesce(who.name, '') as decided_by_name
        from correction c join member m on m.id = c.member join node n on n.id = m.node left join member who on who.id = c.decided_by
        where n.path >= @Path and n.path < @PathEnd and ((@Open = 1 and c.state = 'Open') or (@Open = 0 and c.state <> 'Open'))
        order by case when @Open = 1 then c.due_at else -c.decided_at end, c.id limit @Count
        """;

    private const string UnansweredSql = """
        select id from correction where state = 'Open' and reminded_at is null and filed_at <= @Before order by filed_at, id limit @Count
        """;

    private const string NameSql = "select name from member where id = @Member";
    private const string PhoneSql = "select coalesce(phone, '') from member where id = @Member";
    private const string JoinedSql = "select coalesce(joined_on, '') from member where id = @Member";
    private const string CategorySql = "select category from member where id = @Member";
    private const string RelationSql = "select relation from member where id = @Member";

    public async Task<CorrectionCase?> Find(string id, CancellationToken cancellation) =>
        (await database.FirstAsync<Row>(FindSql, new { Id = id }, cancellation))?.Case;

    public Task<IReadOnlyList<string>> Unanswered(DateTimeOffset before, int count, CancellationToken cancellation) =>
        database.QueryAsync<string>(UnansweredSql, new { Before = before, Count = count }, cancellation);

    public Task<string?> Value(string member, CorrectionField field, CancellationToken cancellation) => database.FirstAsync<string>(
        field switch
        {
            CorrectionField.Name => NameSql,
            CorrectionField.Phone => PhoneSql,
            CorrectionField.Joined => JoinedSql,
            CorrectionField.Category => CategorySql,
            _ => RelationSql,
        },
        new { Member = member },
        cancellation);

    /// <summary>The member's own, newest first.</summary>
    public async Task<IReadOnlyList<CorrectionCase>> OfMemberAsync(string member, CancellationToken cancellation = default) =>
        [.. (await database.QueryAsync<Row>(OfMemberSql, new { Member = member, Count = Paging.Most }, cancellation)).Select(static row => row.Case)];

    /// <summary>Those of the subtree: open ones by when they are due, or closed ones, newest first.</summary>
    public async Task<IReadOnlyList<CorrectionCase>> DeskAsync(string path, bool open, CancellationToken cancellation = default) =>
        [.. (await database.QueryAsync<Row>(
            DeskSql, new { Path = path, PathEnd = Paths.End(path), Open = open.Bit(), Count = DeskMost }, cancellation)).Select(static row => row.Case)];

    [method: ExplicitConstructor]
    private sealed record Row(
        string Id, string Member, CorrectionField Field, string Was, string Wanted, string Reason, DateTimeOffset FiledAt, DateTimeOffset DueAt,
        CorrectionState State, string? Answer, string? DecidedBy, DateTimeOffset? DecidedAt, string MemberName, string Node, string NodeName,
        string Path, string DecidedByName)
    {
        public CorrectionCase Case => new(
            new Correction(Id, Member, Field, Was, Wanted, Reason, FiledAt, DueAt, State, Answer, DecidedBy, DecidedAt),
            MemberName, Node, NodeName, Path, DecidedByName);
    }
}
