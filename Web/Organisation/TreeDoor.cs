using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Storage.Queries;

namespace Web.Organisation;

/// <summary>A node as one officer may see it in the tree.</summary>
public sealed record TreePlace(TreeItem Node, Actor Actor);

/// <summary>Shows officers the tree from their offices downwards, along either line. For everyone else it is not there.</summary>
public sealed class TreeDoor(IOrganisationStore organisation, TreeQuery tree)
{
    public async Task<TreePlace?> OpenAsync(string node, string member, CancellationToken cancellation)
    {
        if (await organisation.Actor(member, cancellation) is not { Offices.Length: > 0 } actor
            || await tree.OneAsync(node, cancellation) is not { } item)
        {
            return null;
        }

        if (Rights.IsOfficerOf(actor, item.Path))
        {
            return new TreePlace(item, actor);
        }

        var offices = actor.Offices.Select(static o => o.Node).ToHashSet();
        return (await tree.SectorLineAsync(node, cancellation)).Any(step => offices.Contains(step.Id)) ? new TreePlace(item, actor) : null;
    }
}
