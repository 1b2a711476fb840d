using System.Security.Claims;

namespace Web.SignIn;

/// <summary>What a request's session says of its caller. Standing and offices are read anew for each decision, never kept in a claim.</summary>
public static class Caller
{
    public const string Scheme = "hub-session";

    /// <summary>Policy of routes that a session may call which has to set a new password first.</summary>
    public const string EvenMustChange = "even-must-change";

    internal const string MemberClaim = "member";
    internal const string SessionClaim = "session";
    internal const string MustChangeClaim = "must-change";
    internal const string ExpiresClaim = "expires";

    /// <summary>The member id.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the route lacks its policy.</exception>
    public static string Member(this ClaimsPrincipal user) =>
        user.FindFirstValue(MemberClaim) ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>The session's id (the hash of its token).</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the route lacks its policy.</exception>
    public static string Session(this ClaimsPrincipal user) =>
        user.FindFirstValue(SessionClaim) ?? throw new InvalidOperationException("Nobody is signed in.");

    public static bool MustChange(this ClaimsPrincipal user) => user.HasClaim(static c => c.Type == MustChangeClaim);

    /// <summary>When the session ends by itself.</summary>
    public static DateTimeOffset SessionExpires(this ClaimsPrincipal user) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.TryParse(user.FindFirstValue(ExpiresClaim), out var at) ? at : 0);
}
