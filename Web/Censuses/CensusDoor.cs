using Grains.Censuses;
using Grains.Organisation;
using Grains.Rules;
using Web.Live.Wire;

namespace Web.Censuses;

/// <summary>A census as one officer may see it, in one subtree. <paramref name="Decides"/>: may close it and correct the register.</summary>
public sealed record CensusPlace(Census Census, NodeRow Node, Actor Actor, bool Decides);

/// <summary>
/// Lets officers see a census in the subtree that is theirs: those of its node all of it, those of a node below that
/// node's part. For everyone else it is not there, apart from one's own line.
/// </summary>
public sealed class CensusDoor(ICensusStore censuses, IOrganisationStore organisation)
{
    /// <summary>Null where it is not there or not for this member. Without <paramref name="node"/>: the census's own node.</summary>
    public async Task<CensusPlace?> OpenAsync(string id, string? node, string member, CancellationToken cancellation)
    {
        if (!Shape.Id(id) || (!string.IsNullOrEmpty(node) && !Shape.Id(node))
            || await censuses.Find(id, cancellation) is not { } census
            || await organisation.Actor(member, cancellation) is not { } actor
            || await organisation.Node(string.IsNullOrEmpty(node) ? census.Node : node, cancellation) is not { } row
            || !row.Path.StartsWith(census.Path, StringComparison.Ordinal)
            || Rights.AskOfficer(actor, row.Path) is not null)
        {
            return null;
        }

        return new CensusPlace(census, row, actor, Rights.AskOfficer(actor, census.Path) is null);
    }
}
