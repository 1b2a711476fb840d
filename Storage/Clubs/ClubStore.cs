using Grains.Clubs;

namespace Storage.Clubs;

/// <summary>Links of clubs for decisions. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class ClubStore(HubDatabase database) : IClubStore
{
    private const string ClubSql = "select id from node where id = @Club and kind = 'LifeGroup' and dissolved_at is null";

    private const string LinkedSql = "select club from club_link where club = @Club and branch = @Branch and until is null";

    private const string BranchesSql = "select count(*) from club_link where club = @Club and until is null";

    private const string MemberSql = """
        select s.member from membership s join member m on m.id = s.member join node n on n.id = m.node
        where s.node = @Club and s.kind = 'Life' and s.until is null and n.path >= @Path and n.path < @PathEnd
        limit 1
        """;

    public async Task<bool> IsClub(string club, CancellationToken cancellation) =>
        await database.FirstAsync<string>(ClubSql, new { Club = club }, cancellation) is not null;

    public async Task<bool> IsLinked(string club, string branch, CancellationToken cancellation) =>
        await database.FirstAsync<string>(LinkedSql, new { Club = club, Branch = branch }, cancellation) is not null;

    public async Task<int> Branches(string club, CancellationToken cancellation) =>
        (int)await database.FirstAsync<long>(BranchesSql, new { Club = club }, cancellation);

    public async Task<bool> HasMemberOf(string club, string path, CancellationToken cancellation) =>
        await database.FirstAsync<string>(MemberSql, new { Club = club, Path = path, PathEnd = Paths.End(path) }, cancellation) is not null;
}
