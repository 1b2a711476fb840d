using Grains.Organisation;
using Grains.Rules;
using Grains.Time;
using Grains.Votes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Web.Api;
using Web.Live.Wire;
using Web.SignIn;

namespace Web.Offices;

/// <summary>Votes for those whose formal relation is elsewhere (S0-35): off by default, shown to every member of the node where it is on.</summary>
public static class VotePolicyRoutes
{
    public static void MapVotePolicy(this IEndpointRouteBuilder api)
    {
        api.MapGet("/nodes/{id}/vote-policy", Read);
        api.MapPost("/nodes/{id}/vote-policy", Set);
    }

    private static async Task<IResult> Read(
        string id, HttpContext context, NodeDoor door, IVotePolicyStore policies, TimeProvider clock, CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, context.User.Member(), cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var policy = await policies.Latest(id, cancellation);
        return Answers.Ok(new VotePolicyView(
            policy?.Version ?? 0,
            policy?.HoldsAt(clock.Now()) == true,
            policy?.Allowed == true,
            policy?.Reason ?? "",
            policy?.Since.ToUnixTimeMilliseconds(),
            policy?.Until.ToUnixTimeMilliseconds(),
            Rights.AskSuperior(place.Actor, place.Node.Path) is null));
    }

    private static async Task<IResult> Set(
        string id, VotePolicyRequest asked, HttpContext context, IOrganisationStore organisation, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!Shape.Id(id) || asked.RequestId is not { Length: > 0 } request || !Moments(asked)
            || await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        var command = new SetVotePolicy(
            actor, request, asked.Version, asked.Allowed, Shape.Short(asked.Reason),
            DateTimeOffset.FromUnixTimeMilliseconds(asked.Since), DateTimeOffset.FromUnixTimeMilliseconds(asked.Until));
        return OfficeRoutes.Done((await grains.GetGrain<IVotePolicyGrain>(id).Set(command)).Refusal);
    }

    // Up to the year 9999, which is what a moment can hold.
    private static bool Moments(VotePolicyRequest asked) => asked is { Since: >= 0 and < 253_402_300_800_000, Until: >= 0 and < 253_402_300_800_000 };
}

/// <summary>The policy as it stands; <paramref name="Version"/> 0: there never was one. <paramref name="MaySet"/>: the caller decides about it.</summary>
public sealed record VotePolicyView(long Version, bool Holds, bool Allowed, string Reason, long? Since, long? Until, bool MaySet);

/// <summary>Body of a decision; moments in Unix milliseconds.</summary>
public sealed record VotePolicyRequest(string? RequestId, long Version, bool Allowed, string? Reason, long Since, long Until);
