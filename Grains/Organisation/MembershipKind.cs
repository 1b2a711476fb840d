namespace Grains.Organisation;

/// <summary>How a member belongs to a node. The names are stored; never rename one.</summary>
public enum MembershipKind
{
    /// <summary>The roster that the member stands on: exactly one at every moment.</summary>
    Home,
    /// <summary>A guest with an activity card: takes part there, votes at home (rules §7).</summary>
    Card,
    /// <summary>A member of a virtual branch.</summary>
    Virtual,
    /// <summary>A member of a group for organisational life.</summary>
    Life,
    /// <summary>A seat: enters and speaks, never counts.</summary>
    Seat,
}
