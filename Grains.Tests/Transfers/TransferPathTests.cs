using Grains.Time;
using Grains.Transfers;

namespace Grains.Tests.Transfers;

/// <summary>The state machine of rules §7 as a table, and the working days of its clocks.</summary>
public sealed class TransferPathTests
{
    [Theory]
    [InlineData(TransferKind.Inside, TransferState.Draft, TransferTurn.Member, "Submitted")]
    [InlineData(TransferKind.Inside, TransferState.Submitted, TransferTurn.SourceBranch, "SourceBranchOk")]
    [InlineData(TransferKind.Inside, TransferState.SourceBranchOk, TransferTurn.SourceCommittee, "SourceCommitteeIssued InTransit TargetCommitteeReceived")]
    [InlineData(TransferKind.Inside, TransferState.InTransit, TransferTurn.TargetCommittee, "TargetCommitteeReceived")]
    [InlineData(TransferKind.Inside, TransferState.TargetCommitteeReceived, TransferTurn.TargetBranch, "TargetBranchAccepted")]
    [InlineData(TransferKind.Inside, TransferState.TargetBranchAccepted, TransferTurn.Hub, "Filed")]
    [InlineData(TransferKind.Inside, TransferState.Filed, TransferTurn.Nobody, "")]
    [InlineData(TransferKind.Inside, TransferState.Returned, TransferTurn.Nobody, "")]
    [InlineData(TransferKind.Inside, TransferState.Withdrawn, TransferTurn.Nobody, "")]
    [InlineData(TransferKind.Inside, TransferState.Expired, TransferTurn.Nobody, "")]
    [InlineData(TransferKind.Out, TransferState.SourceBranchOk, TransferTurn.SourceCommittee, "SourceCommitteeIssued InTransit")]
    [InlineData(TransferKind.Out, TransferState.InTransit, TransferTurn.SourceCommittee, "TargetBranchAccepted")]
    [InlineData(TransferKind.Out, TransferState.TargetCommitteeReceived, TransferTurn.Nobody, "")]
    [InlineData(TransferKind.In, TransferState.Draft, TransferTurn.Member, "Submitted InTransit")]
    [InlineData(TransferKind.In, TransferState.Submitted, TransferTurn.Nobody, "")]
    [InlineData(TransferKind.In, TransferState.InTransit, TransferTurn.TargetCommittee, "TargetCommitteeReceived")]
    [InlineData(TransferKind.In, TransferState.TargetCommitteeReceived, TransferTurn.TargetBranch, "TargetBranchAccepted")]
    [InlineData(TransferKind.Unit, TransferState.TargetCommitteeReceived, TransferTurn.TargetBranch, "TargetBranchAccepted")]
    [InlineData(TransferKind.Unit, TransferState.Submitted, TransferTurn.Nobody, "")]
    public void Each_state_is_the_turn_of_one_and_a_yes_leads_to_the_next(TransferKind kind, TransferState state, TransferTurn turn, string yes)
    {
        Assert.Equal(turn, TransferPath.Turn(kind, state));
        Assert.Equal(yes, string.Join(' ', TransferPath.Yes(kind, state, paper: false)));
    }

    [Fact]
    public void A_letter_on_paper_rests_on_its_way() =>
        Assert.Equal(
            [TransferState.SourceCommitteeIssued, TransferState.InTransit],
            TransferPath.Yes(TransferKind.Inside, TransferState.SourceBranchOk, paper: true));

    [Fact]
    public void A_yes_never_leads_back_and_never_past_the_acceptance_unseen()
    {
        foreach (var kind in Enum.GetValues<TransferKind>())
        {
            foreach (var state in Enum.GetValues<TransferState>())
            {
                var yes = TransferPath.Yes(kind, state, paper: false);
                Assert.Equal(yes.Order(), yes);
                Assert.All(yes, next => Assert.True(next > state && next <= TransferState.Filed));
                Assert.True(!yes.Contains(TransferState.TargetBranchAccepted) || yes.Length == 1);
            }
        }
    }

    // 2026-09-25 is a Friday; the national holiday and a worked Saturday lie in the days after.
    [Theory]
    [InlineData("2026-09-22T02:00:00Z", 3, "2026-09-25T16:00:00Z")]
    [InlineData("2026-09-25T02:00:00Z", 3, "2026-09-30T16:00:00Z")]
    [InlineData("2026-09-25T16:30:00Z", 1, "2026-09-28T16:00:00Z")]
    [InlineData("2026-09-30T02:00:00Z", 1, "2026-10-08T16:00:00Z")]
    [InlineData("2026-10-09T02:00:00Z", 1, "2026-10-10T16:00:00Z")]
    [InlineData("2026-10-09T02:00:00Z", 0, "2026-10-10T16:00:00Z")]
    public void Working_days_leave_out_weekends_and_holidays_and_take_in_weekends_that_are_worked(string from, int days, string end)
    {
        var holidays = Enumerable.Range(1, 7).Select(static day => new DateOnly(2026, 10, day));
        var working = new WorkingDays(new HubCalendar(), holidays, [new DateOnly(2026, 10, 10)]);
        Assert.Equal(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture), working.EndOf(DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture), days));
    }
}
