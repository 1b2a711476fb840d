namespace Grains.Rules;

/// <summary>Who may import, export and correct data about others, and who reads the audit. Asked by every such command.</summary>
public static class DataRights
{
    private static readonly Role[] Keepers = [Role.Secretary, Role.Deputy, Role.Organisation];

    /// <summary>Keeps the rolls of a node and below: import, export, corrections.</summary>
    public static Refusal? AskRolls(Actor actor, string nodePath) => Holds(actor, nodePath, Keepers) ? null : Rulebook.DataRolls;

    /// <summary>Sees registration numbers of others: who answers for the rolls.</summary>
    public static Refusal? AskNumbers(Actor actor, string nodePath) =>
        Holds(actor, nodePath, Role.Secretary, Role.Organisation) ? null : Rulebook.DataNumbers;

    /// <summary>Reads the audit of a node and below.</summary>
    public static Refusal? AskAudit(Actor actor, string nodePath) =>
        Holds(actor, nodePath, Role.Secretary, Role.Discipline) ? null : Rulebook.DataAudit;

    /// <summary>
    /// Decides a correction of a member of the node; never one's own. What a vote hangs on (category, relation) is for
    /// an office above the member's own organisation, except at the root, above which there is none.
    /// </summary>
    public static Refusal? AskCorrection(Actor actor, string member, string nodePath, bool standing)
    {
        if (actor.Member == member)
        {
            return Rulebook.CorrectionOwn;
        }

        if (AskRolls(actor, nodePath) is { } refusal)
        {
            return refusal;
        }

        var isRoot = nodePath.AsSpan().Count('/') == 2;
        return !standing || isRoot || actor.Offices.Any(office => Keepers.Contains(office.Role) && office.Path != nodePath
            && nodePath.StartsWith(office.Path, StringComparison.Ordinal))
            ? null
            : Rulebook.CorrectionAbove;
    }

    /// <summary>Paths of the nodes whose rolls the actor keeps.</summary>
    public static IReadOnlyList<string> Rolls(Actor actor) => PathsOf(actor, Keepers);

    /// <summary>Paths of the nodes whose audit the actor reads.</summary>
    public static IReadOnlyList<string> Audits(Actor actor) => PathsOf(actor, Role.Secretary, Role.Discipline);

    private static bool Holds(Actor actor, string nodePath, params ReadOnlySpan<Role> roles)
    {
        foreach (var office in actor.Offices)
        {
            if (roles.Contains(office.Role) && nodePath.StartsWith(office.Path, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static List<string> PathsOf(Actor actor, params Role[] roles) =>
        [.. actor.Offices.Where(office => roles.Contains(office.Role) && office.Path.StartsWith("/b-", StringComparison.Ordinal))
            .Select(static office => office.Path).Distinct().Order(StringComparer.Ordinal)];
}
