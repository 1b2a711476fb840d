using Grains.Development;
using Grains.Rules;
using Storage.Queries;

namespace Web.Development;

/// <summary>People in development in a subtree; days are <c>yyyy-MM-dd</c> of the hub's calendar.</summary>
/// <param name="More">There are more than are shown.</param>
public sealed record DevelopmentBoardView(string Today, string Name, DevelopmentLineView[] Lines, bool More);

/// <summary>One person; <paramref name="Since"/> is absent where it has to be recorded first.</summary>
public sealed record DevelopmentLineView(
    string Member, string Name, Category Stage, string Node, string NodeName, string? Since, string? Due, bool Extended)
{
    internal static DevelopmentLineView Of(DevelopmentLine line) => new(
        line.Member, line.Name, line.Category, line.Node, line.NodeName, DevelopmentRoutes.Text(line.Since), DevelopmentRoutes.Text(line.Due),
        line.Extended);
}

/// <summary>The way of one person.</summary>
public sealed record DevelopmentFileView(
    string Member, string Name, Category Stage, string? Since, string? Due, bool Extended, string? FullSince, DevelopmentStepView[] Steps);

/// <summary>One step as it stands on record.</summary>
public sealed record DevelopmentStepView(DevelopmentStep Step, string Day, string Evidence, string Reason, int Months, long At);

/// <summary>Body of a step.</summary>
public sealed record StepRequest(string? RequestId, DevelopmentStep? Step, string? Day, string? Evidence, string? Reason, int Months);
