using Grains.Censuses;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api;
using Web.Live.Wire;
using Web.SignIn;

namespace Web.Censuses;

/// <summary>Censuses: opened, filled in and decided on by officers, answered by each member for themselves.</summary>
public static class CensusRoutes
{
    public static void MapCensuses(this IEndpointRouteBuilder api)
    {
        api.MapGet("/censuses", Own);
        api.MapPost("/censuses", Open);
        api.MapGet("/nodes/{id}/censuses", OfNode);
        api.MapGet("/censuses/{id}", Read);
        api.MapGet("/censuses/{id}/lines", Lines);
        api.MapPost("/censuses/{id}/answer", Answer);
        api.MapPost("/censuses/{id}/close", Close);
        api.MapPost("/censuses/{id}/apply", Apply);
    }

    private static async Task<IResult> Own(HttpContext context, CensusQuery censuses, TimeProvider clock, CancellationToken cancellation) =>
        Answers.Ok<OwnCensusView[]>(
        [
            .. (await censuses.OwnAsync(context.User.Member(), clock.Now(), cancellation: cancellation)).Select(static own =>
                new OwnCensusView(CensusBriefView.Of(own.Census), own.NodeName, own.Register, own.Answer, own.Evidence)),
        ]);

    private static async Task<IResult> OfNode(string id, HttpContext context, NodeDoor door, CensusQuery censuses, CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        return place.Officer
            ? Answers.Ok<CensusBriefView[]>([.. (await censuses.OfNodeAsync(place.Node.Path, cancellation)).Select(CensusBriefView.Of)])
            : Answers.Refused(Rulebook.OfficerOnly);
    }

    private static async Task<IResult> Open(
        CensusRequest asked, HttpContext context, NodeDoor door, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!Shape.Id(asked.Id) || !Shape.Id(asked.Node) || Math.Abs(asked.ClosesAt) > 253_402_300_799_999)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        if (await door.OpenAsync(asked.Node, context.User.Member(), cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var answer = await grains.GetGrain<ICensusGrain>(asked.Id).Open(new OpenCensus(
            place.Actor, place.Node.Id, place.Node.Path, Shape.Short(asked.Title), DateTimeOffset.FromUnixTimeMilliseconds(asked.ClosesAt)));
        return answer is { Refusal: null, State: { } state }
            ? Answers.Created(CensusBriefView.Of(state.Census))
            : Answers.Refused(answer.Refusal ?? Rulebook.Unavailable);
    }

    private static async Task<IResult> Read(
        string id, string? node, HttpContext context, CensusDoor door, CensusReader reader, CancellationToken cancellation) =>
        await door.OpenAsync(id, node, context.User.Member(), cancellation) is { } place
            ? Answers.Ok(await reader.ReadAsync(place, cancellation))
            : Answers.Refused(Rulebook.NotFound);

    private static async Task<IResult> Lines(
        string id, string? node, string? list, string? after, HttpContext context, CensusDoor door, CensusReader reader, Looks looks, CancellationToken cancellation)
    {
        CensusList? wanted = list switch { "unanswered" => CensusList.Unanswered, "conflicts" => CensusList.Conflicts, "all" or null => CensusList.All, _ => null };
        if (wanted is not { } asked || (!string.IsNullOrEmpty(after) && !Shape.Id(after)))
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        if (await door.OpenAsync(id, node, context.User.Member(), cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        return await looks.NoteAsync(place.Actor.Member, AuditActions.CensusLook, id, asked.ToString()) is { } refusal
            ? Answers.Refused(refusal)
            : Answers.Ok(await reader.LinesAsync(place, asked, after, cancellation));
    }

    private static async Task<IResult> Answer(
        string id, CensusAnswerRequest asked, HttpContext context, IOrganisationStore organisation, CensusQuery censuses, IGrainFactory grains, TimeProvider clock, CancellationToken cancellation)
    {
        var member = context.User.Member();
        if (!Shape.Id(id) || asked.Answer is not { } relation || (asked.Member is not null && !Shape.Id(asked.Member))
            || await organisation.Actor(member, cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        var about = asked.Member ?? member;
        var evidence = asked.Evidence ?? (about == member ? CensusEvidence.Statement : CensusEvidence.Verified);
        var answer = await grains.GetGrain<ICensusGrain>(id).Answer(new AnswerCensus(actor, about, relation, evidence));
        if (answer.Refusal is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        // A member learns of the own line only.
        return await censuses.OwnAsync(about, clock.Now(), id, cancellation) is not [var own]
            ? Answers.Refused(Rulebook.CensusClosed)
            : Answers.Ok(new OwnCensusView(CensusBriefView.Of(own.Census), own.NodeName, own.Register, own.Answer, own.Evidence));
    }

    private static async Task<IResult> Close(string id, HttpContext context, CensusDoor door, IGrainFactory grains, CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, null, context.User.Member(), cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var answer = await grains.GetGrain<ICensusGrain>(id).Close(place.Actor);
        return answer is { Refusal: null, State: { } state }
            ? Answers.Ok(CensusBriefView.Of(state.Census))
            : Answers.Refused(answer.Refusal ?? Rulebook.Unavailable);
    }

    private static async Task<IResult> Apply(
        string id, CensusApplyRequest asked, HttpContext context, CensusDoor door, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!Shape.Id(asked.RequestId) || asked.Members is not { Length: > 0 and <= CensusLimits.ApplyMost } members || !members.All(Shape.Id))
        {
            return Answers.Refused(asked.Members is null || !Shape.Id(asked.RequestId) ? Rulebook.Invalid : Rulebook.CensusChoice);
        }

        if (await door.OpenAsync(id, null, context.User.Member(), cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var answer = await grains.GetGrain<ICensusGrain>(id).Apply(new ApplyCensus(place.Actor, asked.RequestId, members));
        return answer.Refusal is { } refusal ? Answers.Refused(refusal) : Answers.Ok(new CensusAppliedView(answer.Applied, answer.Skipped));
    }
}
