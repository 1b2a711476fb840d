using Grains.Offices;
using Grains.Organisation;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.Tests.Storage;

namespace Grains.Tests.Offices;

public sealed class SqliteOfficeTests(SqliteGrains hub) : OfficeSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresOfficeTests(PostgresGrains hub) : OfficeSuite(hub), IClassFixture<PostgresGrains>;

public abstract class OfficeSuite(GrainsOverStorage hub) : IAsyncLifetime
{
    private People _people = null!;

    public async Task InitializeAsync() => _people = await People.SetAsync(hub.Database, hub.Clock);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_organisation_above_appoints_for_a_term_that_ends_by_itself()
    {
        Assert.Null(await AppointAsync(_people.Above, _people.Member.Member, Role.Secretary));
        var holder = await _people.ActorAsync(_people.Member.Member);
        var office = Assert.Single(holder.Offices);
        Assert.Equal((Role.Secretary, hub.Clock.GetUtcNow().AddYears(3).Date), (office.Role, office.Until!.Value.Date));
        Assert.Null(Rights.AskOfficer(holder, _people.Branch.Path));

        hub.Clock.Advance(TimeSpan.FromDays(365 * 3 + 2));
        var later = await _people.ActorAsync(_people.Member.Member);
        Assert.Same(Rulebook.OfficerOnly, Rights.AskOfficer(later, _people.Branch.Path));
        Assert.Null(await AppointAsync(_people.Above, (await _people.PersonAsync()).Member, Role.Secretary));
    }

    [Fact]
    public async Task Of_many_who_appoint_a_secretary_at_once_one_succeeds()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _people.PersonAsync()));
        var answers = await Task.WhenAll(people.Select(p => AppointAsync(_people.Above, p.Member, Role.Secretary)));
        Assert.Single(answers, static refusal => refusal is null);
        Assert.Equal(1, await SecretariesAsync());
    }

    [Fact]
    public async Task The_database_itself_holds_no_second_secretary()
    {
        var journal = (Grains.Journal.IJournal)hub.Services.GetService(typeof(Grains.Journal.IJournal))!;
        var now = hub.Clock.GetUtcNow();
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _people.PersonAsync()));
        var outcomes = await Task.WhenAll(people.Select(p => journal.AppendAsync(new Grains.Journal.RelationFacts
        {
            Writes = [new OfficeBegun(p.Member, _people.Branch.Id, Role.Secretary, now, now.AddYears(3), _people.Above.Member)],
        })));
        Assert.Single(outcomes, Grains.Journal.Commit.Done);
        Assert.Equal(1, await SecretariesAsync());
    }

    [Fact]
    public async Task A_command_that_is_sent_again_does_nothing_and_answers_the_same()
    {
        var command = new Appoint(_people.Above, People.Request(), _people.Member.Member, Role.Deputy, 3);
        Assert.Null((await Desk.Appoint(command)).Refusal);
        Assert.Null((await Desk.Appoint(command)).Refusal);
        Assert.Equal(Rulebook.Conflict.Rule, (await Desk.Appoint(command with { Role = Role.Publicity })).Refusal?.Rule);
        Assert.Single((await _people.ActorAsync(_people.Member.Member)).Offices);
    }

    [Fact]
    public async Task A_process_that_dies_around_the_commit_leaves_one_post_or_none_and_a_retry_is_safe()
    {
        var lost = new Appoint(_people.Above, People.Request(), _people.Member.Member, Role.Deputy, 3);
        hub.Commits.BreakBefore();
        Assert.NotNull((await Desk.Appoint(lost)).Refusal);
        await hub.UpAsync();
        Assert.Null((await Desk.Appoint(lost)).Refusal);
        var unsure = new Appoint(_people.Above, People.Request(), (await _people.PersonAsync()).Member, Role.Publicity, 3);
        hub.Commits.BreakAfter();
        Assert.Equal(Rulebook.Uncertain.Rule, (await Desk.Appoint(unsure)).Refusal?.Rule);
        await hub.UpAsync();
        Assert.Null((await Desk.Appoint(unsure)).Refusal);
        Assert.Equal(2, await _people.Scene.ScalarAsync<long>(
            "select count(*) from office where node = @Id and role in ('Deputy', 'Publicity')", new { _people.Branch.Id }));
    }

    [Fact]
    public async Task Who_may_not_appoint_or_hold_is_refused_with_the_rule()
    {
        Assert.Equal("right.superior-only", (await AppointAsync(_people.Officer, _people.Member.Member, Role.Deputy))?.Rule);
        Assert.Equal("right.personnel-only", (await AppointAsync(_people.Member, _people.Officer.Member, Role.Operations))?.Rule);
        Assert.Null(await AppointAsync(_people.Officer, (await _people.PersonAsync(Category.Guest)).Member, Role.Operations));
        Assert.Equal("right.relation-elsewhere", (await AppointAsync(_people.Above, (await _people.PersonAsync(relation: Relation.Pocket)).Member, Role.Deputy))?.Rule);
        Assert.Equal("right.probationary", (await AppointAsync(_people.Above, (await _people.PersonAsync(Category.Probationary)).Member, Role.Deputy))?.Rule);
        Assert.Equal("office.place", (await AppointAsync(_people.Above, (await _people.PersonAsync(node: _people.Root)).Member, Role.Deputy))?.Rule);
        Assert.Equal("office.term", (await AppointAsync(_people.Above, _people.Member.Member, Role.Deputy, years: 6))?.Rule);
        Assert.Equal("office.role", (await AppointAsync(_people.Above, _people.Member.Member, Role.GroupLeader))?.Rule);
        var self = new Appoint(_people.Above, People.Request(), _people.Above.Member, Role.Instructor, 3);
        Assert.Equal("office.self", (await Desk.Appoint(self)).Refusal?.Rule);
        var stranger = await _people.PersonAsync(node: await _people.Scene.NodeAsync());
        Assert.Equal("request.not-found", (await AppointAsync(stranger, _people.Member.Member, Role.Deputy))?.Rule);
    }

    [Fact]
    public async Task A_post_ends_by_resignation_or_by_dismissal_with_a_reason()
    {
        Assert.Null(await AppointAsync(_people.Above, _people.Member.Member, Role.Deputy));
        Assert.Equal("office.reason", (await EndAsync(_people.Above, _people.Member.Member, Role.Deputy, ""))?.Rule);
        Assert.Equal("right.superior-only", (await EndAsync(_people.Officer, _people.Member.Member, Role.Deputy, "换届"))?.Rule);
        Assert.Null(await EndAsync(_people.Above, _people.Member.Member, Role.Deputy, "换届"));
        Assert.Equal("office.ended", (await EndAsync(_people.Above, _people.Member.Member, Role.Deputy, "换届"))?.Rule);
        Assert.Empty((await _people.ActorAsync(_people.Member.Member)).Offices);

        hub.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await AppointAsync(_people.Above, _people.Member.Member, Role.Deputy));
        Assert.Null(await EndAsync(_people.Member, _people.Member.Member, Role.Deputy, ""));
        Assert.Equal("resigned", await _people.Scene.ScalarAsync<string>(
            "select ended_why from office where member = @Member order by since desc limit 1", new { _people.Member.Member }));
        Assert.Equal(4, await _people.Scene.ScalarAsync<long>(
            "select count(*) from audit where subject = @Member and action like 'office.%'", new { _people.Member.Member }));
    }

    private IOfficeGrain Desk => hub.Grains.GetGrain<IOfficeGrain>(_people.Branch.Id);

    private async Task<Refusal?> AppointAsync(Actor by, string member, Role role, int years = 3) =>
        (await Desk.Appoint(new Appoint(by, People.Request(), member, role, years))).Refusal;

    private async Task<Refusal?> EndAsync(Actor by, string member, Role role, string reason) =>
        (await Desk.End(new EndOffice(by, People.Request(), member, role, reason))).Refusal;

    private Task<long> SecretariesAsync() => _people.Scene.ScalarAsync<long>(
        "select count(*) from office where node = @Id and role = 'Secretary' and ended_at is null", new { _people.Branch.Id });
}
