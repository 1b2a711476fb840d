using Grains.Clock;
using Grains.Coverage;
using Grains.Organisation;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.Tests.Storage;
using Grains.Tests.Transfers;
using Grains.Time;
using Microsoft.Extensions.DependencyInjection;
using Storage.Queries;

namespace Grains.Tests.Statistics;

public sealed class SqliteCoverageTests(SqliteGrains hub) : CoverageSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresCoverageTests(PostgresGrains hub) : CoverageSuite(hub), IClassFixture<PostgresGrains>;

/// <summary>Targets of coverage with their days (S3-02), and demonstration units (S0-15).</summary>
public abstract class CoverageSuite(GrainsOverStorage hub) : IAsyncLifetime
{
    private People _people = null!;

    private DateOnly Today => new HubCalendar().DateOf(hub.Clock.GetUtcNow());

    private CoverageQuery Query => new(hub.Database);

    private ICoverageStore Store => hub.Services.GetRequiredService<ICoverageStore>();

    // Above, the officer and the member, all registered, and two who are not: 3 of 5 in the whole, 2 of 4 in the branch.
    public async Task InitializeAsync()
    {
        _people = await People.SetAsync(hub.Database, hub.Clock);
        await _people.PersonAsync(relation: Relation.Pocket);
        await _people.PersonAsync(relation: Relation.Unknown);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_target_keeps_where_it_began_and_is_measured_at_the_end_of_each_day_until_its_period_is_over()
    {
        var set = Target(_people.Officer, goal: 900, days: 3);
        Assert.Null(await SubmitAsync(set));
        Assert.Null(await SubmitAsync(set));
        var target = (await Store.Target(set.Id, default))!;
        Assert.Equal((900, Today, Today.AddDays(3), 2L, 4L), (target.Goal, target.Since, target.Until, target.BaseNumerator, target.BaseDenominator));

        await _people.PersonAsync();
        await TickAsync();
        Assert.Equal([(target.Since, 2L, 4L)], await DaysAsync(set.Id));
        hub.Clock.Advance(TimeSpan.FromDays(1));
        await TickAsync();
        await TickAsync();
        Assert.Equal([(target.Since, 3L, 5L)], await DaysAsync(set.Id));
        // Days on which no hub ran are left out, none is made up.
        hub.Clock.Advance(TimeSpan.FromDays(2));
        await TickAsync();
        Assert.Equal([(target.Since, 3L, 5L), (target.Since.AddDays(2), 3L, 5L)], await DaysAsync(set.Id));
        hub.Clock.Advance(TimeSpan.FromDays(10));
        await TickAsync();
        Assert.Equal(target.Until, (await DaysAsync(set.Id))[^1].Day);
        Assert.Null((await Store.Target(set.Id, default))!.NextAt);
        Assert.Equal("coverage.over", (await SubmitAsync(new DropTarget(_people.Officer, People.Request(), set.Id, "调整")))?.Rule);
    }

    [Fact]
    public async Task Targets_are_set_by_the_office_or_the_one_above_for_what_can_be_measured_and_one_at_a_time()
    {
        Assert.Equal("right.personnel-only", (await SubmitAsync(Target(_people.Member)))?.Rule);
        Assert.Equal("request.not-found", (await SubmitAsync(Target(await StrangerAsync())))?.Rule);
        Assert.Equal("coverage.measure", (await SubmitAsync(Target(_people.Officer) with { Measure = "joint" }))?.Rule);
        Assert.Equal("coverage.empty", (await SubmitAsync(Target(_people.Officer) with { Measure = "covered" }))?.Rule);
        Assert.Equal("coverage.goal", (await SubmitAsync(Target(_people.Officer, goal: 1_001)))?.Rule);
        Assert.Equal("coverage.period", (await SubmitAsync(Target(_people.Officer, days: 0)))?.Rule);
        Assert.Equal("coverage.text", (await SubmitAsync(Target(_people.Officer) with { Source = " " }))?.Rule);

        var first = Target(_people.Officer);
        var both = await Task.WhenAll(SubmitAsync(first), SubmitAsync(Target(_people.Above)));
        Assert.Single(both, static refusal => refusal is null);
        Assert.Equal("coverage.running", (await SubmitAsync(Target(_people.Above)))?.Rule);
        var running = Assert.Single(await Store.Running(_people.Branch.Id, default));
        Assert.Equal("right.personnel-only", (await SubmitAsync(new DropTarget(_people.Member, People.Request(), running.Id, "调整")))?.Rule);
        Assert.Null(await SubmitAsync(new DropTarget(_people.Above, People.Request(), running.Id, "调整")));
        Assert.Null(await SubmitAsync(Target(_people.Officer)));
        Assert.Equal(2, await _people.Scene.ScalarAsync<long>("select count(*) from audit where action = 'coverage.target' and subject = @Id", new { _people.Branch.Id }));
        Assert.Equal(1, await _people.Scene.ScalarAsync<long>("select count(*) from audit where action = 'coverage.drop' and subject = @Id", new { _people.Branch.Id }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_dies_around_the_commit_leaves_one_target_or_none_and_a_retry_is_safe(bool after)
    {
        var set = Target(_people.Officer);
        (after ? (Action)hub.Commits.BreakAfter : hub.Commits.BreakBefore)();
        Assert.NotNull(await SubmitAsync(set));
        await hub.UpAsync();
        Assert.Null(await SubmitAsync(set));
        Assert.Single(await Store.Running(_people.Branch.Id, default));
        Assert.Single(await DaysAsync(set.Id));
    }

    [Fact]
    public async Task A_demonstration_unit_is_awarded_reviewed_and_revoked_from_above_counted_by_area_and_ends_by_itself()
    {
        Assert.Equal("right.superior-only", (await SubmitAsync(Award(_people.Officer)))?.Rule);
        Assert.Equal("request.not-found", (await SubmitAsync(Award(await StrangerAsync())))?.Rule);
        Assert.Equal("demonstration.title", (await SubmitAsync(Award(_people.Above) with { Title = "" }))?.Rule);
        Assert.Equal("demonstration.period", (await SubmitAsync(Award(_people.Above) with { Until = Today.AddYears(4) }))?.Rule);
        var award = Award(_people.Above);
        Assert.Null(await SubmitAsync(award));
        Assert.Null(await SubmitAsync(award));
        Assert.Equal("demonstration.held", (await SubmitAsync(Award(_people.Above)))?.Rule);

        var now = hub.Clock.GetUtcNow();
        var unit = Assert.Single(await Query.UnitsAsync(_people.Root.Path, now));
        Assert.Equal((award.Id, "党建示范配送站", _people.Branch.Id), (unit.Unit.Id, unit.Unit.Title, unit.Unit.Node));
        Assert.Equal(1, (await Query.ByChildAsync(_people.Root.Id, now))[_people.Branch.Id]);
        Assert.Equal(1, await Query.TotalAsync(_people.Root.Path, now));

        Assert.Equal("right.superior-only", (await SubmitAsync(new ReviewUnit(_people.Officer, People.Request(), award.Id, "合格", Today.AddYears(2))))?.Rule);
        Assert.Null(await SubmitAsync(new ReviewUnit(_people.Above, People.Request(), award.Id, "合格", Today.AddYears(2))));
        hub.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal("合格", Assert.Single(await Query.UnitsAsync(_people.Branch.Path, hub.Clock.GetUtcNow())).Unit.Review);
        hub.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Empty(await Query.UnitsAsync(_people.Root.Path, hub.Clock.GetUtcNow()));
        Assert.Equal("demonstration.over", (await SubmitAsync(new RevokeUnit(_people.Above, People.Request(), award.Id, "不再符合")))?.Rule);

        var again = Award(_people.Above);
        Assert.Null(await SubmitAsync(again));
        Assert.Null(await SubmitAsync(new RevokeUnit(_people.Above, People.Request(), again.Id, "不再符合")));
        Assert.Empty(await Query.ByChildAsync(_people.Root.Id, hub.Clock.GetUtcNow()));
        Assert.Equal(4, await _people.Scene.ScalarAsync<long>(
            "select count(*) from audit where action like 'demonstration.%' and subject = @Id", new { _people.Branch.Id }));
    }

    [Theory]
    [InlineData(0, 40, 100, CoverageState.OnTrack)]
    [InlineData(5, 64, 100, CoverageState.Behind)]
    [InlineData(5, 65, 100, CoverageState.OnTrack)]
    [InlineData(5, 90, 100, CoverageState.Reached)]
    [InlineData(11, 89, 100, CoverageState.Missed)]
    [InlineData(11, 90, 100, CoverageState.Reached)]
    public void A_target_is_on_track_while_it_keeps_up_with_a_straight_line_to_its_goal(int day, long numerator, long denominator, CoverageState state)
    {
        var since = new DateOnly(2026, 6, 1);
        var target = new CoverageTarget("o-1", "b-1", "covered", 900, since, since.AddDays(10), "计划", "m-1", hub.Clock.GetUtcNow(), 40, 100);
        Assert.Equal(state, CoverageMeasures.StateOf(target, numerator, denominator, since.AddDays(day)));
    }

    [Fact]
    public void What_is_still_missing_is_a_whole_number_that_reaches_the_goal()
    {
        Assert.Equal(3, CoverageMeasures.Remaining(900, 0, 3));
        Assert.Equal(2, CoverageMeasures.Remaining(667, 0, 2));
        Assert.Equal(0, CoverageMeasures.Remaining(500, 2, 3));
        Assert.Equal(1, CoverageMeasures.Remaining(1_000, 99, 100));
    }

    private SetTarget Target(Actor by, int goal = 900, int days = 30) =>
        new(by, People.Request(), Town.NewId("o-"), "registered", goal, Today.AddDays(days), "年度计划");

    private AwardUnit Award(Actor by) => new(by, People.Request(), Town.NewId("x-"), "党建示范配送站", "评选结果", Today.AddYears(1));

    private async Task<Refusal?> SubmitAsync(CoverageCommand command) =>
        (await hub.Grains.GetGrain<ICoverageGrain>(_people.Branch.Id).Submit(command)).Refusal;

    private async Task TickAsync()
    {
        await hub.Services.GetServices<IDueSource>().Single(static source => source.GetType().Name == "CoverageClock")
            .Wake(hub.Grains, hub.Clock.GetUtcNow(), default);
        await hub.Grains.GetGrain<ICoverageGrain>(_people.Branch.Id).Tick();
    }

    private async Task<(DateOnly Day, long Numerator, long Denominator)[]> DaysAsync(string target) =>
        [.. (await Query.SamplesAsync([target]))[target].Select(static day => (day.Day, day.Numerator, day.Denominator))];

    private async Task<Actor> StrangerAsync()
    {
        var beside = await _people.Scene.NodeAsync(_people.Root, Scene.Id("支部"));
        var officer = await _people.Scene.MemberAsync(beside);
        await _people.Scene.OfficeAsync(officer, beside, Role.Secretary);
        return await _people.ActorAsync(officer.Id);
    }
}
