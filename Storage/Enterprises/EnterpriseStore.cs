using Dapper;
using Grains.Enterprises;
using Grains.Rules;

namespace Storage.Enterprises;

/// <summary>Enterprises for decisions. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class EnterpriseStore(HubDatabase database) : IEnterpriseStore
{
    private const string OneSql = """
        select e.id, e.name, e.region, e.industry, e.staff, e.state, e.node, n.path as node_path, e.cover, e.holder, e.seat
        from enterprise e join node n on n.id = e.node where e.id = @Enterprise
        """;

    private const string DeclaredSql = """
        select count(*) as all_of_them,
            count(case when category in ('Full', 'Probationary', 'Disciplined') then 1 end) as party,
            count(case when category = 'Full' then 1 end) as full_members,
            count(member) as linked
        from enterprise_member where enterprise = @Enterprise and ended_at is null
        """;

    private const string IsDeclaredSql = """
        select id from enterprise_member
        where enterprise = @Enterprise and ended_at is null
            and ((@Member <> '' and member = @Member) or (@Member = '' and member is null and name = @Name))
        limit 1
        """;

    private const string OfDeclarationSql = "select enterprise from enterprise_member where id = @Declaration and ended_at is null";

    private const string LinkedSql = """
        select distinct m.id as member, m.version, m.node, m.category, m.relation, n.path
        from enterprise_member d join member m on m.id = d.member join node n on n.id = m.node
        where d.enterprise = @Enterprise and d.ended_at is null and m.category in ('Full', 'Probationary', 'Disciplined')
        order by m.id
        """;

    private const string PlacedSql = """
        select m.id as member, m.version, m.node, m.category, m.relation, n.path
        from member m join node n on n.id = m.node where m.id = @Member
        """;

    private const string PersonSql = "select id from member where number = @Number and name = @Name";

    private const string UnitsSql = "select count(*) from enterprise where node = @Node and state = 'Active'";

    private const string SharesSql = """
        select id from enterprise where holder = @Member and seat = @Node and id <> @Enterprise and state = 'Active' limit 1
        """;

    public Task<EnterpriseRow?> Enterprise(string enterprise, CancellationToken cancellation) =>
        database.FirstAsync<EnterpriseRow>(OneSql, new { Enterprise = enterprise }, cancellation);

    public async Task<DeclaredCounts> Declared(string enterprise, CancellationToken cancellation)
    {
        var row = (await database.FirstAsync<CountsRow>(DeclaredSql, new { Enterprise = enterprise }, cancellation))!;
        return new DeclaredCounts((int)row.AllOfThem, (int)row.Party, (int)row.FullMembers, (int)row.Linked);
    }

    public async Task<bool> IsDeclared(string enterprise, string? member, string name, CancellationToken cancellation) =>
        await database.FirstAsync<string>(
            IsDeclaredSql, new { Enterprise = enterprise, Member = member ?? "", Name = name }, cancellation) is not null;

    public Task<string?> OfDeclaration(string declaration, CancellationToken cancellation) =>
        database.FirstAsync<string>(OfDeclarationSql, new { Declaration = declaration }, cancellation);

    public Task<IReadOnlyList<PlacedStanding>> Linked(string enterprise, CancellationToken cancellation) =>
        database.QueryAsync<PlacedStanding>(LinkedSql, new { Enterprise = enterprise }, cancellation);

    public Task<PlacedStanding?> Placed(string member, CancellationToken cancellation) =>
        database.FirstAsync<PlacedStanding>(PlacedSql, new { Member = member }, cancellation);

    public Task<string?> Person(string number, string name, CancellationToken cancellation) =>
        database.FirstAsync<string>(PersonSql, new { Number = number, Name = name }, cancellation);

    public async Task<int> Units(string node, CancellationToken cancellation) =>
        (int)await database.FirstAsync<long>(UnitsSql, new { Node = node }, cancellation);

    public async Task<bool> SharesSeat(string enterprise, string member, string node, CancellationToken cancellation) =>
        await database.FirstAsync<string>(SharesSql, new { Enterprise = enterprise, Member = member, Node = node }, cancellation) is not null;

    [method: ExplicitConstructor]
    private sealed record CountsRow(long AllOfThem, long Party, long FullMembers, long Linked);
}
