using Dapper;
using Grains.Development;
using Grains.Rules;

namespace Storage.Queries;

/// <summary>A person on the way to membership; days are null where nothing is on record.</summary>
[method: ExplicitConstructor]
public sealed record DevelopmentLine(
    string Member, string Name, Category Category, string Node, string NodeName, DateOnly? Since, DateOnly? Due, bool Extended);

/// <summary>Boards and histories of development. Throws where the database is away.</summary>
public sealed class DevelopmentQuery(HubDatabase database)
{
    // What is on record counts only for the stage that the person is in.
    private const string BoardSql = """
        select m.id as member, m.name, m.category, m.node, n.name as node_name, d.since, d.due,
            case when d.extended = 1 then 1 else 0 end as extended
        from member m
        join node n on n.id = m.node
        left join development d on d.member = m.id and d.stage = m.category
        where n.path >= @Path and n.path < @PathEnd and n.dissolved_at is null
            and m.category in ('Applicant', 'Activist', 'Candidate', 'Probationary')
        order by case when d.due is null then 1 else 0 end, d.due, n.path, m.name, m.id limit @Count
        """;

    private const string StepsSql = """
        select version, step, day, evidence, reason, months, actor, at
        from development_step where member = @Member order by version
        """;

    private const string NameSql = "select name from member where id = @Member";

    /// <summary>People in development in the subtree, the earliest date first, at most <paramref name="count"/>.</summary>
    public async Task<IReadOnlyList<DevelopmentLine>> BoardAsync(string path, int count, CancellationToken cancellation = default) =>
        [.. (await database.QueryAsync<LineRow>(
            BoardSql, new { Path = path, PathEnd = Paths.End(path), Count = count }, cancellation)).Select(static row => row.Line)];

    /// <summary>Every step of a member, in order.</summary>
    public async Task<IReadOnlyList<DevelopmentEntry>> StepsAsync(string member, CancellationToken cancellation = default) =>
        [.. (await database.QueryAsync<StepRow>(StepsSql, new { Member = member }, cancellation)).Select(static row => row.Entry)];

    public Task<string?> NameAsync(string member, CancellationToken cancellation = default) =>
        database.FirstAsync<string>(NameSql, new { Member = member }, cancellation);

    [method: ExplicitConstructor]
    private sealed record LineRow(
        string Member, string Name, Category Category, string Node, string NodeName, DateOnly? Since, DateOnly? Due, long Extended)
    {
        public DevelopmentLine Line => new(Member, Name, Category, Node, NodeName, Since, Due, Extended != 0);
    }

    [method: ExplicitConstructor]
    private sealed record StepRow(
        long Version, DevelopmentStep Step, DateOnly Day, string Evidence, string Reason, long Months, string Actor, DateTimeOffset At)
    {
        public DevelopmentEntry Entry => new(Version, Step, Day, Evidence, Reason, (int)Months, Actor, At);
    }
}
