using System.Collections.Concurrent;
using Grains.Censuses;
using Grains.Time;
using Storage.Queries;

namespace Web.Censuses;

/// <summary>Reads a census for officers: all of it from its grain, which counts; a part of it from the database.</summary>
public sealed class CensusReader(CensusQuery query, IGrainFactory grains, TimeProvider clock)
{
    /// <summary>The parts of a large census are a second's work: many who watch share one reading of this age.</summary>
    private static readonly TimeSpan PartsAge = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<(string Census, string Node), (DateTimeOffset At, IReadOnlyList<CensusPart> Parts)> _parts = new();

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
            census, node.Id, node.Name, census.Takes(clock.Now()), place.Decides, cells, await PartsAsync(census.Id, node.Id, cancellation));
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

    private async Task<IReadOnlyList<CensusPart>> PartsAsync(string census, string node, CancellationToken cancellation)
    {
        var now = clock.Now();
        if (_parts.TryGetValue((census, node), out var kept) && now - kept.At < PartsAge)
        {
            return kept.Parts;
        }

        foreach (var (key, old) in _parts.Where(entry => now - entry.Value.At >= PartsAge).ToList())
        {
            _parts.TryRemove(KeyValuePair.Create(key, old));
        }

        var parts = await query.PartsAsync(census, node, cancellation);
        _parts[(census, node)] = (now, parts);
        return parts;
    }
}
