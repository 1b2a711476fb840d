using System.Runtime.CompilerServices;
using Grains.Gatherings;
using Grains.Rules;
using Storage.Queries;

namespace Web.Api;

/// <summary>
/// Reads a roster from the live gathering while it is open, else from the database. Names that the viewer may not see
/// are left out of their lines (ADR 14); the lines stay.
/// </summary>
public sealed class RosterReader(IGrainFactory grains, RosterQuery rosters, PlaceQuery places, PresentQuery present, PrivacyQuery privacy)
{
    public async Task<RosterPage> PageAsync(Entrance entrance, string? after, Presence? only, CancellationToken cancellation)
    {
        var page = await ReadAsync(entrance.Gathering, after, only, cancellation);
        return RosterScope.KeepsAttendance(entrance.Gathering.Charter, entrance.Actor) ? page : await CoverAsync(page, entrance, cancellation);
    }

    private async Task<RosterPage> CoverAsync(RosterPage page, Entrance entrance, CancellationToken cancellation)
    {
        var charter = entrance.Gathering.Charter;
        string[] members = [.. page.Lines.Select(static status => status.Line.Member)];
        var chosen = await privacy.OfAsync(members, cancellation);
        var paths = (await present.OfAsync(charter.Node, members, cancellation)).ToDictionary(static row => row.Id, static row => row.Path, StringComparer.Ordinal);
        return page with { Lines = Array.ConvertAll(page.Lines, Cover) };

        RosterStatus Cover(RosterStatus status)
        {
            // A guest from elsewhere stands on the roster of the node that meets.
            var home = paths.GetValueOrDefault(status.Line.Member, charter.NodePath);
            var path = home.StartsWith(charter.NodePath, StringComparison.Ordinal) ? home : charter.NodePath;
            return Privacy.ShowsOnRoster(
                entrance.Actor, keeps: false, new Subject(status.Line.Member, path), chosen.GetValueOrDefault(status.Line.Member, PrivacySettings.Default))
                ? status
                : status with { Line = status.Line with { Member = "", Name = "" }, Reason = null };
        }
    }

    private async Task<RosterPage> ReadAsync(GatheringSummary gathering, string? after, Presence? only, CancellationToken cancellation)
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
        Entrance entrance, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? after = null;
        do
        {
            var page = await PageAsync(entrance, after, null, cancellation);
            foreach (var line in page.Lines)
            {
                yield return line;
            }

            after = page.Next;
        }
        while (after is not null);
    }
}
