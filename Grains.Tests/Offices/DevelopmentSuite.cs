using Grains.Development;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.Time;

namespace Grains.Tests.Offices;

public sealed class SqliteDevelopmentTests(SqliteGrains hub) : DevelopmentSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresDevelopmentTests(PostgresGrains hub) : DevelopmentSuite(hub), IClassFixture<PostgresGrains>;

public abstract class DevelopmentSuite(GrainsOverStorage hub) : IAsyncLifetime
{
    private People _people = null!;

    public async Task InitializeAsync() => _people = await People.SetAsync(hub.Database, hub.Clock);

    public Task DisposeAsync() => Task.CompletedTask;

    private DateOnly Today => new HubCalendar().DateOf(hub.Clock.GetUtcNow());

    [Fact]
    public async Task A_step_changes_file_and_standing_together_and_each_is_on_record()
    {
        var person = await _people.PersonAsync(Category.Guest, Relation.Unknown);
        Assert.Null(await TakeAsync(person.Member, DevelopmentStep.Applied, Today.AddYears(-3)));
        Assert.Null(await TakeAsync(person.Member, DevelopmentStep.Activist, Today.AddYears(-2)));
        Assert.Equal("development.training", (await TakeAsync(person.Member, DevelopmentStep.Candidate, Today.AddYears(-1).AddDays(-1)))?.Rule);
        Assert.Null(await TakeAsync(person.Member, DevelopmentStep.Candidate, Today.AddYears(-1)));
        Assert.Null(await TakeAsync(person.Member, DevelopmentStep.Admitted, Today));
        var standing = (await _people.StandingAsync(person.Member))!;
        Assert.Equal((Category.Probationary, Relation.Registered, 4L), (standing.Category, standing.Relation, standing.Version));
        Assert.Equal(4, await _people.Scene.ScalarAsync<long>("select count(*) from development_step where member = @Member", new { person.Member }));
        Assert.Equal(4, await _people.Scene.ScalarAsync<long>(
            "select count(*) from organisation_change where subject = @Member and cause = 'development'", new { person.Member }));
        Assert.Equal(1, await _people.Scene.ScalarAsync<long>(
            "select count(*) from membership where member = @Member and kind = 'Home' and until is null", new { person.Member }));

        hub.Clock.Advance(TimeSpan.FromDays(366));
        Assert.Null(await TakeAsync(person.Member, DevelopmentStep.Converted, Today));
        Assert.Null(Rights.Ask((await _people.StandingAsync(person.Member))!.Category, Relation.Registered, Right.Vote));
    }

    [Fact]
    public async Task Of_many_officers_who_take_the_same_step_at_once_one_is_on_record()
    {
        var person = await _people.PersonAsync(Category.Applicant, Relation.Unknown);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => TakeAsync(person.Member, DevelopmentStep.Activist, Today)));
        Assert.Single(answers, static refusal => refusal is null);
        Assert.Equal(Category.Activist, (await _people.StandingAsync(person.Member))!.Category);
    }

    [Fact]
    public async Task A_retry_after_a_lost_answer_takes_no_second_step()
    {
        var person = await _people.PersonAsync(Category.Applicant, Relation.Unknown);
        var step = Step(_people.Officer, DevelopmentStep.Activist, Today);
        hub.Commits.BreakAfter();
        Assert.Equal(Rulebook.Uncertain.Rule, (await Desk(person.Member).Take(step)).Refusal?.Rule);
        await hub.UpAsync();
        Assert.Null((await Desk(person.Member).Take(step)).Refusal);
        Assert.Equal(1, (await _people.StandingAsync(person.Member))!.Version);
    }

    [Fact]
    public async Task Only_who_keeps_the_files_takes_steps_and_nobody_for_themselves()
    {
        var person = await _people.PersonAsync(Category.Applicant, Relation.Unknown);
        Assert.Equal("request.not-found", (await TakeAsync(person.Member, DevelopmentStep.Activist, Today, _people.Member))?.Rule);
        Assert.Equal("development.self", (await TakeAsync(_people.Officer.Member, DevelopmentStep.Ended, Today))?.Rule);
        Assert.Null(await TakeAsync(person.Member, DevelopmentStep.Activist, Today, _people.Above));
    }

    [Fact]
    public async Task A_file_that_another_change_overtook_counts_its_time_anew()
    {
        var person = await _people.PersonAsync(Category.Applicant, Relation.Unknown);
        Assert.Null(await TakeAsync(person.Member, DevelopmentStep.Activist, Today.AddYears(-2)));
        Assert.Null(await TakeAsync(person.Member, DevelopmentStep.SteppedBack, Today.AddYears(-1)));
        Assert.Null(await TakeAsync(person.Member, DevelopmentStep.Activist, Today));
        Assert.Equal("development.training", (await TakeAsync(person.Member, DevelopmentStep.Candidate, Today))?.Rule);
    }

    private IDevelopmentGrain Desk(string member) => hub.Grains.GetGrain<IDevelopmentGrain>(member);

    private static TakeStep Step(Actor by, DevelopmentStep step, DateOnly day) => new(by, People.Request(), step, day, "支部大会记录", "考察", 0);

    private async Task<Refusal?> TakeAsync(string member, DevelopmentStep step, DateOnly day, Actor? by = null) =>
        (await Desk(member).Take(Step(by ?? _people.Officer, step, day))).Refusal;
}
