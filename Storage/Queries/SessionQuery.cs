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

    private const string ByIdSql = """
        select s.id, s.member, s.device, s.opened_at, s.expires_at, s.seen_at, coalesce(c.must_change, 0) as must_change
        from session s left join credential c on c.member = s.member
        where s.id = @Id and s.expires_at > @Now
        """;

    private const string OfMemberSql = """
        select s.id, s.member, s.device, s.opened_at, s.expires_at, s.seen_at, coalesce(c.must_change, 0) as must_change
        from session s left join credential c on c.member = s.member
        where s.member = @Member and s.expires_at > @Now
        order by s.opened_at desc, s.id
        """;

    private const string TouchSql = "update session set seen_at = @Now where id = @Id and seen_at < @Before";

    private const string PurgeSql = "delete from session where expires_at <= @Now";

    /// <summary>The session; null where it ended or expired.</summary>
    public Task<SessionRow?> ByIdAsync(string id, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.FirstAsync<SessionRow>(ByIdSql, new { Id = id, Now = now }, cancellation);

    /// <summary>The running sessions of a member, newest first.</summary>
    public Task<IReadOnlyList<SessionRow>> OfMemberAsync(string member, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.QueryAsync<SessionRow>(OfMemberSql, new { Member = member, Now = now }, cancellation);

    /// <summary>Notes that the session is in use; writes at most once a minute.</summary>
    public async Task TouchAsync(SessionRow session, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (now - session.SeenAt >= TouchEvery)
        {
            await Execute(TouchSql, new { session.Id, Now = now, Before = now - TouchEvery }, cancellation);
        }
    }

    /// <summary>Deletes what has expired; answers how many.</summary>
    public Task<int> PurgeAsync(DateTimeOffset now, CancellationToken cancellation = default) =>
        Execute(PurgeSql, new { Now = now }, cancellation);

    private async Task<int> Execute(string sql, object parameters, CancellationToken cancellation)
    {
        using var lease = await database.WriteAsync(cancellation);
        return await lease.Connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellation));
    }
}
