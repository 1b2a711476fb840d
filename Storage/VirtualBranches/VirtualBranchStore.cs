using Dapper;
using Grains.Organisation;
using Grains.VirtualBranches;

namespace Storage.VirtualBranches;

/// <summary>Virtual branches for decisions. No statement here touches a roster beyond the rows of one member.</summary>
public sealed class VirtualBranchStore(HubDatabase database) : IVirtualBranchStore
{
    private const string RowSql = """
        select v.node, n.kind, n.name, v.founder, v.founded_at, v.topic, v.about, v.county,
            (select c.path from node c where c.id = v.county and c.dissolved_at is null) as county_path,
            v.state, v.reason, v.open_joining, v.member_summons, v.members,
            (select o.member from office o where o.node = v.node and o.until is null and o.role in ('Secretary', 'GroupLeader')) as secretary,
            v.heir, v.seen_at, v.election, v.due_at, v.version
        from virtual_branch v join node n on n.id = v.node
        where v.node = @Node
        """;

    private const string ElectionSql = "select cause, opened_at, closes_at, ballots, tally from virtual_election where id = @Id";

    private const string CandidatesSql = "select member from virtual_candidate where election = @Id order by at, member";

    private const string PlaceSql = """
        select
            (select count(*) from membership where member = @Member and node = @Node and until is null) as member,
            (select count(*) from join_request where node = @Node and member = @Member) as requested,
            (select count(*) from membership where member = @Member and kind = @Kind and until is null) as memberships,
            (select count(*) from virtual_ballot b join virtual_branch v on v.election = b.election
                where v.node = @Node and b.member = @Member) as voted,
            coalesce((select max(version) from signature where member = @Member and document = 'virtual-rules'), 0) as rules,
            coalesce((select max(version) from signature where member = @Member and document = 'virtual-pledge'), 0) as pledge
        """;

    private const string TextsSql = """
        select t.document, t.version, t.title_zh, t.title_en, t.text_zh, t.text_en, t.sha256, t.effective_at
        from signed_text t
        where t.effective_at <= @Now
            and not exists (select 1 from signed_text x where x.document = t.document and x.version > t.version and x.effective_at <= @Now)
        order by t.document desc
        """;

    private const string AttendedSql = """
        select max(a.at) from attendance_mark a join gathering g on g.id = a.gathering
        where a.member = @Member and g.node = @Node and a.at > @Since
        """;

    private const string DueSql = "select node from virtual_branch where due_at <= @Now order by due_at limit @Count";

    public async Task<VirtualBranchRow?> Row(string node, CancellationToken cancellation)
    {
        using var lease = await database.ReadAsync(cancellation);
        var row = await lease.Connection.QueryFirstOrDefaultAsync<BranchData>(
            new CommandDefinition(RowSql, new { Node = node }, cancellationToken: cancellation));
        if (row?.Election is not { } id)
        {
            return row?.Row(null);
        }

        var election = await lease.Connection.QueryFirstAsync<ElectionData>(
            new CommandDefinition(ElectionSql, new { Id = id }, cancellationToken: cancellation));
        var candidates = await lease.Connection.QueryAsync<string>(
            new CommandDefinition(CandidatesSql, new { Id = id }, cancellationToken: cancellation));
        return row.Row(new ElectionRow(
            id, election.Cause, election.OpenedAt.Moment(), election.ClosesAt.Moment(), (int)election.Ballots, [.. candidates],
            VirtualBranchRows.Read(election.Tally)));
    }

    public async Task<VirtualPlace> Place(string node, string member, CancellationToken cancellation)
    {
        var kind = Names.Of(Outside.MembershipOf(Outside.KindOf(node)));
        var row = await database.FirstAsync<PlaceData>(PlaceSql, new { Node = node, Member = member, Kind = kind }, cancellation);
        return new VirtualPlace(row!.Member > 0, row.Requested > 0, (int)row.Memberships, row.Voted > 0, row.Rules, row.Pledge);
    }

    public Task<IReadOnlyList<SignedText>> Texts(DateTimeOffset now, CancellationToken cancellation) =>
        database.QueryAsync<SignedText>(TextsSql, new { Now = now }, cancellation);

    public async Task<DateTimeOffset?> LastAttended(string node, string member, DateTimeOffset since, CancellationToken cancellation) =>
        (await database.FirstAsync<long?>(AttendedSql, new { Node = node, Member = member, Since = since }, cancellation))?.Moment();

    public Task<IReadOnlyList<string>> Due(DateTimeOffset now, int count, CancellationToken cancellation) =>
        database.QueryAsync<string>(DueSql, new { Now = now, Count = count }, cancellation);

    private sealed class BranchData
    {
        public string Node { get; set; } = "";
        public NodeKind Kind { get; set; }
        public string Name { get; set; } = "";
        public string Founder { get; set; } = "";
        public DateTimeOffset FoundedAt { get; set; }
        public string Topic { get; set; } = "";
        public string About { get; set; } = "";
        public string? County { get; set; }
        public string? CountyPath { get; set; }
        public VirtualState State { get; set; }
        public string? Reason { get; set; }
        public long OpenJoining { get; set; }
        public long MemberSummons { get; set; }
        public int Members { get; set; }
        public string? Secretary { get; set; }
        public string? Heir { get; set; }
        public DateTimeOffset SeenAt { get; set; }
        public string? Election { get; set; }
        public DateTimeOffset? DueAt { get; set; }
        public long Version { get; set; }

        public VirtualBranchRow Row(ElectionRow? election) => new(
            Node, Kind, Name, Founder, FoundedAt, Topic, About, County, CountyPath, State, Reason, OpenJoining != 0, MemberSummons != 0,
            Members, Secretary, Heir, SeenAt, election, DueAt, Version);
    }

    [method: ExplicitConstructor]
    private sealed record ElectionData(string Cause, long OpenedAt, long ClosesAt, long Ballots, string Tally);

    [method: ExplicitConstructor]
    private sealed record PlaceData(long Member, long Requested, long Memberships, long Voted, long Rules, long Pledge);
}
