using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Grains.Accounts;
using Microsoft.AspNetCore.Http;

namespace Web.SignIn;

/// <summary>
/// The session cookie: 256 random bits that mean nothing by themselves. The hub keeps only their SHA-256, so a copy of
/// the database opens no session.
/// </summary>
public static class SessionToken
{
    public const string Cookie = "hub-session";
    private const int Bytes = 32;

    /// <summary>A fresh token, base64url.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The session's id: SHA-256 of the token's characters, lower-case hex.</summary>
    public static string IdOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>The id of the session that the request's cookie names; null where there is no well-formed one.</summary>
    public static string? Read(HttpRequest request) =>
        request.Cookies[Cookie] is { Length: 43 } token && Base64Url.IsValid(token) ? IdOf(token) : null;

    public static void Write(HttpContext context, string token) =>
        context.Response.Cookies.Append(Cookie, token, Options(context.Request, AccountLimits.SessionLife));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Cookie, Options(context.Request, null));

    private static CookieOptions Options(HttpRequest request, TimeSpan? life) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        Path = "/",
        MaxAge = life,
        IsEssential = true,
    };
}
