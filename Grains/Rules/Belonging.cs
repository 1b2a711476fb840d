using Grains.Organisation;

namespace Grains.Rules;

/// <summary>How a person belongs to the organisation that a right is asked for.</summary>
/// <param name="Kind">Home, or what runs beside it there.</param>
/// <param name="Granted">
/// A policy of the organisation above gives votes to full members whose formal relation is elsewhere (S0-35). Off by
/// default; where it applies it is shown and on record.
/// </param>
public readonly record struct Belonging(Category Category, Relation Relation, MembershipKind Kind = MembershipKind.Home, bool Granted = false);
