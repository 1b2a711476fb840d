using Grains.Gatherings;
using Storage.Gatherings;

namespace Storage.Queries;

/// <summary>A gathering with what a list shows of it.</summary>
/// <param name="Head">Seq of its last entry.</param>
/// <param name="Expected">应到 of the frozen roster; 0 before it is frozen.</param>
/// <param name="Present">实到: expected members who came in at least once.</param>
/// <param name="Excused">请假: expected members excused who did not come.</param>
public sealed record GatheringSummary(
    GatheringCharter Charter, GatheringTerms Terms, string Epoch, long Head, int Expected, int Present, int Excused)
{
    /// <summary>缺席</summary>
    public int Absent => Expected - Present - Excused;
}

/// <summary>Which gatherings a list holds.</summary>
public enum GatheringScope
{
    /// <summary>Open now.</summary>
    Live,
    /// <summary>Planned, the next first.</summary>
    Planned,
    /// <summary>Closed or signed, the latest first.</summary>
    Recent,
}

/// <summary>
/// Gatherings of a member (by the frozen roster, before that by the node's path) and of an officer's subtree.
/// Throws where the database is away.
/// </summary>
public sealed partial class GatheringQuery(HubDatabase database)
{
    /// <summary>The gathering; null where there is none.</summary>
    public async Task<GatheringSummary?> ByIdAsync(string id, CancellationToken cancellation = default) =>
        (await database.FirstAsync<SummaryRow>(ByIdSql, new { Id = id }, cancellation))?.Summary;

    /// <summary>A member's gatherings; <paramref name="before"/> continues a list of recent ones (opening time of its last).</summary>
    public Task<IReadOnlyList<GatheringSummary>> OfMemberAsync(
        string member, GatheringScope scope, DateTimeOffset? before = null, int? count = null, CancellationToken cancellation = default) =>
        Read(
            scope switch
            {
                GatheringScope.Live => MemberLiveSql,
                GatheringScope.Planned => MemberPlannedSql,
                _ => MemberRecentSql,
            },
            new { Member = member, Before = (before ?? DateTimeOffset.MaxValue).Ms(), Count = Paging.Clamp(count) },
            cancellation);

    /// <summary>Gatherings of the node at <paramref name="path"/> and of everything below it.</summary>
    public Task<IReadOnlyList<GatheringSummary>> OfSubtreeAsync(
        string path, GatheringScope scope, DateTimeOffset? before = null, int? count = null, CancellationToken cancellation = default) =>
        Read(
            scope switch
            {
                GatheringScope.Live => SubtreeLiveSql,
                GatheringScope.Planned => SubtreePlannedSql,
                _ => SubtreeRecentSql,
            },
            new
            {
                Path = path,
                PathEnd = Paths.End(path),
                Before = (before ?? DateTimeOffset.MaxValue).Ms(),
                Count = Paging.Clamp(count),
            },
            cancellation);

    /// <summary>Whether the frozen roster names the member, or would if it froze now.</summary>
    public async Task<bool> CoversAsync(string gathering, string member, CancellationToken cancellation = default) =>
        await database.FirstAsync<long>(CoversSql, new { Id = gathering, Member = member }, cancellation) > 0;

    private async Task<IReadOnlyList<GatheringSummary>> Read(string sql, object parameters, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<SummaryRow>(sql, parameters, cancellation)).Select(row => row.Summary)];

    private sealed class SummaryRow
    {
        public string Id { get; set; } = "";
        public string Node { get; set; } = "";
        public string NodePath { get; set; } = "";
        public string NodeName { get; set; } = "";
        public long Subtree { get; set; }
        public GatheringType Type { get; set; }
        public string Topic { get; set; } = "";
        public long Activists { get; set; }
        public string Summoner { get; set; } = "";
        public string SummonerName { get; set; } = "";
        public DateTimeOffset OpensAt { get; set; }
        public DateTimeOffset SummonedAt { get; set; }
        public GatheringState State { get; set; }
        public DateTimeOffset? OpenedAt { get; set; }
        public DateTimeOffset ClosesAt { get; set; }
        public DateTimeOffset? ClosedAt { get; set; }
        public int SlowSeconds { get; set; }
        public string Epoch { get; set; } = "";
        public long Head { get; set; }
        public int Expected { get; set; }
        public int Present { get; set; }
        public int Excused { get; set; }

        public GatheringSummary Summary => new(
            new GatheringCharter(
                Id, Node, NodePath, NodeName, Subtree != 0, Type, Topic, Activists != 0, Summoner, SummonerName, OpensAt, SummonedAt),
            new GatheringTerms(State, OpenedAt, ClosesAt, ClosedAt, SlowSeconds),
            Epoch, Head, Expected, Present, Excused);
    }
}
