using Dapper;
using Grains.Organisation;
using Grains.Transfers;
using Storage.Transfers;

namespace Storage.Queries;

/// <summary>A branch that somebody may move to, with what stands above it.</summary>
[method: ExplicitConstructor]
public sealed record TransferTarget(string Id, string Name, NodeKind Kind, string? Above);

/// <summary>Lists of transfers and what a case's page shows. Throws where the database is away.</summary>
public sealed class TransferQuery(HubDatabase database)
{
    private const string OfMemberSql = "select " + TransferData.Columns + """

        from transfer t where t.member = @Member order by t.opened_at desc, t.id limit @Count
        """;

    private const string WaitingSql = "select " + TransferData.Columns + """

        from transfer t where t.desk in @Nodes or t.above in @Nodes order by t.deadline, t.id limit @Count
        """;

    private const string InvolvedSql = "select " + TransferData.Columns + """

        from transfer t
        where t.submitted_at is not null and (t.source in @Nodes or t.target in @Nodes or t.source_office in @Nodes or t.target_office in @Nodes
            or t.id in (
                select s.transfer from transfer_step s join transfer u on u.id = s.transfer join node n on n.id = u.source
                where s.seq = 1 and s.actor = @Opener and u.member is null
                    and exists (select 1 from node o where o.id in @Nodes and substr(n.path, 1, length(o.path)) = o.path)))
        order by t.since desc, t.id limit @Count
        """;

    private const string StepsSql = """
        select seq, at, action, state, actor, actor_name, place, note from transfer_step where transfer = @Id order by seq
        """;

    private const string MembersSql = """
        select m.name from transfer_member t join member m on m.id = t.member where t.transfer = @Id order by m.name, m.id
        """;

    // The text is somebody's typing: its own signs mean nothing to the comparison.
    private const string TargetsSql = """
        select n.id, n.name, n.kind, p.name as above
        from node n left join node p on p.id = n.parent
        where n.dissolved_at is null and n.parent is not null and n.kind in ('Branch', 'JointBranch', 'Group')
            and (n.name like @Like escape '!' or p.name like @Like escape '!')
        order by case when n.name like @Like escape '!' then 0 else 1 end, length(n.name), n.name, n.id limit @Count
        """;

    // Before anything is typed: what stands beside the node.
    private const string NearSql = """
        select n.id, n.name, n.kind, p.name as above
        from node own join node p on p.id = own.parent join node n on n.parent = p.id
        where own.id = @Node and n.id <> own.id and n.dissolved_at is null and n.kind in ('Branch', 'JointBranch', 'Group')
        order by n.name, n.id limit @Count
        """;

    public Task<IReadOnlyList<TransferCase>> OfMemberAsync(string member, CancellationToken cancellation = default) =>
        CasesAsync(OfMemberSql, new { Member = member, Count = Paging.Default }, cancellation);

    /// <summary>What waits for officers of these nodes, the earliest deadline first.</summary>
    public Task<IReadOnlyList<TransferCase>> WaitingAsync(IReadOnlyCollection<string> nodes, CancellationToken cancellation = default) =>
        nodes.Count == 0
            ? Task.FromResult<IReadOnlyList<TransferCase>>([])
            : CasesAsync(WaitingSql, new { Nodes = nodes.ToArray(), Count = Paging.Most }, cancellation);

    /// <summary>
    /// Cases from, to or through these nodes, and those of units below them that <paramref name="opener"/> opened; the
    /// latest change first.
    /// </summary>
    public Task<IReadOnlyList<TransferCase>> InvolvedAsync(IReadOnlyCollection<string> nodes, string opener, CancellationToken cancellation = default) =>
        nodes.Count == 0
            ? Task.FromResult<IReadOnlyList<TransferCase>>([])
            : CasesAsync(InvolvedSql, new { Nodes = nodes.ToArray(), Opener = opener, Count = Paging.Most }, cancellation);

    public async Task<IReadOnlyList<TransferStep>> StepsAsync(string id, CancellationToken cancellation = default) =>
        [.. (await database.QueryAsync<StepData>(StepsSql, new { Id = id }, cancellation)).Select(static row => row.Step)];

    /// <summary>Names of those whom a case moves.</summary>
    public Task<IReadOnlyList<string>> MembersAsync(string id, CancellationToken cancellation = default) =>
        database.QueryAsync<string>(MembersSql, new { Id = id }, cancellation);

    /// <summary>Branches of the tree whose name, or the name of what stands above, holds the text.</summary>
    public Task<IReadOnlyList<TransferTarget>> TargetsAsync(string text, int count, CancellationToken cancellation = default)
    {
        var plain = text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
        return database.QueryAsync<TransferTarget>(TargetsSql, new { Like = $"%{plain}%", Count = count }, cancellation);
    }

    /// <summary>Branches that stand beside a node.</summary>
    public Task<IReadOnlyList<TransferTarget>> NearAsync(string node, int count, CancellationToken cancellation = default) =>
        database.QueryAsync<TransferTarget>(NearSql, new { Node = node, Count = count }, cancellation);

    private async Task<IReadOnlyList<TransferCase>> CasesAsync(string sql, object parameters, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<TransferData>(sql, parameters, cancellation)).Select(static row => row.Case)];

    private sealed class StepData
    {
        public long Seq { get; set; }
        public DateTimeOffset At { get; set; }
        public string Action { get; set; } = "";
        public TransferState State { get; set; }
        public string? Actor { get; set; }
        public string ActorName { get; set; } = "";
        public string Place { get; set; } = "";
        public string Note { get; set; } = "";

        public TransferStep Step => new(Seq, At, Action, State, Actor, ActorName, Place, Note);
    }
}
