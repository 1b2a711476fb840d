using Dapper;
using Grains.Organisation;
using Grains.Rules;
using Grains.VirtualBranches;

namespace Storage.Queries;

/// <summary>A virtual branch or life group on a list. <paramref name="County"/> and its name are null in the central queue.</summary>
[method: ExplicitConstructor]
public sealed record VirtualSummary(
    string Id, NodeKind Kind, string Name, string Topic, string? County, string? CountyName, DateTimeOffset FoundedAt, int Members,
    VirtualState State, DateTimeOffset SeenAt);

/// <summary>One of the member's own. <paramref name="Leads"/>: holds its post; <paramref name="Requested"/>: has asked to join.</summary>
[method: ExplicitConstructor]
public sealed record OwnVirtual(
    string Id, NodeKind Kind, string Name, string Topic, int Members, VirtualState State, bool Leads, bool Requested, int Requests, bool Electing);

/// <summary>Who has asked to join.</summary>
[method: ExplicitConstructor]
public sealed record JoinRequestRow(string Member, string Name, Category Category, DateTimeOffset At);

/// <summary>A member of a virtual branch or life group, for its leader and the officers in charge: no number, no phone.</summary>
[method: ExplicitConstructor]
public sealed record VirtualMemberRow(string Member, string Name, Category Category, string Unit, DateTimeOffset Since);

/// <summary>A committee that may be in charge.</summary>
[method: ExplicitConstructor]
public sealed record CountyRow(string Node, string Name, string? Above);

/// <summary>How many are in a virtual branch, and how many lead one.</summary>
[method: ExplicitConstructor]
public sealed record SignersRow(long Members, long Secretaries);

/// <summary>Lists of virtual branches and life groups; each page costs the same wherever it stands. Throws where the database is away.</summary>
public sealed partial class VirtualBranchQuery(HubDatabase database)
{
    /// <summary>What may be shown to anyone: active ones of the kind, the youngest first, whose name or topic holds the word.</summary>
    public Task<IReadOnlyList<VirtualSummary>> RegisterAsync(
        NodeKind kind, string? search, string? county, VirtualSummary? after, int? count = null, CancellationToken cancellation = default) =>
        Page(RegisterSql, kind, search, county ?? "", "/", after, count, cancellation);

    /// <summary>Those under the committees at <paramref name="path"/> or below, whatever their state short of an end.</summary>
    public Task<IReadOnlyList<VirtualSummary>> OfCountyAsync(
        string path, string? search, VirtualSummary? after, int? count = null, CancellationToken cancellation = default) =>
        Page(CountySql, NodeKind.Virtual, search, "", path, after, count, cancellation);

    /// <summary>The central queue: no county, or one that is no more; life groups are there as well.</summary>
    public Task<IReadOnlyList<VirtualSummary>> QueueAsync(
        string? search, VirtualSummary? after, int? count = null, CancellationToken cancellation = default) =>
        Page(QueueSql, NodeKind.Virtual, search, "", "/", after, count, cancellation);

    /// <summary>One as a list shows it; null where there is none or it has ended.</summary>
    public Task<VirtualSummary?> OneAsync(string id, CancellationToken cancellation = default) =>
        database.FirstAsync<VirtualSummary>(OneSql, new { Id = id }, cancellation);

    /// <summary>Those the member is in or has asked to join, at most <see cref="Paging.Most"/>.</summary>
    public Task<IReadOnlyList<OwnVirtual>> OfMemberAsync(string member, CancellationToken cancellation = default) =>
        database.QueryAsync<OwnVirtual>(OwnSql, new { Member = member, Count = Paging.Most }, cancellation);

    /// <summary>Requests, the oldest first, after the one named; at most <see cref="Paging.Default"/>.</summary>
    public Task<IReadOnlyList<JoinRequestRow>> RequestsAsync(string node, DateTimeOffset after, CancellationToken cancellation = default) =>
        database.QueryAsync<JoinRequestRow>(RequestsSql, new { Node = node, After = after, Count = Paging.Default }, cancellation);

    public async Task<int> RequestCountAsync(string node, CancellationToken cancellation = default) =>
        (int)await database.FirstAsync<long>(RequestCountSql, new { Node = node }, cancellation);

    /// <summary>A page of the roster in the order of joining, after the row given; with a word, those whose name holds it.</summary>
    public Task<IReadOnlyList<VirtualMemberRow>> RosterAsync(
        string node, string? search, DateTimeOffset since, string member, int? count = null, CancellationToken cancellation = default) =>
        database.QueryAsync<VirtualMemberRow>(
            string.IsNullOrEmpty(search) ? RosterSql : RosterSearchSql,
            new { Node = node, Since = since, Member = member, Pattern = LikeText.Holding(search ?? ""), Count = Paging.Clamp(count) },
            cancellation);

    /// <summary>Who is there by category and relation; a look at each member, so ask rarely of large ones.</summary>
    public Task<IReadOnlyList<Headcount>> HeadcountsAsync(string node, CancellationToken cancellation = default) =>
        database.QueryAsync<Headcount>(HeadcountsSql, new { Node = node }, cancellation);

    /// <summary>Names by member id.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(IReadOnlyCollection<string> members, CancellationToken cancellation = default) =>
        members.Count == 0
            ? new Dictionary<string, string>()
            : (await database.QueryAsync<NameRow>(NamesSql, new { Members = members.ToArray() }, cancellation))
                .ToDictionary(static row => row.Id, static row => row.Name, StringComparer.Ordinal);

    /// <summary>Committees whose name holds the word, the higher first.</summary>
    public Task<IReadOnlyList<CountyRow>> CountiesAsync(string search, int count, CancellationToken cancellation = default) =>
        database.QueryAsync<CountyRow>(CountiesSql, new { Pattern = LikeText.Holding(search), Count = count }, cancellation);

    /// <summary>The committee that a lookup names by id, region or name; null where there is none.</summary>
    public Task<CountyRow?> ResolveCountyAsync(string key, CancellationToken cancellation = default) =>
        database.FirstAsync<CountyRow>(ResolveSql, new { Key = key }, cancellation);

    /// <summary>Every version of each text, the newest first, those to come as well.</summary>
    public Task<IReadOnlyList<SignedText>> VersionsAsync(CancellationToken cancellation = default) =>
        database.QueryAsync<SignedText>(VersionsSql, new { }, cancellation);

    /// <summary>Whom a new version concerns. Counts every running membership, so ask rarely.</summary>
    public async Task<SignersRow> SignersAsync(CancellationToken cancellation = default) =>
        (await database.FirstAsync<SignersRow>(SignersSql, new { }, cancellation))!;

    private Task<IReadOnlyList<VirtualSummary>> Page(
        string sql, NodeKind kind, string? search, string county, string path, VirtualSummary? after, int? count, CancellationToken cancellation) =>
        database.QueryAsync<VirtualSummary>(
            sql,
            new
            {
                Kind = Names.Of(kind),
                Search = search ?? "",
                Pattern = LikeText.Holding(search ?? ""),
                County = county,
                Path = path,
                PathEnd = Paths.End(path),
                Before = (after?.FoundedAt ?? DateTimeOffset.MaxValue).Ms(),
                BeforeId = after?.Id ?? "",
                Count = Paging.Clamp(count),
            },
            cancellation);

    [method: ExplicitConstructor]
    private sealed record NameRow(string Id, string Name);
}
