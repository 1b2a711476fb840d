using System.Security.Claims;
using System.Text.Encodings.Web;
using Grains.Rules;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Web.Api;

namespace Web.SignIn;

/// <summary>
/// Knows a caller by the session cookie. A page that cannot be answered for want of a session gets 401, one that has
/// to wait for a new password 403; both as refusals, never as a redirect.
/// </summary>
public sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    SessionCache sessions,
    SessionTouch touch) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SessionToken.Read(Request) is not { } id || await sessions.FindAsync(id, Context.RequestAborted) is not { } session)
        {
            return AuthenticateResult.NoResult();
        }

        touch.Seen(session);
        List<Claim> claims =
        [
            new(Caller.MemberClaim, session.Member),
            new(ClaimTypes.NameIdentifier, session.Member),
            new(Caller.SessionClaim, session.Id),
            new(Caller.ExpiresClaim, $"{session.ExpiresAt.ToUnixTimeMilliseconds()}"),
        ];
        if (session.MustChange)
        {
            claims.Add(new Claim(Caller.MustChangeClaim, "true"));
        }

        var identity = new ClaimsIdentity(claims, Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Answers.Write(Context, Rulebook.NotSignedIn);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Answers.Write(Context, Context.User.MustChange() ? Rulebook.PasswordMustChange : Rulebook.NotFound);
}
