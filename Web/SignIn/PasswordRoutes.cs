using Grains.Accounts;
using Grains.Rules;
using Grains.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api;
using Web.Api.Views;
using Web.Security;

namespace Web.SignIn;

/// <summary>Setting a new password. The current one is asked for again, and guessing it counts towards the lock.</summary>
public static class PasswordRoutes
{
    public static void MapPassword(this IEndpointRouteBuilder api) =>
        api.MapPost("/password", Change).RequireAuthorization(Caller.EvenMustChange);

    private static async Task<IResult> Change(
        PasswordRequest asked,
        HttpContext context,
        ProfileQuery profiles,
        IAccountStore accounts,
        IGrainFactory grains,
        Passwords passwords,
        SignInThrottle throttle,
        SessionEnds ends,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        if (asked is not { Current: { Length: > 0 and <= PasswordPolicy.Longest * 2 } current, Next: { Length: > 0 } next })
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        var member = context.User.Member();
        if (throttle.Count(Throttle.AddressOf(context), member) is { } wait)
        {
            return Answers.Refused(Rulebook.SignInTooMany, wait);
        }

        using var turn = await throttle.TurnAsync(cancellation);
        if (!turn.IsAcquired)
        {
            return Answers.Refused(Rulebook.Busy);
        }

        var credential = await accounts.Load(member, cancellation);
        var account = grains.GetGrain<IAccountGrain>(member);
        if (credential?.LockedUntil > clock.Now())
        {
            return Answers.Refused(Rulebook.SignInLocked, credential.LockedUntil.Value - clock.Now());
        }

        if (!passwords.Check(credential, current).Right)
        {
            await account.Failed();
            return Answers.Refused(Rulebook.PasswordWrong);
        }

        var profile = await profiles.OfAsync(member, clock.Now(), cancellation);
        if (PasswordPolicy.Check(next, current, profile?.Number ?? "") is { } weak)
        {
            return Answers.Refused(weak);
        }

        await ends.ChangeAsync(member, passwords.Hash(next), context.User.Session());
        return Results.NoContent();
    }
}
