using Grains.Enterprises;

namespace Grains.Tests.Enterprises;

/// <summary>Rules §2: which organisation an enterprise should have.</summary>
public sealed class UnitSuggestionTests
{
    private static readonly JointCandidate Room = new("b-joint", "园区联合党支部", 4);

    [Theory]
    [InlineData(0, 0, UnitAdvice.Keep)]
    [InlineData(1, 1, UnitAdvice.JoinJoint)]
    [InlineData(5, 2, UnitAdvice.JoinJoint)]
    [InlineData(3, 3, UnitAdvice.OwnBranch)]
    public void Three_full_members_make_a_branch_and_fewer_join_others(int party, int full, UnitAdvice advice) =>
        Assert.Equal(advice, Ask(Facts(party, full) with { Joint = Room }).Advice);

    [Fact]
    public void A_joint_branch_of_five_is_full_then_one_is_founded_with_neighbours_and_alone_the_region_looks_after_it()
    {
        var facts = Facts(2, 2) with { Joint = Room with { Units = 5 } };
        Assert.Equal(UnitAdvice.FoundJoint, Ask(facts with { Neighbours = 2 }).Advice);
        Assert.Equal(UnitAdvice.Regional, Ask(facts).Advice);
        Assert.Equal("unit.regional", Ask(facts).Rule);
    }

    [Theory]
    [InlineData(6, 6, new UnitHint[0])]
    [InlineData(7, 7, new[] { UnitHint.BranchCommittee })]
    [InlineData(50, 40, new[] { UnitHint.BranchCommittee })]
    [InlineData(51, 40, new[] { UnitHint.GeneralBranch, UnitHint.BranchCommittee })]
    [InlineData(100, 90, new[] { UnitHint.Committee, UnitHint.BranchCommittee })]
    public void Size_brings_a_committee_of_the_branch_a_general_branch_or_a_committee(int party, int full, UnitHint[] hints) =>
        Assert.Equal(hints, Ask(Facts(party, full)).Hints);

    [Fact]
    public void What_has_its_own_keeps_it_also_below_three_and_who_has_none_is_offered_a_seat()
    {
        Assert.Equal("unit.below-three", Ask(Facts(2, 2) with { Cover = UnitCover.Own }).Rule);
        Assert.Equal(UnitAdvice.Keep, Ask(Facts(9, 9) with { Cover = UnitCover.Own }).Advice);
        Assert.Equal([UnitHint.Seat], Ask(Facts(0, 0)).Hints);
        Assert.Empty(Ask(Facts(0, 0) with { Seated = true }).Hints);
    }

    [Fact]
    public void A_tenant_may_set_other_numbers() =>
        Assert.Equal(UnitAdvice.OwnBranch, UnitSuggestion.For(Facts(2, 2), new UnitPolicy { FullForBranch = 2 }).Advice);

    private static UnitFacts Facts(int party, int full) => new(party, full, UnitCover.Regional, false, null, 0);

    private static UnitSuggestion Ask(UnitFacts facts) => UnitSuggestion.For(facts, new UnitPolicy());
}
