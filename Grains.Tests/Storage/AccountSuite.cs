using Grains.Accounts;
using Storage.Accounts;
using Storage.Queries;

namespace Grains.Tests.Storage;

public sealed class SqliteAccountTests(SqliteFixture fixture) : AccountSuite(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresAccountTests(PostgresFixture fixture) : AccountSuite(fixture), IClassFixture<PostgresFixture>;

public abstract class AccountSuite(DatabaseFixture fixture)
{
    private readonly Scene _scene = new(fixture.Database);
    private readonly AccountStore _store = new(fixture.Database);
    private readonly SessionQuery _sessions = new(fixture.Database);

    [Fact]
    public async Task A_credential_reads_back_as_saved()
    {
        var member = await MemberAsync();
        Assert.Null(await _store.Load(member, Scene.None));

        var credential = new Credential(member, "hash", true, 4, Scene.Noon);
        await _store.Save(credential, Scene.None);
        Assert.Equal(credential, await _store.Load(member, Scene.None));

        var better = new Credential(member, "other", false, 0, null);
        await _store.Save(better, Scene.None);
        Assert.Equal(better, await _store.Load(member, Scene.None));
    }

    [Fact]
    public async Task The_oldest_session_ends_beyond_the_most()
    {
        var member = await MemberAsync();
        var ended = new List<string>();
        for (var i = 0; i < AccountLimits.SessionsMost + 2; i++)
        {
            ended.AddRange(await _store.OpenSession(member, Session(member, i), Scene.None));
        }

        Assert.Equal([Id(member, 0), Id(member, 1)], ended);
        Assert.Equal(AccountLimits.SessionsMost, (await _sessions.OfMemberAsync(member, Scene.Noon)).Count);
        Assert.Null(await SessionAsync(Id(member, 0), Scene.Noon));
    }

    [Fact]
    public async Task Sessions_end_one_or_all_but_one_and_never_another_members()
    {
        var (member, other) = (await MemberAsync(), await MemberAsync());
        for (var i = 0; i < 4; i++)
        {
            await _store.OpenSession(member, Session(member, i), Scene.None);
        }

        await _store.OpenSession(other, Session(other, 0), Scene.None);

        Assert.Empty(await _store.EndSessions(member, Id(other, 0), null, Scene.None));
        Assert.Equal([Id(member, 0)], await _store.EndSessions(member, Id(member, 0), null, Scene.None));
        Assert.Equal(2, (await _store.EndSessions(member, null, Id(member, 3), Scene.None)).Count);
        Assert.Equal([Id(member, 3)], await _store.EndSessions(member, null, null, Scene.None));
        Assert.Single(await _sessions.OfMemberAsync(other, Scene.Noon));
    }

    [Fact]
    public async Task A_session_tells_its_member_until_it_expires_and_is_touched_at_most_each_minute()
    {
        var member = await MemberAsync();
        await _store.Save(new Credential(member, "h", true, 0, null), Scene.None);
        await _store.OpenSession(member, Session(member, 0), Scene.None);
        var id = Id(member, 0);

        var session = (await SessionAsync(id, Scene.Noon))!;
        Assert.Equal((member, true, Scene.Noon), (session.Member, session.MustChange, session.SeenAt));
        await _sessions.TouchAsync([session.Id, "s-none"], Scene.Noon.AddSeconds(59));
        Assert.Equal(Scene.Noon, (await SessionAsync(id, Scene.Noon))!.SeenAt);
        await _sessions.TouchAsync([session.Id, "s-none"], Scene.Noon.AddSeconds(61));
        Assert.Equal(Scene.Noon.AddSeconds(61), (await SessionAsync(id, Scene.Noon))!.SeenAt);

        var end = Scene.Noon + AccountLimits.SessionLife;
        Assert.Null(await SessionAsync(id, end));
        Assert.True(await _sessions.PurgeAsync(end) >= 1);
    }

    private async Task<string> MemberAsync() => (await _scene.MemberAsync(await _scene.NodeAsync())).Id;

    private async Task<SessionRow?> SessionAsync(string id, DateTimeOffset now) =>
        (await _sessions.ByIdsAsync([id, "s-none"], now)).GetValueOrDefault(id);

    private static string Id(string member, int i) => $"{member}-s{i}";

    private static NewSession Session(string member, int i) =>
        new(Id(member, i), "手机", Scene.Noon.AddSeconds(i == 0 ? 0 : i), Scene.Noon + AccountLimits.SessionLife);
}
