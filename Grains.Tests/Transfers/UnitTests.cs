using Grains.Offices;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.Transfers;

namespace Grains.Tests.Transfers;

public sealed class SqliteUnitTests(SqliteGrains hub) : UnitSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresUnitTests(PostgresGrains hub) : UnitSuite(hub), IClassFixture<PostgresGrains>;

/// <summary>A whole branch moves as one case: all or none.</summary>
public abstract class UnitSuite(GrainsOverStorage hub)
{
    [Fact]
    public async Task A_whole_unit_moves_in_one_step_with_the_standing_of_each()
    {
        var town = await Town.BuildAsync(hub);
        var (full, letter, probationary) = (
            await town.MemberAsync(), await town.MemberAsync(relation: Relation.Pocket), await town.MemberAsync(category: Category.Probationary));
        var id = Town.NewId();
        Assert.Equal("transfer.hands", (await town.Grain(id).BeginUnit(new BeginUnit(await town.ActorAsync(town.FromOfficer), town.Request(), town.From.Id, town.To.Id, ""))).Refusal?.Rule);
        Assert.Equal("request.not-found", (await town.Grain(id).BeginUnit(new BeginUnit(await town.ActorAsync(town.WestOfficer), town.Request(), town.From.Id, town.To.Id, ""))).Refusal?.Rule);
        Town.Ok(await town.Grain(id).BeginUnit(new BeginUnit(await town.ActorAsync(town.EastOfficer), town.Request(), town.From.Id, town.To.Id, "拆分")));
        Assert.Equal("transfer.running", (await town.BeginAsync(Town.NewId(), full, town.To)).Refusal?.Rule);

        Town.Ok(await town.AdvanceAsync(id, town.ToOfficer, TransferState.TargetCommitteeReceived));
        foreach (var (member, relation) in new[] { (full, Relation.Registered), (letter, Relation.Pocket), (probationary, Relation.Registered), (town.FromOfficer, Relation.Registered) })
        {
            Assert.Equal([town.To.Id], await town.HomesAsync(member));
            Assert.Equal(relation, (await town.ActorAsync(member)).Relation);
        }

        Assert.Equal(Category.Probationary, (await town.ActorAsync(probationary)).Category);
        Assert.Equal(0, await town.ScalarAsync<long>("select count(*) from member where node = @Id", new { town.From.Id }));
        Assert.Equal(2, await town.ScalarAsync<long>("select count(*) from filing where transfer = @id", new { id }));
    }

    [Fact]
    public async Task Who_opened_a_unit_from_above_its_committee_withdraws_it_as_the_committee_may_and_nobody_else_above()
    {
        var town = await Town.BuildAsync(hub);
        var deputy = await town.OfficerAsync(town.Root, Role.Deputy);
        async Task<string> OpenAsync()
        {
            var opened = Town.NewId();
            Town.Ok(await town.Grain(opened).BeginUnit(new BeginUnit(await town.ActorAsync(town.RootOfficer), town.Request(), town.From.Id, town.To.Id, "")));
            return opened;
        }

        async Task<string?> WithdrawAsync(string unit, string by) =>
            (await town.Grain(unit).Submit(new WithdrawTransfer(await town.ActorAsync(by), town.Request()))).Refusal?.Rule;

        var id = await OpenAsync();
        foreach (var other in new[] { deputy, town.WestOfficer, town.FromOfficer, town.ToOfficer })
        {
            Assert.Equal("transfer.owner", await WithdrawAsync(id, other));
        }

        Assert.Null(await WithdrawAsync(id, town.RootOfficer));
        Assert.Null(await WithdrawAsync(id, town.RootOfficer));
        Assert.Equal(TransferState.Withdrawn, (await town.TermsAsync(id)).State);
        id = await OpenAsync();
        Assert.Null(await WithdrawAsync(id, town.EastOfficer));

        // The office is what it took: without it the case is the committee's alone.
        id = await OpenAsync();
        var resign = new EndOffice(await town.ActorAsync(town.RootOfficer), town.Request(), town.RootOfficer, Role.Secretary, "");
        Assert.Null((await hub.Grains.GetGrain<IOfficeGrain>(town.Root.Id).End(resign)).Refusal);
        Assert.Equal("transfer.owner", await WithdrawAsync(id, town.RootOfficer));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_in_the_middle_of_a_whole_unit_moves_all_or_none(bool after)
    {
        var town = await Town.BuildAsync(hub);
        for (var member = 0; member < 30; member++)
        {
            await town.MemberAsync();
        }

        var id = Town.NewId();
        Town.Ok(await town.Grain(id).BeginUnit(new BeginUnit(await town.ActorAsync(town.EastOfficer), town.Request(), town.From.Id, town.To.Id, "")));
        if (after)
        {
            hub.Commits.BreakAfter();
        }
        else
        {
            hub.Commits.BreakBefore();
        }

        Assert.NotNull((await town.AdvanceAsync(id, town.ToOfficer, TransferState.TargetCommitteeReceived, request: $"unit-{after}")).Refusal);
        Assert.Equal(after ? 0 : 31, await town.ScalarAsync<long>("select count(*) from member where node = @Id", new { town.From.Id }));
        await town.BackAsync();
        Town.Ok(await town.AdvanceAsync(id, town.ToOfficer, TransferState.TargetCommitteeReceived, request: $"unit-{after}"));
        Assert.Equal(32, await town.ScalarAsync<long>("select count(*) from member where node = @Id", new { town.To.Id }));
        Assert.Equal(32, await town.ScalarAsync<long>("select count(*) from membership where node = @Id and kind = 'Home' and until is null", new { town.To.Id }));
    }

    [Fact]
    public async Task A_unit_with_somebody_on_the_way_already_is_refused_whole()
    {
        var town = await Town.BuildAsync(hub);
        await town.BringAsync(await town.MemberAsync(), TransferState.Submitted);
        var answer = await town.Grain(Town.NewId()).BeginUnit(
            new BeginUnit(await town.ActorAsync(town.EastOfficer), town.Request(), town.From.Id, town.To.Id, ""));
        Assert.Equal("transfer.running", answer.Refusal?.Rule);
    }
}
