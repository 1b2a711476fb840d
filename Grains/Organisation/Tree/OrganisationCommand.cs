using Grains.Rules;

namespace Grains.Organisation.Tree;

/// <summary>What an officer asks of the tree or of the registry of enterprises. Sent again under its id it is done once.</summary>
/// <param name="RequestId">Chosen by the client, unique for the officer.</param>
[GenerateSerializer, Immutable, Alias("organisation-command")]
public abstract record OrganisationCommand([property: Id(0)] Actor By, [property: Id(1)] string RequestId)
{
    /// <summary>What it is about, in one line: a retry with another subject is another command under a used id.</summary>
    public abstract string Subject { get; }
}

/// <summary>A command on nodes.</summary>
[GenerateSerializer, Immutable, Alias("tree-command")]
public abstract record TreeCommand(Actor By, string RequestId) : OrganisationCommand(By, RequestId);

/// <summary>A new node below <paramref name="Parent"/>.</summary>
/// <param name="Enterprise">The enterprise that it is founded for; empty: none. It is then covered by the new node.</param>
[GenerateSerializer, Immutable, Alias("found-node")]
public sealed record FoundNode(
    Actor By,
    string RequestId,
    [property: Id(0)] NodeKind Kind,
    [property: Id(1)] string Name,
    [property: Id(2)] string Parent,
    [property: Id(3)] string SectorParent,
    [property: Id(4)] string Region,
    [property: Id(5)] string Enterprise) : TreeCommand(By, RequestId)
{
    public override string Subject => $"found {Kind} {Parent} {SectorParent} {Region} {Enterprise} {Name}";
}

[GenerateSerializer, Immutable, Alias("rename-node")]
public sealed record RenameNode(Actor By, string RequestId, [property: Id(0)] string Node, [property: Id(1)] string Name)
    : TreeCommand(By, RequestId)
{
    public override string Subject => $"rename {Node} {Name}";
}

/// <summary>Moves the node with everything below it.</summary>
[GenerateSerializer, Immutable, Alias("move-node")]
public sealed record MoveNode(Actor By, string RequestId, [property: Id(0)] string Node, [property: Id(1)] string Parent)
    : TreeCommand(By, RequestId)
{
    public override string Subject => $"move {Node} {Parent}";
}

/// <summary>All members and nodes of one node go to another, and the first ends.</summary>
[GenerateSerializer, Immutable, Alias("merge-node")]
public sealed record MergeNode(Actor By, string RequestId, [property: Id(0)] string Node, [property: Id(1)] string Into)
    : TreeCommand(By, RequestId)
{
    public override string Subject => $"merge {Node} {Into}";
}

/// <summary>Ends a node: an empty one, or one of which is said where its members and nodes go.</summary>
/// <param name="To">Empty: it has to be empty.</param>
[GenerateSerializer, Immutable, Alias("dissolve-node")]
public sealed record DissolveNode(Actor By, string RequestId, [property: Id(0)] string Node, [property: Id(1)] string To)
    : TreeCommand(By, RequestId)
{
    public override string Subject => $"dissolve {Node} {To}";
}

/// <summary>Puts a node on a sector's line, or with an empty <paramref name="Sector"/> back on its territorial line alone.</summary>
[GenerateSerializer, Immutable, Alias("set-sector")]
public sealed record SetSector(Actor By, string RequestId, [property: Id(0)] string Node, [property: Id(1)] string Sector)
    : TreeCommand(By, RequestId)
{
    public override string Subject => $"sector {Node} {Sector}";
}
