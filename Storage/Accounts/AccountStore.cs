using Dapper;
using Grains.Accounts;

namespace Storage.Accounts;

/// <summary>Credentials and sessions. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class AccountStore(HubDatabase database) : IAccountStore
{
    private const string LoadSql =
        "select member, hash, must_change, failures, locked_until from credential where member = @Member";

    private const string SaveSql = """
        insert into credential (member, hash, must_change, failures, locked_until)
        values (@Member, @Hash, @MustChange, @Failures, @LockedUntil)
        on conflict (member) do update
        set hash = excluded.hash, must_change = excluded.must_change, failures = excluded.failures,
            locked_until = excluded.locked_until
        """;

    private const string OpenSql = """
        insert into session (id, member, device, opened_at, expires_at, seen_at)
        values (@Id, @Member, @Device, @At, @Expires, @At)
        on conflict do nothing
        """;

    private const string EndOldestSql = """
        delete from session
        where member = @Member and id not in (
            select id from session where member = @Member order by opened_at desc, id desc limit @Most)
        returning id
        """;

    private const string EndOneSql = "delete from session where member = @Member and id = @Session returning id";

    private const string EndAllSql =
        "delete from session where member = @Member and (@Keep is null or id <> @Keep) returning id";

    public async Task<Credential?> Load(string member, CancellationToken cancellation) =>
        (await database.FirstAsync<CredentialRow>(LoadSql, new { Member = member }, cancellation))?.Credential;

    public async Task Save(Credential credential, CancellationToken cancellation)
    {
        var row = new
        {
            credential.Member,
            credential.Hash,
            MustChange = credential.MustChange.Bit(),
            credential.Failures,
            credential.LockedUntil,
        };
        using var lease = await database.WriteAsync(cancellation);
        await lease.Connection.ExecuteAsync(new CommandDefinition(SaveSql, row, cancellationToken: cancellation));
    }

    public Task<IReadOnlyList<string>> OpenSession(
        string member, NewSession session, CancellationToken cancellation) =>
        database.WriteAsync<IReadOnlyList<string>>(
            async (connection, transaction) =>
            {
                var row = new { session.Id, Member = member, session.Device, session.At, session.Expires };
                await connection.ExecuteAsync(new CommandDefinition(OpenSql, row, transaction, cancellationToken: cancellation));
                var most = new { Member = member, Most = AccountLimits.SessionsMost };
                var ended = await connection.QueryAsync<string>(
                    new CommandDefinition(EndOldestSql, most, transaction, cancellationToken: cancellation));
                return ended.AsList();
            },
            cancellation);

    public async Task<IReadOnlyList<string>> EndSessions(
        string member, string? session, string? keep, CancellationToken cancellation)
    {
        using var lease = await database.WriteAsync(cancellation);
        var ended = await lease.Connection.QueryAsync<string>(new CommandDefinition(
            session is null ? EndAllSql : EndOneSql,
            new { Member = member, Session = session, Keep = keep },
            cancellationToken: cancellation));
        return ended.AsList();
    }

    [method: ExplicitConstructor]
    private sealed record CredentialRow(string Member, string Hash, long MustChange, long Failures, DateTimeOffset? LockedUntil)
    {
        public Credential Credential => new(Member, Hash, MustChange != 0, (int)Failures, LockedUntil);
    }
}
