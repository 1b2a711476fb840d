using Grains.Rules;
using Grains.Text;

namespace Grains.Development;

/// <summary>What a step asks and where it leads (rules §9): pure.</summary>
public static class DevelopmentRules
{
    /// <summary>The file to decide on: what is on record, unless the member's category was changed beside it (by a roster, by discipline).</summary>
    public static DevelopmentFile Present(DevelopmentFile? file, string member, Category category) =>
        file is null ? new DevelopmentFile(member, 0, category, null, null, false, null)
        : file.Stage == category ? file
        : file with { Stage = category, Since = null, Due = null, Extended = false };

    /// <summary>The file after the step, its version one higher; or the rule that refuses.</summary>
    public static (Refusal? Refusal, DevelopmentFile File) Decide(DevelopmentFile file, TakeStep step, DateOnly today)
    {
        var day = step.Day;
        var refusal =
            PlainText.CodePoints(step.Evidence) is 0 or > DevelopmentLimits.EvidenceCodePoints && step.Step != DevelopmentStep.SteppedBack
                ? Rulebook.DevelopmentEvidence
            : PlainText.CodePoints(step.Reason) > DevelopmentLimits.ReasonCodePoints ? Rulebook.DevelopmentReason
            : day > today || day < file.Since ? Rulebook.DevelopmentDay
            : AskOrder(file, step) ?? AskTime(file, step);
        return refusal is null ? (null, Next(file, step) with { Version = file.Version + 1 }) : (refusal, file);
    }

    /// <summary>The day from which the next step may be taken, for a stage that begins on this day; null: no time has to pass.</summary>
    public static DateOnly? DueOf(Category stage, DateOnly since) => stage switch
    {
        Category.Activist => since.AddYears(1),
        Category.Probationary => since.AddYears(1),
        _ => null,
    };

    private static Refusal? AskOrder(DevelopmentFile file, TakeStep step) => step.Step switch
    {
        DevelopmentStep.Recorded => !Rights.IsInDevelopment(file.Stage) && file.Stage != Category.Probationary ? Rulebook.DevelopmentOrder
            : file.Since is not null ? Rulebook.DevelopmentDated : null,
        DevelopmentStep.Applied => file.Stage is Category.Guest or Category.SeatHolder ? null : Rulebook.DevelopmentOrder,
        DevelopmentStep.Activist => file.Stage == Category.Applicant ? null : Rulebook.DevelopmentOrder,
        DevelopmentStep.Candidate => file.Stage == Category.Activist ? Dated(file) : Rulebook.DevelopmentOrder,
        DevelopmentStep.Admitted => file.Stage == Category.Candidate ? null : Rulebook.DevelopmentOrder,
        DevelopmentStep.Extended => file.Stage != Category.Probationary ? Rulebook.DevelopmentOrder
            : file.Extended || step.Months is < DevelopmentLimits.ExtensionMonthsLeast or > DevelopmentLimits.ExtensionMonthsMost
                ? Rulebook.DevelopmentExtension
            : Dated(file) ?? NeedsReason(step),
        DevelopmentStep.Converted => file.Stage == Category.Probationary ? Dated(file) : Rulebook.DevelopmentOrder,
        DevelopmentStep.SteppedBack => file.Stage is Category.Candidate or Category.Activist ? NeedsReason(step) : Rulebook.DevelopmentOrder,
        DevelopmentStep.Ended => Rights.IsInDevelopment(file.Stage) || file.Stage == Category.Probationary ? NeedsReason(step) : Rulebook.DevelopmentOrder,
        _ => Rulebook.Invalid,
    };

    private static Refusal? AskTime(DevelopmentFile file, TakeStep step) => step.Step switch
    {
        DevelopmentStep.Candidate when step.Day < file.Due => Rulebook.DevelopmentTraining,
        DevelopmentStep.Converted when step.Day < file.Due => Rulebook.DevelopmentProbation,
        _ => null,
    };

    private static Refusal? Dated(DevelopmentFile file) => file.Since is null ? Rulebook.DevelopmentUndated : null;

    private static Refusal? NeedsReason(TakeStep step) => step.Reason.Length == 0 ? Rulebook.DevelopmentReason : null;

    private static DevelopmentFile Next(DevelopmentFile file, TakeStep step) => step.Step switch
    {
        DevelopmentStep.Recorded => Begin(file, file.Stage, step.Day),
        DevelopmentStep.Applied => Begin(file, Category.Applicant, step.Day),
        DevelopmentStep.Activist => Begin(file, Category.Activist, step.Day),
        DevelopmentStep.Candidate => Begin(file, Category.Candidate, step.Day),
        DevelopmentStep.Admitted => Begin(file, Category.Probationary, step.Day),
        DevelopmentStep.Extended => file with { Extended = true, Due = file.Due!.Value.AddMonths(step.Months) },
        DevelopmentStep.Converted => Begin(file, Category.Full, step.Day) with { FullSince = step.Day },
        DevelopmentStep.SteppedBack => Begin(file, file.Stage == Category.Candidate ? Category.Activist : Category.Applicant, step.Day),
        _ => Begin(file, Category.Guest, step.Day),
    };

    private static DevelopmentFile Begin(DevelopmentFile file, Category stage, DateOnly day) =>
        file with { Stage = stage, Since = day, Due = DueOf(stage, day), Extended = false };
}
