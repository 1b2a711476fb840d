using Grains.Rules;

namespace Grains.VirtualBranches;

/// <summary>Who, beside its members, has to do with a virtual branch or life group.</summary>
public static class VirtualAccess
{
    /// <summary>In charge: an officer of its county or above; of the root while it is in the central queue.</summary>
    public static bool IsInCharge(VirtualBranchRow row, Actor actor) =>
        row.CountyPath is { } county ? Rights.AskOfficer(actor, county) is null : Rights.AskOperator(actor) is null;
}
