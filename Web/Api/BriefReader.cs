using Grains.Gatherings;
using Storage.Queries;
using Web.Api.Views;

namespace Web.Api;

/// <summary>Puts figures on gatherings: live ones' from the gathering itself, all others' from the database.</summary>
public sealed class BriefReader(IGrainFactory grains, PlaceQuery places)
{
    public async Task<BriefView> ReadAsync(Entrance entrance, CancellationToken cancellation) =>
        (await ReadAsync([entrance], cancellation))[0];

    public async Task<BriefView[]> ReadAsync(IReadOnlyList<Entrance> entrances, CancellationToken cancellation)
    {
        var stored = entrances.Where(static e => !IsLive(e)).Select(static e => e.Gathering.Charter.Id).ToArray();
        var eligible = await places.EligibleAsync(stored, cancellation);
        return await Task.WhenAll(entrances.Select(async entrance =>
        {
            var gathering = entrance.Gathering;
            var counts = IsLive(entrance)
                ? (await grains.GetGrain<IGatheringGrain>(gathering.Charter.Id).Roster(null, 1, null)).Counts
                : new Counts(
                    gathering.Expected, gathering.Present, gathering.Excused, 0, eligible.GetValueOrDefault(gathering.Charter.Id), 0);
            return BriefView.Of(new GatheringBrief(gathering.Charter, gathering.Terms, counts), entrance.Mine);
        }));
    }

    private static bool IsLive(Entrance entrance) => entrance.Gathering.Terms.State == GatheringState.Open;
}
