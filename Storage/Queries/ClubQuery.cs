using Dapper;

namespace Storage.Queries;

/// <summary>A club that a branch has taken on. <paramref name="Held"/>: its gatherings that count for the branch, <paramref name="LastAt"/>: the latest.</summary>
[method: ExplicitConstructor]
public sealed record LinkedClub(string Id, string Name, string Topic, DateTimeOffset Since, long Held, DateTimeOffset? LastAt);

/// <summary>A branch that has taken a club on.</summary>
[method: ExplicitConstructor]
public sealed record LinkedBranch(string Id, string Name, string Path, DateTimeOffset Since);

/// <summary>Links of clubs and what they count for. Throws where the database is away.</summary>
public sealed class ClubQuery(HubDatabase database)
{
    private const string ClubsSql = """
        select l.club as id, n.name, v.topic, l.since,
            (select count(*) from gathering g where g.node = l.club and g.opened_at >= l.since and g.opened_at >= @Since) as held,
            (select max(g.opened_at) from gathering g where g.node = l.club and g.opened_at >= l.since) as last_at
        from club_link l join node n on n.id = l.club join virtual_branch v on v.node = l.club
        where l.branch = @Branch and l.until is null and n.dissolved_at is null
        order by n.name, l.club limit @Count
        """;

    private const string BranchesSql = """
        select l.branch as id, n.name, n.path, l.since
        from club_link l join node n on n.id = l.branch
        where l.club = @Club and l.until is null and n.dissolved_at is null
        order by n.name, l.branch limit @Count
        """;

    private const string OwnSql = """
        select count(*) from gathering where node_path >= @Path and node_path < @PathEnd and opened_at >= @Since
        """;

    // Links that have ended count for as long as they ran; a gathering counts once, however many links it fell in.
    private const string ByClubsSql = """
        select count(distinct g.id) from club_link l join gathering g on g.node = l.club
        where l.branch = @Branch and g.opened_at >= @Since and g.opened_at >= l.since and (l.until is null or g.opened_at < l.until)
        """;

    /// <summary>Clubs that the branch has taken on, with what counts for it since the moment given.</summary>
    public Task<IReadOnlyList<LinkedClub>> ClubsAsync(string branch, DateTimeOffset since, CancellationToken cancellation = default) =>
        database.QueryAsync<LinkedClub>(ClubsSql, new { Branch = branch, Since = since, Count = Paging.Most }, cancellation);

    public Task<IReadOnlyList<LinkedBranch>> BranchesAsync(string club, CancellationToken cancellation = default) =>
        database.QueryAsync<LinkedBranch>(BranchesSql, new { Club = club, Count = Paging.Most }, cancellation);

    /// <summary>Gatherings of the branch, those below it among them, and of its clubs while they were linked, opened since the moment given.</summary>
    public async Task<(int Own, int ByClubs)> ActivityAsync(
        string branch, string path, DateTimeOffset since, CancellationToken cancellation = default)
    {
        var asked = new { Branch = branch, Path = path, PathEnd = Paths.End(path), Since = since };
        return ((int)await database.FirstAsync<long>(OwnSql, asked, cancellation), (int)await database.FirstAsync<long>(ByClubsSql, asked, cancellation));
    }
}
