using Grains.Organisation;
using Grains.VirtualBranches;

namespace Grains.Rules;

/// <summary>What a person may want to do as a member (rules §1, the columns of the matrix).</summary>
public enum Right
{
    /// <summary>参加、发言</summary>
    Attend,
    /// <summary>学习、积分</summary>
    EarnPoints,
    /// <summary>提议、附议</summary>
    RaiseMotion,
    /// <summary>表决</summary>
    Vote,
    /// <summary>选举</summary>
    Elect,
    /// <summary>被选举</summary>
    Stand,
    /// <summary>在本组织交纳党费</summary>
    PayDuesHere,
    /// <summary>表决时计入应到</summary>
    CountForVotes,
}

/// <summary>
/// Rights by category and relation: one pure function, asked by every command. Rights follow the formal relation
/// only (S0-05); who is refused gets the rule that refuses.
/// </summary>
public static class Rights
{
    /// <summary>Null: allowed. Else the rule that refuses. Source: rules §1; 流动党员 vote at the home branch.</summary>
    public static Refusal? Ask(Category category, Relation relation, Right right) => right switch
    {
        Right.Attend => AttendsByInvitation(category) ? Rulebook.RightInvitedOnly : null,
        Right.EarnPoints => category is Category.SeatHolder or Category.Guest or Category.Instructor ? Rulebook.RightNotMember : null,
        Right.RaiseMotion => IsPartyMember(category) ? null : Rulebook.RightNotMember,
        Right.PayDuesHere => !IsPartyMember(category) ? Rulebook.RightNotMember
            : relation is Relation.Registered or Relation.ActivityCard ? null : Rulebook.RightRelationElsewhere,
        _ => AskVoting(category, relation),
    };

    /// <summary>Whether the electorate of a poll takes them in. Null: it does. Else the rule that refuses.</summary>
    public static Refusal? Ask(Category category, Relation relation, Electorate electorate) => electorate switch
    {
        Electorate.Everyone => null,
        Electorate.Members => Ask(category, relation, Right.RaiseMotion),
        _ => Ask(category, relation, Right.Vote),
    };

    /// <summary>正式党员, 预备党员 and those under disciplinary probation: the Party's members.</summary>
    public static bool IsPartyMember(Category category) =>
        category is Category.Full or Category.Probationary or Category.Disciplined;

    /// <summary>Holds an office on the node or on one above it.</summary>
    public static bool IsOfficerOf(Actor actor, string nodePath) =>
        actor.Offices.Any(o => nodePath.StartsWith(o.Path, StringComparison.Ordinal));

    /// <summary>
    /// Belongs to the node: stands on its roster or on one below it, or is a member of that very node beside the home roster.
    /// </summary>
    public static bool Belongs(Actor actor, string nodePath) =>
        actor.Path.StartsWith(nodePath, StringComparison.Ordinal) || actor.Memberships.Any(m => m.Path == nodePath);

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

    // A path such as /b-1/ has one step. What members found themselves (v-…, l-…) stands outside the tree and governs nothing.
    private static bool IsRoot(string path) => path.StartsWith("/b-", StringComparison.Ordinal) && path.AsSpan().Count('/') == 2;

    /// <summary>
    /// Whether an officer answers the consultations of a node: its committee alone. An office above it opens nothing,
    /// and the refusal says that there is nothing. What members found themselves has no desk.
    /// </summary>
    public static Refusal? AskDesk(Actor actor, string node) =>
        actor.Offices.Any(o => o.Node == node && DeskRoles.Contains(o.Role) && !Outside.IsOutside(o.Path)) ? null : Rulebook.NotFound;

    /// <summary>The committee, in the order in which a member would turn to them; finance and operations are posts of staff.</summary>
    public static readonly Role[] DeskRoles =
        [Role.Secretary, Role.Deputy, Role.Organisation, Role.Publicity, Role.Discipline, Role.GroupLeader];

    private static bool Moderates(Role role) =>
        role is Role.Secretary or Role.Deputy or Role.Organisation or Role.Publicity or Role.Operations or Role.GroupLeader;

    private static bool AttendsByInvitation(Category category) =>
        category is Category.Activist or Category.Applicant or Category.SeatHolder or Category.Guest;

    private static Refusal? AskVoting(Category category, Relation relation) => category switch
    {
        Category.Full => relation == Relation.Registered ? null : Rulebook.RightRelationElsewhere,
        Category.Probationary => Rulebook.RightProbationary,
        Category.Disciplined => Rulebook.RightDisciplined,
        _ => Rulebook.RightNotMember,
    };
}
