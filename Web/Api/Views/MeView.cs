using Grains.Organisation;
using Grains.Rules;

namespace Web.Api.Views;

/// <summary>The signed-in member. The only answer anywhere that holds a registration number: the member's own.</summary>
public sealed record MeView(
    string Member,
    string Name,
    string Number,
    Category Category,
    Relation Relation,
    string Node,
    NodeStepView[] NodePath,
    bool MustChange,
    OfficeView[] Offices,
    RightView[] Rights,
    PointTotalsView Points,
    string Locale,
    bool Operator);

/// <summary>A step on the way from the root to the member's node.</summary>
public sealed record NodeStepView(string Id, string Name, NodeKind Kind);

/// <summary>A post that the member holds.</summary>
public sealed record OfficeView(Role Role, string Node, string NodeName);

/// <summary>Whether the member has a right; where not, the rule that refuses with its sentences.</summary>
public sealed record RightView(Right Right, bool Allowed, string? Rule, string? Zh, string? En)
{
    /// <summary>Every right, asked for this place.</summary>
    public static RightView[] All(Belonging place) =>
    [
        .. Enum.GetValues<Right>().Select(right => Grains.Rules.Rights.Ask(place, right) is { } refusal
            ? new RightView(right, false, refusal.Rule, refusal.Zh, refusal.En)
            : new RightView(right, true, null, null, null)),
    ];
}

/// <summary>One of the member's sign-in sessions.</summary>
public sealed record SessionView(string Id, string Device, long OpenedAt, long SeenAt, bool Current);
