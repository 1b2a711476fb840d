using Grains.Rules;

namespace Grains.Organisation;

/// <summary>Reads people and nodes for decisions. Throws where the database is away.</summary>
public interface IOrganisationStore
{
    /// <summary>The member with category, relation, node and running offices; null where there is none.</summary>
    Task<Actor?> Actor(string member, CancellationToken cancellation);

    /// <summary>The same of several members in one read, by id; who is not there is left out.</summary>
    Task<IReadOnlyDictionary<string, Actor>> Actors(IReadOnlyCollection<string> members, CancellationToken cancellation);

    /// <summary>The standing to decide a change on; null where there is no such member.</summary>
    Task<Standing?> Standing(string member, CancellationToken cancellation);

    /// <summary>The node; null where there is none or it is dissolved.</summary>
    Task<NodeRow?> Node(string node, CancellationToken cancellation);
}

/// <summary>A node of the tree. <paramref name="Path"/> runs from the root: <c>/b-1/b-7/</c>; a node's subtree is a prefix.</summary>
public sealed record NodeRow(string Id, string? Parent, NodeKind Kind, string Name, string Path);
