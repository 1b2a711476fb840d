using Grains.Organisation;
using Grains.Rules;
using Grains.VirtualBranches;

namespace Grains.Gatherings;

/// <summary>
/// Whom a gathering's roster takes in, and who keeps order in it: one rule for the news, the door and the room, and the
/// same by which storage freezes the roster. Home members of the node (with <see cref="GatheringCharter.Subtree"/> of all
/// below), and those who belong there by a card, a virtual branch, a life group or a seat.
/// </summary>
public static class RosterScope
{
    /// <summary>True: expected (应到). False: may come and speak. Null: the gathering is not for this person.</summary>
    public static bool? Covers(GatheringCharter charter, Actor actor)
    {
        var home = charter.Subtree ? actor.Path.StartsWith(charter.NodePath, StringComparison.Ordinal) : actor.Node == charter.Node;
        var beside = actor.Memberships.Where(m => m.Node == charter.Node
            || (charter.Subtree && m.Path.StartsWith(charter.NodePath, StringComparison.Ordinal)));
        var seat = false;
        foreach (var membership in beside)
        {
            seat |= membership.Kind == MembershipKind.Seat;
            home |= membership.Kind != MembershipKind.Seat;
        }

        var invited = charter.Activists && Rights.IsInDevelopment(actor.Category);
        return home && Rights.IsPartyMember(actor.Category) ? true : seat || (home && invited) ? false : null;
    }

    /// <summary>
    /// Keeps order: an officer of the node or above; in a virtual branch or life group also the member who summoned, as
    /// long as the member belongs to it.
    /// </summary>
    public static bool IsOfficer(GatheringCharter charter, Actor actor) =>
        Rights.AskOfficer(actor, charter.NodePath) is null
        || (charter.Summoner == actor.Member && Outside.IsOutside(charter.NodePath) && Rights.Belongs(actor, charter.NodePath));

    /// <summary>Whether the actor answers for its attendance: an officer of the very node that meets, or who summoned it; not who is above.</summary>
    public static bool KeepsAttendance(GatheringCharter charter, Actor actor) =>
        charter.Summoner == actor.Member
        || actor.Offices.Any(o => o.Path == charter.NodePath && Rights.AskOfficer(actor with { Offices = [o] }, charter.NodePath) is null);
}
