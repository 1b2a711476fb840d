using Grains.Censuses;
using Grains.Organisation;
using Grains.Rules;
using Grains.Time;
using Storage.Queries;

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
        if (await censuses.Find(id, cancellation) is not { } census
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

/// <summary>Reads a census for officers: all of it from its grain, which counts; a part of it from the database.</summary>
public sealed class CensusReader(CensusQuery query, IGrainFactory grains, TimeProvider clock)
{
    public async Task<CensusView> ReadAsync(CensusPlace place, CancellationToken cancellation)
    {
        var (census, node) = (place.Census, place.Node);
        IReadOnlyCollection<CensusCell>? cells = null;
        if (node.Id == census.Node && await grains.GetGrain<ICensusGrain>(census.Id).Read() is { } state)
        {
            (census, cells) = (state.Census, state.Cells);
        }

        cells ??= await query.CellsAsync(census.Id, node.Path, cancellation);
        return CensusView.Of(
            census, node.Id, node.Name, census.Takes(clock.Now()), place.Decides, cells, await query.PartsAsync(census.Id, node.Id, cancellation));
    }

    public async Task<CensusLinesView> LinesAsync(CensusPlace place, CensusList list, string? after, CancellationToken cancellation)
    {
        var lines = await query.LinesAsync(place.Census.Id, place.Node.Path, list, after, cancellation);
        return new CensusLinesView(
            [
                .. lines.Select(static line => new CensusLineView(
                    line.Member, line.Name, line.NodeName, line.Category, line.Register, line.Answer, line.Evidence, line.ByOfficer, line.Applied)),
            ],
            lines.Count == Paging.Default ? lines[^1].Member : null);
    }
}
