using Grains.Organisation;
using Grains.VirtualBranches;

namespace Grains.Rules;

/// <summary>What follows from an office. It reaches its node and everything below; what is refused looks like what is not there only where that is said.</summary>
public static partial class Rights
{
    /// <summary>Holds an office on the node or on one above it.</summary>
    public static bool IsOfficerOf(Actor actor, string nodePath) =>
        actor.Offices.Any(o => nodePath.StartsWith(o.Path, StringComparison.Ordinal));

    /// <summary>Whether an officer may summon for and moderate on a node: secretary, deputy, organisation, publicity, operations; a group leader on the group.</summary>
    public static Refusal? AskOfficer(Actor actor, string nodePath) =>
        actor.Offices.Any(o => Moderates(o.Role) && nodePath.StartsWith(o.Path, StringComparison.Ordinal)) ? null : Rulebook.OfficerOnly;

    /// <summary>
    /// Whether somebody may summon for a node: an officer who moderates there; in a virtual branch or life group any
    /// member where its policy lets them. Texts in force have to be signed before, and nothing is summoned while suspended.
    /// </summary>
    public static Refusal? AskSummon(Actor actor, string nodePath)
    {
        var own = actor.Memberships.FirstOrDefault(m => m.Path == nodePath);
        var terms = own?.Terms ?? MembershipTerms.None;
        return terms.HasFlag(MembershipTerms.Suspended) ? Rulebook.VirtualSuspended
            : terms.HasFlag(MembershipTerms.MustSign) ? Rulebook.VirtualSign
            : terms.HasFlag(MembershipTerms.MaySummon) ? null
            : AskOfficer(actor, nodePath) is null ? null
            : own is { Kind: MembershipKind.Virtual or MembershipKind.Life } ? Rulebook.VirtualSummon
            : Rulebook.OfficerOnly;
    }

    /// <summary>Null: nothing stands between the member and a session of the node. Else the text to sign first.</summary>
    public static Refusal? AskSigned(Actor actor, string nodePath) =>
        actor.Memberships.Any(m => m.Path == nodePath && m.Terms.HasFlag(MembershipTerms.MustSign)) ? Rulebook.VirtualSign : null;

    /// <summary>Whether an officer may see how the hub itself runs: one who moderates at the root of the tree.</summary>
    public static Refusal? AskOperator(Actor actor) =>
        actor.Offices.Any(static o => Moderates(o.Role) && IsRoot(o.Path)) ? null : Rulebook.OperatorOnly;

    /// <summary>
    /// Whether an officer answers the consultations of a node: its committee alone. An office above it opens nothing,
    /// and the refusal says that there is nothing. What members founded themselves has no desk.
    /// </summary>
    public static Refusal? AskDesk(Actor actor, string node) =>
        actor.Offices.Any(o => o.Node == node && DeskRoles.Contains(o.Role) && !Outside.IsOutside(o.Path)) ? null : Rulebook.NotFound;

    /// <summary>Whether an officer of a desk may hand over what another has in hand: its secretary and deputy.</summary>
    public static bool LeadsDesk(Actor actor, string node) =>
        actor.Offices.Any(o => o.Node == node && o.Role is Role.Secretary or Role.Deputy);

    /// <summary>
    /// Whether an officer keeps the files of the people of a node (development, declarations, named lists): secretary,
    /// deputy or organisation officer of the node or of one above it.
    /// </summary>
    public static Refusal? AskPersonnel(Actor actor, string nodePath) =>
        actor.Offices.Any(o => KeepsFiles(o.Role) && !Outside.IsOutside(o.Path) && nodePath.StartsWith(o.Path, StringComparison.Ordinal)) ? null : Rulebook.PersonnelOnly;

    /// <summary>
    /// Whether an officer decides about a node from above: secretary, deputy or organisation officer of a node above
    /// it. Nobody stands above the root of the tree.
    /// </summary>
    public static Refusal? AskSuperior(Actor actor, string nodePath) =>
        actor.Offices.Any(o => KeepsFiles(o.Role) && o.Path.Length < nodePath.Length && nodePath.StartsWith(o.Path, StringComparison.Ordinal))
            ? null : Rulebook.SuperiorOnly;

    /// <summary>
    /// Whether an officer may appoint to and dismiss from a post of a node: the organisation above it, and for posts of
    /// work (operations, finance, group leader, instructor) the node itself. The root appoints its own.
    /// </summary>
    public static Refusal? AskAppoint(Actor actor, Role role, string nodePath) =>
        IsPostOfWork(role) || IsRoot(nodePath) ? AskPersonnel(actor, nodePath) : AskSuperior(actor, nodePath);

    /// <summary>Assigned as instructor to the node or to one above it: attends and suggests there.</summary>
    public static bool Instructs(Actor actor, string nodePath) =>
        actor.Offices.Any(o => o.Role == Role.Instructor && nodePath.StartsWith(o.Path, StringComparison.Ordinal));

    /// <summary>Posts of work: no committee seat, so the right to stand for election is not needed.</summary>
    public static bool IsPostOfWork(Role role) => role is Role.Operations or Role.Finance or Role.GroupLeader or Role.Instructor;

    /// <summary>The committee, in the order in which a member would turn to them; finance and operations are posts of staff.</summary>
    public static readonly Role[] DeskRoles =
        [Role.Secretary, Role.Deputy, Role.Organisation, Role.Publicity, Role.Discipline, Role.GroupLeader];

    // A path such as /b-1/ has one step. What members found themselves (v-…, l-…) stands outside the tree and governs nothing.
    private static bool IsRoot(string path) => path.StartsWith("/b-", StringComparison.Ordinal) && path.AsSpan().Count('/') == 2;

    private static bool KeepsFiles(Role role) => role is Role.Secretary or Role.Deputy or Role.Organisation;

    /// <summary>Roles that moderate (<see cref="AskOfficer"/>).</summary>
    public static readonly Role[] ModeratorRoles =
        [Role.Secretary, Role.Deputy, Role.Organisation, Role.Publicity, Role.Operations, Role.GroupLeader];

    private static bool Moderates(Role role) => ModeratorRoles.Contains(role);
}
