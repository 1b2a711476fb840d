using Grains.Journal;
using Grains.Organisation.Tree;
using Grains.Rules;

namespace Grains.Enterprises;

public sealed record EnterpriseRegistered(
    string Enterprise, string Name, string Region, string Industry, int Staff, string Node, UnitCover Cover, TreeEvent Event) : RelationWrite;

public sealed record EnterpriseAmended(
    string Enterprise, string Name, string Region, string Industry, int Staff, TreeEvent Event) : RelationWrite;

public sealed record EnterpriseCovered(string Enterprise, string Node, UnitCover Cover, TreeEvent Event) : RelationWrite;

/// <param name="Into">The enterprise that takes its declared members; empty: none.</param>
public sealed record EnterpriseEnded(string Enterprise, EnterpriseState State, string Into, TreeEvent Event) : RelationWrite;

/// <param name="Member">Empty: not linked to a member of the hub.</param>
public sealed record MemberDeclared(
    string Declaration, string Enterprise, string Name, Category Category, string Member, TreeEvent Event) : RelationWrite;

public sealed record DeclarationEnded(string Declaration, TreeEvent Event) : RelationWrite;

public sealed record SeatGranted(string Enterprise, string Member, string Node, TreeEvent Event) : RelationWrite;

/// <param name="Shared">Another enterprise has its seat with the same member on the same node: the membership stays.</param>
public sealed record SeatEnded(string Enterprise, string Member, string Node, bool Shared, TreeEvent Event) : RelationWrite;
