using Grains.Gatherings;
using Grains.Organisation;
using Grains.Rules;
using Storage.Queries;
using Web.Api.Views;

namespace Web.Api;

/// <summary>A gathering as one member may see it.</summary>
/// <param name="Place">The member's place on the roster; before the opening, as it would be frozen now; null for an officer who is not on it.</param>
public sealed record Entrance(GatheringSummary Gathering, Actor Actor, bool Officer, OwnPlace? Place)
{
    public MineView Mine => new(Place?.Expected ?? false, Place?.Presence, Officer);
}

/// <summary>The member's own place on a roster.</summary>
public sealed record OwnPlace(bool Expected, Presence Presence);

/// <summary>
/// Lets those whom the roster covers and the officers of the gathering's node and above see a gathering. For everyone
/// else it is not there: the answer is the same as for an id that names nothing.
/// </summary>
public sealed class GatheringDoor(GatheringQuery gatherings, PlaceQuery places, IOrganisationStore organisation)
{
    public async Task<Entrance?> OpenAsync(string gathering, string member, CancellationToken cancellation)
    {
        if (await organisation.Actor(member, cancellation) is not { } actor
            || await gatherings.ByIdAsync(gathering, cancellation) is not { } summary)
        {
            return null;
        }

        return (await PlacesAsync(actor, [summary], cancellation))[0];
    }

    /// <summary>The same for several gatherings of which lists are made; null where one is not for this member.</summary>
    public async Task<Entrance?[]> PlacesAsync(
        Actor actor, IReadOnlyList<GatheringSummary> summaries, CancellationToken cancellation)
    {
        var ids = summaries.Select(static s => s.Charter.Id).ToArray();
        var lines = (await places.OfMemberAsync(actor.Member, ids, cancellation)).ToDictionary(static row => row.Gathering, StringComparer.Ordinal);
        var planned = summaries.Where(static s => s.Terms.State == GatheringState.Planned).Select(static s => s.Charter.Id).ToArray();
        var excused = (await places.ExcusedAsync(actor.Member, planned, cancellation)).ToHashSet(StringComparer.Ordinal);
        return [.. summaries.Select(summary => EntranceOf(summary, actor, lines.GetValueOrDefault(summary.Charter.Id), excused))];
    }

    /// <summary>Whether the roster would hold the member if it were frozen now (the same rule by which storage freezes it).</summary>
    public static bool Covers(GatheringCharter charter, Actor actor) =>
        (charter.Subtree ? actor.Path.StartsWith(charter.NodePath, StringComparison.Ordinal) : actor.Node == charter.Node)
        && (Rights.IsPartyMember(actor.Category) || (charter.Activists && Rights.IsInDevelopment(actor.Category)));

    private static Entrance? EntranceOf(GatheringSummary summary, Actor actor, PlaceRow? line, HashSet<string> excused)
    {
        var officer = Rights.AskOfficer(actor, summary.Charter.NodePath) is null;
        var place = line is not null ? new OwnPlace(line.Expected, line.Presence)
            : summary.Terms.State == GatheringState.Planned && Covers(summary.Charter, actor)
                ? new OwnPlace(
                    Rights.IsPartyMember(actor.Category),
                    excused.Contains(summary.Charter.Id) ? Presence.Excused : Presence.Absent)
                : null;
        return officer || place is not null ? new Entrance(summary, actor, officer, place) : null;
    }
}
