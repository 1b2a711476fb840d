using Grains.Organisation;
using Grains.VirtualBranches;

namespace Grains.Rules;

/// <summary>
/// Rights by category, relation and membership: one pure function, asked by every command. Rights follow the formal
/// relation only (S0-05); who is refused gets the rule that refuses.
/// </summary>
public static partial class Rights
{
    /// <summary>At home. Null: allowed. Else the rule that refuses. Source: rules §1; 流动党员 vote at the home branch.</summary>
    public static Refusal? Ask(Category category, Relation relation, Right right) => Ask(new Belonging(category, relation), right);

    /// <summary>
    /// At home or at a membership beside it. While a transfer runs the standing is still the source's, so the vote is
    /// asked for and answered there.
    /// </summary>
    public static Refusal? Ask(Belonging place, Right right) => place.Kind switch
    {
        MembershipKind.Home => AskHome(place, right),
        MembershipKind.Seat => right is Right.Attend or Right.AskQuestions ? null : Rulebook.RightSeat,
        MembershipKind.Card => IsVoting(right) && place.Category == Category.Full ? Rulebook.RightCard
            : right == Right.PayDuesHere && IsPartyMember(place.Category) ? null
            : AskHome(place, right),
        _ => right == Right.Attend ? null
            : IsVoting(right) ? Rulebook.RightInformal
            : right == Right.PayDuesHere ? Rulebook.RightDuesAtHome
            : AskHome(place, right),
    };

    /// <summary>Whether the electorate of a poll takes them in. Null: it does. Else the rule that refuses.</summary>
    public static Refusal? Ask(Belonging place, Electorate electorate) => electorate switch
    {
        Electorate.Everyone => null,
        Electorate.Members => IsPartyMember(place.Category) ? null : Rulebook.RightNotMember,
        _ => Ask(place, Right.Vote),
    };

    /// <inheritdoc cref="Ask(Belonging, Electorate)" />
    public static Refusal? Ask(Category category, Relation relation, Electorate electorate) =>
        Ask(new Belonging(category, relation), electorate);

    /// <summary>正式党员, 预备党员 and those under disciplinary probation: the Party's members.</summary>
    public static bool IsPartyMember(Category category) =>
        category is Category.Full or Category.Probationary or Category.Disciplined;

    /// <summary>入党申请人, 入党积极分子, 发展对象: on the way to membership; invited as activists are.</summary>
    public static bool IsInDevelopment(Category category) =>
        category is Category.Applicant or Category.Activist or Category.Candidate;

    /// <summary>
    /// Belongs to the node: stands on its roster or on one below it, or is a member of that very node beside the home roster.
    /// </summary>
    public static bool Belongs(Actor actor, string nodePath) =>
        actor.Path.StartsWith(nodePath, StringComparison.Ordinal) || actor.Memberships.Any(m => m.Path == nodePath);

    private static Refusal? AskHome(Belonging place, Right right)
    {
        var (category, relation) = (place.Category, place.Relation);
        return right switch
        {
            Right.AskQuestions => null,
            Right.Attend => AttendsByInvitation(category) ? Rulebook.RightInvitedOnly : null,
            Right.EarnPoints => category is Category.SeatHolder or Category.Guest or Category.Instructor ? Rulebook.RightNotMember : null,
            Right.Suggest => category is Category.SeatHolder or Category.Guest ? Rulebook.RightNotMember : null,
            Right.RaiseMotion => category is Category.Full or Category.Probationary ? null
                : category is Category.SeatHolder or Category.Guest ? Rulebook.RightNotMember
                : Rulebook.RightSuggestOnly,
            Right.PayDuesHere => !IsPartyMember(category) ? Rulebook.RightNotMember
                : relation is Relation.Registered or Relation.ActivityCard ? null : Rulebook.RightRelationElsewhere,
            _ => AskVoting(place),
        };
    }

    private static bool IsVoting(Right right) => right is Right.Vote or Right.Elect or Right.Stand or Right.CountForVotes;

    private static bool AttendsByInvitation(Category category) =>
        IsInDevelopment(category) || category is Category.SeatHolder or Category.Guest;

    private static Refusal? AskVoting(Belonging place) => place.Category switch
    {
        Category.Full => place.Relation == Relation.Registered || place.Granted ? null : Rulebook.RightRelationElsewhere,
        Category.Probationary => Rulebook.RightProbationary,
        Category.Disciplined => Rulebook.RightDisciplined,
        _ => Rulebook.RightNotMember,
    };
}
