using Grains.Journal;

namespace Grains.Organisation.Tree;

/// <summary>What every row of a change says of it.</summary>
/// <param name="Version">The tree's version that the change makes.</param>
/// <param name="Source">What it came of: the other node of a merge, an enterprise; empty where there is none.</param>
public sealed record TreeEvent(long Version, string Source, string Actor, DateTimeOffset At);

/// <summary>First of every change: where the tree has another version by now, nothing of the batch is written.</summary>
public sealed record TreeHead(long Version) : RelationWrite;

public sealed record NodeFound(
    string Node, NodeKind Kind, string Name, string Parent, string SectorParent, string Region, TreeEvent Event) : RelationWrite;

public sealed record NodeRenamed(string Node, string Name, TreeEvent Event) : RelationWrite;

/// <summary>The node takes its subtree along: the paths of all below it, and of their gatherings, follow.</summary>
public sealed record NodeMoved(string Node, string Parent, string FromPath, string ToPath, TreeEvent Event) : RelationWrite;

/// <param name="Sector">Empty: none.</param>
public sealed record SectorSet(string Node, string Sector, TreeEvent Event) : RelationWrite;

/// <summary>Everything that hangs on one node, along either line, hangs on another from now on; its planned gatherings, seats, cards and enterprises too.</summary>
public sealed record NodeEmptied(string Node, string To, string FromPath, string ToPath, TreeEvent Event) : RelationWrite;

/// <summary>Ends a node that nobody stands on any more, with its offices and what memberships are left. <paramref name="Cause"/>: merged or dissolved.</summary>
public sealed record NodeEnded(string Node, string Cause, TreeEvent Event) : RelationWrite;
