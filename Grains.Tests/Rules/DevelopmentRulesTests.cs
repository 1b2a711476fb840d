using Grains.Development;
using Grains.Rules;

namespace Grains.Tests.Rules;

/// <summary>Dates of development (rules §9).</summary>
public sealed class DevelopmentRulesTests
{
    private static readonly Actor Officer = new("m-o", "书记", Category.Full, Relation.Registered, "b-1", "/b-1/", [new Office(Role.Secretary, "b-1", "/b-1/")]);
    private static readonly DateOnly Day = new(2025, 3, 10);

    [Fact]
    public void The_whole_way_takes_its_years_and_ends_with_the_day_from_which_membership_age_counts()
    {
        var file = DevelopmentRules.Present(null, "m-1", Category.Guest);
        file = Take(file, DevelopmentStep.Applied, Day);
        file = Take(file, DevelopmentStep.Activist, Day.AddMonths(2));
        Assert.Equal(Day.AddMonths(14), file.Due);
        file = Take(file, DevelopmentStep.Candidate, Day.AddMonths(14));
        Assert.Null(file.Due);
        file = Take(file, DevelopmentStep.Admitted, Day.AddMonths(16));
        Assert.Equal((Category.Probationary, Day.AddMonths(28)), (file.Stage, file.Due));
        file = Take(file, DevelopmentStep.Converted, Day.AddMonths(28));
        Assert.Equal((Category.Full, Day.AddMonths(28), 5L), (file.Stage, file.FullSince, file.Version));
    }

    [Fact]
    public void An_activist_is_not_named_candidate_a_day_before_the_year_is_over()
    {
        var activist = At(Category.Activist, Day, Day.AddYears(1));
        Assert.Same(Rulebook.DevelopmentTraining, Refusal(activist, DevelopmentStep.Candidate, Day.AddYears(1).AddDays(-1)));
        Assert.Null(Refusal(activist, DevelopmentStep.Candidate, Day.AddYears(1)));
    }

    [Fact]
    public void Probation_lasts_a_year_and_is_extended_once_by_six_to_twelve_months()
    {
        var probationary = At(Category.Probationary, Day, Day.AddYears(1));
        Assert.Same(Rulebook.DevelopmentProbation, Refusal(probationary, DevelopmentStep.Converted, Day.AddYears(1).AddDays(-1)));
        Assert.Same(Rulebook.DevelopmentExtension, Refusal(probationary, DevelopmentStep.Extended, Day.AddYears(1), months: 5));
        Assert.Same(Rulebook.DevelopmentExtension, Refusal(probationary, DevelopmentStep.Extended, Day.AddYears(1), months: 13));
        var extended = Take(probationary, DevelopmentStep.Extended, Day.AddYears(1), months: 6);
        Assert.Equal((true, Day.AddMonths(18)), (extended.Extended, extended.Due));
        Assert.Same(Rulebook.DevelopmentProbation, Refusal(extended, DevelopmentStep.Converted, Day.AddMonths(18).AddDays(-1)));
        Assert.Same(Rulebook.DevelopmentExtension, Refusal(extended, DevelopmentStep.Extended, Day.AddMonths(18), months: 6));
        Assert.Null(Refusal(extended, DevelopmentStep.Converted, Day.AddMonths(18)));
    }

    [Fact]
    public void No_step_is_left_out()
    {
        Assert.Same(Rulebook.DevelopmentOrder, Refusal(At(Category.Applicant, Day, null), DevelopmentStep.Candidate, Day));
        Assert.Same(Rulebook.DevelopmentOrder, Refusal(At(Category.Activist, Day, Day.AddYears(1)), DevelopmentStep.Admitted, Day.AddYears(2)));
        Assert.Same(Rulebook.DevelopmentOrder, Refusal(At(Category.Candidate, Day, null), DevelopmentStep.Converted, Day));
        Assert.Same(Rulebook.DevelopmentOrder, Refusal(At(Category.Full, Day, null), DevelopmentStep.Applied, Day));
        Assert.Same(Rulebook.DevelopmentOrder, Refusal(At(Category.Full, Day, null), DevelopmentStep.Ended, Day));
    }

    [Fact]
    public void Who_came_with_a_roster_gets_the_date_recorded_first_and_once()
    {
        var undated = DevelopmentRules.Present(null, "m-1", Category.Activist);
        Assert.Same(Rulebook.DevelopmentUndated, Refusal(undated, DevelopmentStep.Candidate, Day.AddYears(2)));
        var dated = Take(undated, DevelopmentStep.Recorded, Day);
        Assert.Equal((Day, Day.AddYears(1)), (dated.Since, dated.Due));
        Assert.Same(Rulebook.DevelopmentDated, Refusal(dated, DevelopmentStep.Recorded, Day));
    }

    [Fact]
    public void A_step_has_a_day_that_is_not_to_come_and_evidence_and_going_back_has_a_reason()
    {
        var activist = At(Category.Activist, Day, Day.AddYears(1));
        Assert.Same(Rulebook.DevelopmentDay, Refusal(activist, DevelopmentStep.Candidate, Today.AddDays(1)));
        Assert.Same(Rulebook.DevelopmentDay, Refusal(activist, DevelopmentStep.Ended, Day.AddDays(-1)));
        Assert.Same(Rulebook.DevelopmentEvidence, DevelopmentRules.Decide(activist, Step(DevelopmentStep.Candidate, Day.AddYears(1)) with { Evidence = "" }, Today).Refusal);
        Assert.Same(Rulebook.DevelopmentReason, DevelopmentRules.Decide(activist, Step(DevelopmentStep.SteppedBack, Day) with { Reason = "" }, Today).Refusal);
        var back = Take(activist, DevelopmentStep.SteppedBack, Day.AddMonths(1));
        Assert.Equal((Category.Applicant, null), (back.Stage, back.Due));
        Assert.Equal(Category.Guest, Take(activist, DevelopmentStep.Ended, Day.AddMonths(1)).Stage);
    }

    [Fact]
    public void A_leap_day_counts_to_the_last_of_February() =>
        Assert.Equal(new DateOnly(2025, 2, 28), DevelopmentRules.DueOf(Category.Probationary, new DateOnly(2024, 2, 29)));

    private static readonly DateOnly Today = new(2028, 1, 1);

    private static DevelopmentFile At(Category stage, DateOnly since, DateOnly? due) => new("m-1", 3, stage, since, due, false, null);

    private static TakeStep Step(DevelopmentStep step, DateOnly day, int months = 0) => new(Officer, "r-1", step, day, "支部大会记录", "考察", months);

    private static DevelopmentFile Take(DevelopmentFile file, DevelopmentStep step, DateOnly day, int months = 0)
    {
        var (refusal, next) = DevelopmentRules.Decide(file, Step(step, day, months), Today);
        Assert.Null(refusal);
        return next;
    }

    private static Refusal? Refusal(DevelopmentFile file, DevelopmentStep step, DateOnly day, int months = 0) =>
        DevelopmentRules.Decide(file, Step(step, day, months), Today).Refusal;
}
