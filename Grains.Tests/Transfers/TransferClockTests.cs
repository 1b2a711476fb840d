using Grains.Tests.Relations;
using Grains.Transfers;

namespace Grains.Tests.Transfers;

public sealed class SqliteTransferClockTests(SqliteGrains hub) : TransferClockSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresTransferClockTests(PostgresGrains hub) : TransferClockSuite(hub), IClassFixture<PostgresGrains>;

/// <summary>Clocks of transfers, and their filings, with time moved ahead.</summary>
public abstract class TransferClockSuite(GrainsOverStorage hub)
{
    [Fact]
    public async Task A_step_is_reminded_then_goes_one_level_up_which_may_act_then()
    {
        var town = await Town.BuildAsync(hub);
        var id = await town.BringAsync(await town.MemberAsync(), TransferState.Submitted);
        await town.TickAsync(id);
        Assert.Equal((false, null), ((await town.TermsAsync(id)).Reminded, (await town.TermsAsync(id)).Above));

        await PassAsync(town, id);
        Assert.True((await town.TermsAsync(id)).Reminded);
        Assert.Equal("transfer.hands", (await town.AdvanceAsync(id, town.EastOfficer, TransferState.Submitted)).Refusal?.Rule);
        await PassAsync(town, id);
        Assert.Equal(town.East.Id, (await town.TermsAsync(id)).Above);
        await PassAsync(town, id);
        Assert.Equal(town.Root.Id, (await town.TermsAsync(id)).Above);
        await PassAsync(town, id);
        Assert.Null((await town.TermsAsync(id)).AlarmAt);
        Town.Ok(await town.AdvanceAsync(id, town.RootOfficer, TransferState.Submitted));
        Assert.Equal((TransferState.SourceBranchOk, null, false), ((await town.TermsAsync(id)).State, (await town.TermsAsync(id)).Above, (await town.TermsAsync(id)).Reminded));
    }

    [Theory]
    [InlineData(TransferState.Submitted)]
    [InlineData(TransferState.SourceBranchOk)]
    [InlineData(TransferState.TargetCommitteeReceived)]
    public async Task After_ninety_days_a_case_returns_to_its_source(TransferState state)
    {
        var town = await Town.BuildAsync(hub);
        var member = await town.MemberAsync();
        var id = await town.BringAsync(member, state);
        hub.Clock.Advance(TimeSpan.FromDays(TransferLimits.ExpiryDays) + TimeSpan.FromMinutes(1));
        await town.TickAsync(id);
        Assert.Equal(TransferState.Expired, (await town.TermsAsync(id)).State);
        Assert.Equal([town.From.Id], await town.HomesAsync(member));
        Assert.Equal("transfer.closed", (await town.AdvanceAsync(id, town.ToOfficer, state)).Refusal?.Rule);
        await town.BringAsync(member, TransferState.TargetBranchAccepted);
        Assert.Equal([town.To.Id], await town.HomesAsync(member));
    }

    [Fact]
    public async Task Expiry_and_acceptance_in_the_same_moment_leave_one_home()
    {
        var town = await Town.BuildAsync(hub);
        for (var round = 0; round < 5; round++)
        {
            var member = await town.MemberAsync();
            var id = await town.BringAsync(member, TransferState.TargetCommitteeReceived);
            hub.Clock.Advance(TimeSpan.FromDays(TransferLimits.ExpiryDays + 1));
            var accept = town.AdvanceAsync(id, town.ToOfficer, TransferState.TargetCommitteeReceived);
            await Task.WhenAll(accept, town.Grain(id).Tick());
            var accepted = (await accept).Refusal is null;
            Assert.Equal([accepted ? town.To.Id : town.From.Id], await town.HomesAsync(member));
        }
    }

    [Fact]
    public async Task A_filing_comes_to_both_superiors_and_each_receipts_once_however_often_it_is_sent()
    {
        var town = await Town.BuildAsync(hub);
        var id = await town.BringAsync(await town.MemberAsync(), TransferState.TargetBranchAccepted);
        hub.Filings.Away(1);
        await town.TickAsync(id);
        Assert.Equal(TransferState.TargetBranchAccepted, (await town.TermsAsync(id)).State);
        Assert.Single(await town.Store.Filings(id, CancellationToken.None), static filing => filing.Receipt is not null);

        // It comes there and the answer is lost: sent again, it is the same filing.
        hub.Filings.LoseReceipts(1);
        hub.Clock.Advance(TimeSpan.FromMinutes(5));
        await town.TickAsync(id);
        Assert.Equal(TransferState.TargetBranchAccepted, (await town.TermsAsync(id)).State);
        hub.Clock.Advance(TimeSpan.FromMinutes(5));
        await town.TickAsync(id);
        Assert.Equal(TransferState.Filed, (await town.TermsAsync(id)).State);
        var filings = await town.Store.Filings(id, CancellationToken.None);
        Assert.Equal([town.East.Id, town.West.Id], filings.OrderBy(static f => f.To).Select(static f => f.Addressee));
        Assert.Equal(2, filings.Select(static f => f.Receipt).Distinct().Count());
        Assert.Equal(2, await town.ScalarAsync<long>("select count(*) from filing_inbox where id in (select id from filing where transfer = @id)", new { id }));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => town.Grain(id).Tick()));
        Assert.Equal(filings, await town.Store.Filings(id, CancellationToken.None));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_receipt_whose_writing_down_breaks_is_asked_for_again(bool after)
    {
        var town = await Town.BuildAsync(hub);
        var id = await town.BringAsync(await town.MemberAsync(), TransferState.TargetBranchAccepted);
        if (after)
        {
            hub.Commits.BreakAfter();
        }
        else
        {
            hub.Commits.BreakBefore();
        }

        await town.TickAsync(id);
        await town.BackAsync();
        hub.Clock.Advance(TimeSpan.FromHours(2));
        await town.TickAsync(id);
        Assert.Equal(TransferState.Filed, (await town.TermsAsync(id)).State);
        Assert.Equal(2, await town.ScalarAsync<long>("select count(*) from filing_inbox where id in (select id from filing where transfer = @id)", new { id }));
    }

    [Fact]
    public async Task Under_one_superior_the_second_receipt_is_the_centres()
    {
        var town = await Town.BuildAsync(hub);
        var near = await town.Scene.NodeAsync(town.East, "三支部");
        var officer = await town.OfficerAsync(near);
        var id = Town.NewId();
        Town.Ok(await town.BeginAsync(id, await town.MemberAsync(), near));
        Town.Ok(await town.AdvanceAsync(id, town.FromOfficer, TransferState.Submitted));
        Town.Ok(await town.AdvanceAsync(id, town.EastOfficer, TransferState.SourceBranchOk));
        Town.Ok(await town.AdvanceAsync(id, officer, TransferState.TargetCommitteeReceived));
        Assert.Equal(
            [town.East.Id, town.Root.Id], (await town.Store.Filings(id, CancellationToken.None)).OrderBy(static f => f.To).Select(static f => f.Addressee));
    }

    // To the next alarm of the case.
    private async Task PassAsync(Town town, string id)
    {
        hub.Clock.Advance((await town.TermsAsync(id)).AlarmAt!.Value - hub.Clock.GetUtcNow() + TimeSpan.FromSeconds(1));
        await town.TickAsync(id);
    }
}
