using System.Text.RegularExpressions;
using Grains.Gatherings;
using Grains.Organisation;
using Grains.Rules;
using Grains.Text;
using Grains.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Web.Api.Views;
using Web.SignIn;

namespace Web.Api;

/// <summary>Summoning a gathering and looking at one.</summary>
public static partial class GatheringRoutes
{
    private const int ShortestMinutes = 5;
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(30);

    public static void MapGatherings(this IEndpointRouteBuilder api)
    {
        api.MapPost("/gatherings", Summon);
        api.MapGet("/gatherings/{id}", Read);
    }

    private static async Task<IResult> Summon(
        SummonRequest asked,
        HttpContext context,
        IOrganisationStore organisation,
        NodeDoor door,
        IGrainFactory grains,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        var now = clock.Now();
        var topic = PlainText.Clean(asked.Topic);
        var minutes = asked.Minutes ?? (int)RoomLimits.DefaultLength.TotalMinutes;
        var fields = new Fields()
            .Check("id", asked.Id is not null && GatheringId().IsMatch(asked.Id), Rulebook.GatheringId)
            .Check("node", asked.Node is { Length: > 0 }, Rulebook.Invalid)
            .Check("type", asked.Type is not null, Rulebook.Invalid)
            .Check("topic", PlainText.CodePoints(topic) is > 0 and <= RoomLimits.TopicCodePoints, Rulebook.TopicMissing)
            .Check("minutes", minutes >= ShortestMinutes && minutes <= RoomLimits.LongestLength.TotalMinutes, Rulebook.LengthOutOfRange)
            .Check("opensAt", IsWithinReach(asked.OpensAt, now), Rulebook.OpensAtPast);
        if (fields.Any)
        {
            return fields.Refuse();
        }

        if (await door.OpenAsync(asked.Node!, context.User.Member(), cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (Rights.AskSummon(place.Actor, place.Node.Path) is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        var opensAt = asked.OpensAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : now;
        var charter = new GatheringCharter(
            asked.Id!, place.Node.Id, place.Node.Path, place.Node.Name, asked.Subtree, asked.Type!.Value, topic, asked.Activists,
            place.Actor.Member, place.Actor.Name, opensAt, now);
        var answer = await grains.GetGrain<IGatheringGrain>(asked.Id!).Summon(place.Actor, charter, TimeSpan.FromMinutes(minutes));
        return answer is { Refusal: null, Gathering: { } brief }
            ? Answers.Created(BriefView.Of(brief, MineOf(brief.Charter, place.Actor)))
            : Answers.Refused(answer.Refusal ?? Rulebook.Unavailable);
    }

    private static async Task<IResult> Read(string id, HttpContext context, GatheringDoor door, BriefReader briefs, CancellationToken cancellation) =>
        await door.OpenAsync(id, context.User.Member(), cancellation) is { } entrance
            ? Answers.Ok(await briefs.ReadAsync(entrance, cancellation))
            : Answers.Refused(Rulebook.NotFound);

    private static MineView MineOf(GatheringCharter charter, Actor actor)
    {
        var covered = RosterScope.Covers(charter, actor);
        return new MineView(covered == true, covered is null ? null : Presence.Absent, Officer: true);
    }

    /// <summary>A moment that the calendar knows and that lies no more than 30 days ahead; the grain says how far back one may lie.</summary>
    private static bool IsWithinReach(long? opensAt, DateTimeOffset now) =>
        opensAt is null || (opensAt > 0 && opensAt <= (now + Furthest).ToUnixTimeMilliseconds());

    [GeneratedRegex("^g-[A-Za-z0-9_-]{22}$", RegexOptions.CultureInvariant)]
    private static partial Regex GatheringId();
}
