using Grains.Organisation;
using Grains.Rules;

namespace Grains.Offices;

/// <summary>Who may hold which post, and who gives it: pure.</summary>
public static class OfficeRules
{
    /// <summary>Null: the appointment is in order.</summary>
    public static Refusal? Ask(Appoint command, NodeRow node, Actor? holder, IReadOnlyList<RunningOffice> running)
    {
        if (Rights.AskAppoint(command.By, command.Role, node.Path) is { } notYours)
        {
            // To a stranger the node is not there.
            return Rights.Belongs(command.By, node.Path) || Rights.IsOfficerOf(command.By, node.Path) ? notYours : Rulebook.NotFound;
        }

        return !Enum.IsDefined(command.Role) || !Has(node.Kind, command.Role) ? Rulebook.OfficeRole
            : command.Years is < OfficeLimits.YearsLeast or > OfficeLimits.YearsMost ? Rulebook.OfficeTerm
            : holder is null ? Rulebook.NotFound
            : holder.Member == command.By.Member ? Rulebook.OfficeSelf
            : AskHolder(holder, command.Role, node.Path)
            ?? (running.Any(o => o.Role == command.Role && o.Member == holder.Member) ? Rulebook.OfficeHeld
            : command.Role == Role.Secretary && running.Any(o => o.Role == Role.Secretary) ? Rulebook.OfficeSecretary
            : null);
    }

    /// <summary>Null: the post may be ended by this person, its holder or who may appoint to it.</summary>
    public static Refusal? AskEnd(EndOffice command, NodeRow node) =>
        command.By.Member == command.Member ? null
        : Rights.AskAppoint(command.By, command.Role, node.Path) is not { } refusal ? null
        : Rights.Belongs(command.By, node.Path) || Rights.IsOfficerOf(command.By, node.Path) ? refusal
        : Rulebook.NotFound;

    // Committee posts take the right to stand for election, which hangs on the formal relation; posts of work do not.
    private static Refusal? AskHolder(Actor holder, Role role, string path) =>
        role == Role.Instructor ? Rights.IsPartyMember(holder.Category) ? null : Rulebook.RightNotMember
        : !holder.Path.StartsWith(path, StringComparison.Ordinal) ? Rulebook.OfficePlace
        : Rights.IsPostOfWork(role) ? null
        : Rights.Ask(holder.Category, holder.Relation, Right.Stand);

    private static bool Has(NodeKind kind, Role role) => kind switch
    {
        NodeKind.Group => role is Role.GroupLeader or Role.Deputy or Role.Instructor,
        NodeKind.Virtual or NodeKind.LifeGroup => false,
        _ => role != Role.GroupLeader,
    };
}
