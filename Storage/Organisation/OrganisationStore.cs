using Dapper;
using Grains.Organisation;
using Grains.Rules;

namespace Storage.Organisation;

/// <summary>People and nodes for decisions. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class OrganisationStore(HubDatabase database, TimeProvider time) : IOrganisationStore
{
    private const string ActorsSql = """
        select m.id, m.name, m.category, m.relation, m.node, n.path
        from member m join node n on n.id = m.node
        where m.id in @Members
        """;

    private const string OfficesSql = """
        select o.member, o.role, o.node, n.path, o.until
        from office o join node n on n.id = o.node
        where o.member in @Members and o.since <= @Now and (o.until is null or o.until > @Now) and n.dissolved_at is null
        order by n.path, o.role
        """;

    private const string MembershipsSql = """
        select s.member, s.kind, s.node, n.path,
            case when v.state = 'Active' and v.member_summons = 1 then 1 else 0 end as may_summon,
            case when v.state = 'Suspended' then 1 else 0 end as suspended,
            case when s.kind = 'Virtual' and exists (
                select 1 from signed_text t
                where t.effective_at <= @Now
                    and not exists (select 1 from signed_text x where x.document = t.document and x.version > t.version and x.effective_at <= @Now)
                    and (t.document = 'virtual-rules' or exists (
                        select 1 from office o
                        where o.node = s.node and o.member = s.member and o.role = 'Secretary' and (o.until is null or o.until > @Now)))
                    and not exists (
                        select 1 from signature g where g.member = s.member and g.document = t.document and g.version = t.version))
                then 1 else 0 end as must_sign
        from membership s join node n on n.id = s.node left join virtual_branch v on v.node = s.node
        where s.member in @Members and s.kind <> 'Home' and s.until is null and n.dissolved_at is null
        order by n.path
        """;

    private const string StandingSql = "select id as member, version, node, category, relation from member where id = @Member";

    private const string NodeSql =
        "select id, parent, kind, name, path from node where id = @Node and dissolved_at is null";

    public async Task<Actor?> Actor(string member, CancellationToken cancellation) =>
        (await Actors([member], cancellation)).GetValueOrDefault(member);

    public async Task<IReadOnlyDictionary<string, Actor>> Actors(IReadOnlyCollection<string> members, CancellationToken cancellation)
    {
        var parameters = new { Members = members.ToArray(), Now = time.GetUtcNow() };
        var rows = await database.QueryAsync<ActorRow>(ActorsSql, new { parameters.Members }, cancellation);
        var offices = (await database.QueryAsync<OfficeRow>(OfficesSql, parameters, cancellation)).ToLookup(static o => o.Member, StringComparer.Ordinal);
        var memberships = (await database.QueryAsync<MembershipRow>(MembershipsSql, parameters, cancellation)).ToLookup(static m => m.Member, StringComparer.Ordinal);
        return rows.ToDictionary(
            static row => row.Id,
            row => new Actor(row.Id, row.Name, row.Category, row.Relation, row.Node, row.Path, [.. offices[row.Id].Select(static o => o.Office)])
            {
                Memberships = [.. memberships[row.Id].Select(static m => m.Membership)],
            },
            StringComparer.Ordinal);
    }

    public Task<Standing?> Standing(string member, CancellationToken cancellation) =>
        database.FirstAsync<Standing>(StandingSql, new { Member = member }, cancellation);

    public Task<NodeRow?> Node(string node, CancellationToken cancellation) =>
        database.FirstAsync<NodeRow>(NodeSql, new { Node = node }, cancellation);

    [method: ExplicitConstructor]
    private sealed record ActorRow(string Id, string Name, Category Category, Relation Relation, string Node, string Path);

    [method: ExplicitConstructor]
    private sealed record OfficeRow(string Member, Role Role, string Node, string Path, DateTimeOffset? Until)
    {
        public Office Office => new(Role, Node, Path) { Until = Until };
    }

    [method: ExplicitConstructor]
    private sealed record MembershipRow(
        string Member, MembershipKind Kind, string Node, string Path, long MaySummon, long Suspended, long MustSign)
    {
        public Membership Membership => new(Kind, Node, Path)
        {
            Terms = (MaySummon != 0 ? MembershipTerms.MaySummon : 0) | (Suspended != 0 ? MembershipTerms.Suspended : 0)
                | (MustSign != 0 ? MembershipTerms.MustSign : 0),
        };
    }
}
