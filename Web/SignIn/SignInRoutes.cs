using Grains.Rules;
using Grains.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Web.Api;
using Web.Api.Views;
using Web.Live.Node;
using Web.Security;

namespace Web.SignIn;

/// <summary>Signing in and out.</summary>
public static class SignInRoutes
{
    private const int DeviceCodePoints = 60;

    public static void MapSignIn(this IEndpointRouteBuilder api)
    {
        api.MapPost("/sign-in", SignIn).AllowAnonymous();
        api.MapPost("/sign-out", SignOut).RequireAuthorization(Caller.EvenMustChange);
    }

    private static async Task<IResult> SignIn(
        SignInRequest asked, HttpContext context, SignInDesk desk, MeReader me, LiveMeter meter, CancellationToken cancellation)
    {
        if (asked.Password is not { Length: > 0 and <= PasswordPolicy.Longest * 2 } password)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        if (RegistrationNumber.Parse(asked.Number, out var number) is { } malformed)
        {
            return Answers.Refused(malformed);
        }

        var device = DeviceName(asked.Device, context.Request);
        var outcome = await desk.TryAsync(Throttle.AddressOf(context), number, password, device, cancellation);
        meter.SignIn(outcome.Refusal?.Rule ?? "ok");
        if (outcome.Refusal is { } refusal)
        {
            return outcome.RetryAfter is { } wait ? Answers.Refused(refusal, wait) : Answers.Refused(refusal);
        }

        SessionToken.Write(context, outcome.Token!);
        return await me.ReadAsync(outcome.Member!, outcome.MustChange, cancellation) is { } view
            ? Answers.Ok(view)
            : Answers.Refused(Rulebook.NotFound);
    }

    private static async Task<IResult> SignOut(
        HttpContext context, SignOutRequest? asked, SessionEnds ends, CancellationToken cancellation)
    {
        var member = context.User.Member();
        await ends.EndAsync(member, asked?.Everywhere == true ? null : context.User.Session());
        SessionToken.Clear(context);
        return Results.NoContent();
    }

    private static string DeviceName(string? told, HttpRequest request)
    {
        var name = PlainText.Clean(told is { Length: > 0 } ? told : Guess(request.Headers.UserAgent.ToString()));
        return string.Concat(name.EnumerateRunes().Take(DeviceCodePoints));
    }

    private static string Guess(string agent) => agent switch
    {
        _ when agent.Contains("MicroMessenger", StringComparison.Ordinal) => "WeChat",
        _ when agent.Contains("iPhone", StringComparison.Ordinal) => "iPhone",
        _ when agent.Contains("iPad", StringComparison.Ordinal) => "iPad",
        _ when agent.Contains("Android", StringComparison.Ordinal) => "Android",
        _ when agent.Contains("Windows", StringComparison.Ordinal) => "Windows",
        _ when agent.Contains("Mac OS", StringComparison.Ordinal) => "Mac",
        _ when agent.Contains("Linux", StringComparison.Ordinal) => "Linux",
        _ => "",
    };
}
