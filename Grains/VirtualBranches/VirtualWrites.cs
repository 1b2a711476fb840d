using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;

namespace Grains.VirtualBranches;

/// <summary>A new node outside the tree with its row; its founder joins by <see cref="VirtualJoined"/>.</summary>
public sealed record VirtualFounded(VirtualBranchRow Row) : RelationWrite;

/// <summary>The row as it stands after the change; written only where it still has <paramref name="Version"/>.</summary>
public sealed record VirtualSaved(long Version, VirtualBranchRow Row) : RelationWrite;

/// <summary>A membership begins, unless the member is in <paramref name="Most"/> of the kind already. A request is settled by it.</summary>
public sealed record VirtualJoined(string Node, string Member, MembershipKind Kind, DateTimeOffset At, int Most) : RelationWrite;

/// <summary>A membership ends, and with it any office and candidacy there.</summary>
public sealed record VirtualLeft(string Node, string Member, DateTimeOffset At) : RelationWrite;

public sealed record JoinAsked(string Node, string Member, DateTimeOffset At) : RelationWrite;

/// <summary>A request goes: refused or taken back.</summary>
public sealed record JoinDropped(string Node, string Member) : RelationWrite;

/// <summary>The member's signature of a version; signing again changes nothing.</summary>
public sealed record TextSigned(string Member, string Document, long Version, string Node, DateTimeOffset At) : RelationWrite;

/// <summary>A new version of a text; one that exists already is refused.</summary>
public sealed record TextPublished(SignedText Text, string By) : RelationWrite;

/// <summary>The post passes to another member, or to nobody.</summary>
public sealed record PostPassed(string Node, Role Role, string? To, DateTimeOffset At) : RelationWrite;

public sealed record ElectionOpened(string Id, string Node, string Cause, DateTimeOffset At, DateTimeOffset ClosesAt) : RelationWrite;

public sealed record CandidateStood(string Election, string Member, DateTimeOffset At) : RelationWrite;

/// <summary>A ballot names no candidate; the tally is replaced whole.</summary>
public sealed record BallotCast(string Election, string Member, CandidateVotes[] Tally) : RelationWrite;

/// <summary>The election ends with a winner, or goes on until <paramref name="ClosesAt"/> where nobody stood or voted.</summary>
public sealed record ElectionSettled(string Election, DateTimeOffset At, string? Winner, DateTimeOffset? ClosesAt) : RelationWrite;

/// <summary>The log of moves between counties.</summary>
public sealed record CountyMoved(string Node, long Version, DateTimeOffset At, string? From, string? To, string By, string Reason) : RelationWrite;

/// <summary>Closed or dissolved: the node, every membership, office and request ends.</summary>
public sealed record VirtualEnded(string Node, DateTimeOffset At) : RelationWrite;
