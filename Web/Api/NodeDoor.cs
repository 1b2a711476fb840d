using Grains.Organisation;
using Grains.Rules;

namespace Web.Api;

/// <summary>A node as one member may see it.</summary>
public sealed record NodePlace(NodeRow Node, Actor Actor, bool Officer);

/// <summary>
/// Lets the members of a node (those of the nodes below it among them) and its officers and those above see it. For
/// everyone else it is not there.
/// </summary>
public sealed class NodeDoor(IOrganisationStore organisation)
{
    public async Task<NodePlace?> OpenAsync(string node, string member, CancellationToken cancellation)
    {
        if (await organisation.Actor(member, cancellation) is not { } actor
            || await organisation.Node(node, cancellation) is not { } row)
        {
            return null;
        }

        var officer = Rights.AskOfficer(actor, row.Path) is null;
        var inside = Rights.Belongs(actor, row.Path) || Rights.IsOfficerOf(actor, row.Path);
        return officer || inside ? new NodePlace(row, actor, officer) : null;
    }
}
