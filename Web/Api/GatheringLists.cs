using Grains.Gatherings;
using Grains.Rules;
using Storage.Queries;
using Web.Api.Views;

namespace Web.Api;

/// <summary>Lists of gatherings as one member may see them.</summary>
public sealed class GatheringLists(GatheringQuery gatherings, GatheringDoor door, BriefReader briefs)
{
    /// <summary>Those whose roster covers the member and those the member may moderate; the next or the latest first.</summary>
    public async Task<BriefView[]> OfActorAsync(Actor actor, GatheringScope scope, int? count, CancellationToken cancellation)
    {
        var found = new Dictionary<string, GatheringSummary>(StringComparer.Ordinal);
        Add(found, await gatherings.OfMemberAsync(actor.Member, scope, count: count, cancellation: cancellation));
        foreach (var path in Reaches(actor))
        {
            Add(found, await gatherings.OfSubtreeAsync(path, scope, count: count, cancellation: cancellation));
        }

        var ordered = scope == GatheringScope.Planned
            ? found.Values.OrderBy(static g => g.Charter.OpensAt)
            : found.Values.OrderByDescending(static g => g.Charter.OpensAt);
        return await ViewsAsync(actor, [.. ordered.Take(Paging.Clamp(count))], cancellation);
    }

    /// <summary>Those summoned for the node at <paramref name="path"/> or below that the member may see.</summary>
    public async Task<BriefView[]> OfNodeAsync(Actor actor, string path, GatheringScope scope, CancellationToken cancellation) =>
        await ViewsAsync(actor, await gatherings.OfSubtreeAsync(path, scope, cancellation: cancellation), cancellation);

    private async Task<BriefView[]> ViewsAsync(Actor actor, IReadOnlyList<GatheringSummary> list, CancellationToken cancellation)
    {
        var entrances = await door.PlacesAsync(actor, list, cancellation);
        return await briefs.ReadAsync([.. entrances.OfType<Entrance>()], cancellation);
    }

    /// <summary>Paths that the member's moderating offices reach, without those inside another.</summary>
    private static IEnumerable<string> Reaches(Actor actor)
    {
        var paths = actor.Offices.Select(static o => o.Path).Where(path => Rights.AskOfficer(actor, path) is null).Distinct(StringComparer.Ordinal).ToArray();
        return paths.Where(path => !paths.Any(other => other != path && path.StartsWith(other, StringComparison.Ordinal)));
    }

    private static void Add(Dictionary<string, GatheringSummary> found, IReadOnlyList<GatheringSummary> list)
    {
        foreach (var gathering in list)
        {
            found.TryAdd(gathering.Charter.Id, gathering);
        }
    }
}
