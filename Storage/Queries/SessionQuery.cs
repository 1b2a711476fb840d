using Dapper;

namespace Storage.Queries;

/// <summary>A sign-in session. <paramref name="MustChange"/>: only setting a new password is allowed.</summary>
/// <param name="Id">SHA-256 of the cookie's token, lower hex.</param>
[method: ExplicitConstructor]
public sealed record SessionRow(
    string Id, string Member, string Device, DateTimeOffset OpenedAt, DateTimeOffset ExpiresAt, DateTimeOffset SeenAt, bool MustChange);

/// <summary>Sessions as the web reads them on each request. Throws where the database is away.</summary>
public sealed class SessionQuery(HubDatabase database)
{
    /// <summary>How stale "last seen" may be: one write a minute and session, however busy.</summary>
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    private const string OfMemberSql = """
        select s.id, s.member, s.device, s.opened_at, s.expires_at, s.seen_at, coalesce(c.must_change, 0) as must_change
        from session s left join credential c on c.member = s.member
        where s.member = @Member and s.expires_at > @Now
        order by s.opened_at desc, s.id
        """;

    private const string ByIdsSql = """
        select s.id, s.member, s.device, s.opened_at, s.expires_at, s.seen_at, coalesce(c.must_change, 0) as must_change
        from session s left join credential c on c.member = s.member
        where s.id in @Ids and s.expires_at > @Now
        """;

    private const string TouchSql = "update session set seen_at = @Now where id in @Ids and seen_at < @Before";

    private const string PurgeSql = "delete from session where expires_at <= @Now";

    /// <summary>Those of the sessions that run, by id, in one read.</summary>
    public async Task<IReadOnlyDictionary<string, SessionRow>> ByIdsAsync(
        IReadOnlyCollection<string> ids, DateTimeOffset now, CancellationToken cancellation = default) =>
        (await database.QueryAsync<SessionRow>(ByIdsSql, new { Ids = ids.ToArray(), Now = now }, cancellation))
            .ToDictionary(static s => s.Id, StringComparer.Ordinal);

    /// <summary>The running sessions of a member, newest first.</summary>
    public Task<IReadOnlyList<SessionRow>> OfMemberAsync(string member, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.QueryAsync<SessionRow>(OfMemberSql, new { Member = member, Now = now }, cancellation);

    /// <summary>Notes that these sessions are in use, in one write; each at most once a minute.</summary>
    public Task TouchAsync(IReadOnlyCollection<string> ids, DateTimeOffset now, CancellationToken cancellation = default) =>
        Execute(database.Dialect(TouchSql), new { Ids = ids.ToArray(), Now = now, Before = now - TouchEvery }, cancellation);

    /// <summary>Deletes what has expired; answers how many.</summary>
    public Task<int> PurgeAsync(DateTimeOffset now, CancellationToken cancellation = default) =>
        Execute(PurgeSql, new { Now = now }, cancellation);

    private async Task<int> Execute(string sql, object parameters, CancellationToken cancellation)
    {
        using var lease = await database.WriteAsync(cancellation);
        return await lease.Connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellation));
    }
}
