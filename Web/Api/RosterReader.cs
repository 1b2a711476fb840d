using System.Runtime.CompilerServices;
using Grains.Gatherings;
using Storage.Queries;

namespace Web.Api;

/// <summary>Reads a roster from the live gathering while it is open, else from the database.</summary>
public sealed class RosterReader(IGrainFactory grains, RosterQuery rosters, PlaceQuery places)
{
    public async Task<RosterPage> PageAsync(GatheringSummary gathering, string? after, Presence? only, CancellationToken cancellation)
    {
        var id = gathering.Charter.Id;
        if (gathering.Terms.State == GatheringState.Open)
        {
            return await grains.GetGrain<IGatheringGrain>(id).Roster(after, RoomLimits.RosterPage, only);
        }

        var lines = await rosters.PageAsync(gathering, after, RoomLimits.RosterPage, only, cancellation);
        var eligible = (await places.EligibleAsync([id], cancellation)).GetValueOrDefault(id);
        return new RosterPage(
            [.. lines],
            lines.Count == RoomLimits.RosterPage ? lines[^1].Line.Member : null,
            new Counts(gathering.Expected, gathering.Present, gathering.Excused, 0, eligible, 0));
    }

    /// <summary>Every line, page by page.</summary>
    public async IAsyncEnumerable<RosterStatus> AllAsync(
        GatheringSummary gathering, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? after = null;
        do
        {
            var page = await PageAsync(gathering, after, null, cancellation);
            foreach (var line in page.Lines)
            {
                yield return line;
            }

            after = page.Next;
        }
        while (after is not null);
    }
}
