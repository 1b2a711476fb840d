using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Journal;
using Storage.Organisation;

namespace Grains.Tests.Storage;

public sealed class SqliteRelationTests(SqliteFixture fixture) : RelationSuite(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresRelationTests(PostgresFixture fixture) : RelationSuite(fixture), IClassFixture<PostgresFixture>;

public abstract class RelationSuite(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly Scene _scene = new(fixture.Database);
    private readonly OrganisationStore _store = new(fixture.Database, TimeProvider.System);
    private readonly JournalWriter _journal = new(fixture.Database, NullLogger<JournalWriter>.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _journal.DisposeAsync();

    [Fact]
    public async Task A_standing_changes_once_a_version_and_there_is_always_one_home()
    {
        var (from, to) = (await _scene.NodeAsync(), await _scene.NodeAsync());
        var member = await _scene.MemberAsync(from);
        var change = Change(member.Id, 0, to.Id);
        Assert.Equal(Commit.Done, await AppendAsync(change));
        Assert.Equal(Commit.Fenced, await AppendAsync(change));
        Assert.Equal(Commit.Fenced, await AppendAsync(Change(member.Id, 0, from.Id)));
        Assert.Equal(new Standing(member.Id, 1, to.Id, Category.Full, Relation.Registered), await _store.Standing(member.Id, Scene.None));
        Assert.Equal(1, await HomesAsync(member.Id));
        Assert.Equal(1, await ChangesAsync(member.Id));

        Assert.Equal(Commit.Done, await AppendAsync(Change(member.Id, 1, to.Id) with { Category = Category.Disciplined }));
        Assert.Equal(1, await HomesAsync(member.Id));
        Assert.Equal(2, await _scene.ScalarAsync<long>("select count(*) from membership where member = @Id", new { member.Id }));
    }

    [Fact]
    public async Task Of_many_who_change_one_standing_at_once_one_wins()
    {
        var (from, to) = (await _scene.NodeAsync(), await _scene.NodeAsync());
        var member = await _scene.MemberAsync(from);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AppendAsync(Change(member.Id, 0, to.Id))));
        Assert.Single(outcomes, Commit.Done);
        Assert.Equal(19, outcomes.Count(static outcome => outcome == Commit.Fenced));
        Assert.Equal(1, await HomesAsync(member.Id));
    }

    [Fact]
    public async Task A_command_is_done_once_and_a_refused_batch_leaves_nothing()
    {
        var node = await _scene.NodeAsync();
        var member = await _scene.MemberAsync(node);
        var command = new CommandFact(member.Id, "r-1", Scene.Noon, "subject", "made");
        var other = await _scene.NodeAsync();
        var facts = new RelationFacts { Command = command, Writes = [Change(member.Id, 0, other.Id)], Audit = [new AuditFact(Scene.Noon, member.Id, "test.moved", member.Id, "")] };
        Assert.Equal(Commit.Done, await _journal.AppendAsync(facts));
        Assert.Equal(Commit.Fenced, await _journal.AppendAsync(facts with { Writes = [Change(member.Id, 1, node.Id)] }));
        Assert.Equal(command, await new CommandStore(fixture.Database).Find(member.Id, "r-1", Scene.None));
        Assert.Null(await new CommandStore(fixture.Database).Find("m-other", "r-1", Scene.None));
        Assert.Equal(other.Id, (await _store.Standing(member.Id, Scene.None))!.Node);
        Assert.Equal(1, await _scene.ScalarAsync<long>("select count(*) from audit where subject = @Id", new { member.Id }));
    }

    private static StandingChange Change(string member, long version, string node) => new(
        member, version, node, Category.Full, Relation.Registered, Scene.Noon.AddDays(version + 1), "test", "", "m-officer");

    private Task<Commit> AppendAsync(StandingChange change) => _journal.AppendAsync(new RelationFacts { Writes = [change] });

    private Task<long> HomesAsync(string member) => _scene.ScalarAsync<long>(
        "select count(*) from membership s join member m on m.id = s.member and m.node = s.node where s.member = @Member and s.kind = 'Home' and s.until is null",
        new { Member = member });

    private Task<long> ChangesAsync(string member) =>
        _scene.ScalarAsync<long>("select count(*) from organisation_change where subject = @Member", new { Member = member });
}
