using System.Threading.RateLimiting;
using Grains.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Web.Api;
using Web.Hosting;
using Web.SignIn;

namespace Web.Security;

/// <summary>
/// Bounds all API requests of one session or, before sign-in, of one address, so that a broken or hostile client
/// cannot take the hub from the others. The live socket has limits of its own.
/// </summary>
public static class Throttle
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private const int SecondsInMinute = 60;

    public static void Configure(RateLimiterOptions options, WebSettings settings)
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            settings.RequestsPerMinute <= 0 || !context.Request.Path.StartsWithSegments("/api")
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.GetTokenBucketLimiter(KeyOf(context), _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = settings.RequestsPerMinute,
                    TokensPerPeriod = Math.Max(1, settings.RequestsPerMinute / SecondsInMinute),
                    ReplenishmentPeriod = Second,
                    QueueLimit = 0,
                }));
        options.OnRejected = static async (rejected, _) => await Answers.Write(rejected.HttpContext, Rulebook.TooMany, retryAfter: Second);
    }

    /// <summary>The key of one address: an IPv6 caller holds a /64, so only its upper half counts.</summary>
    public static string AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is null)
        {
            return "unknown";
        }

        return address.IsIPv4MappedToIPv6 || address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6
            ? address.MapToIPv4().ToString()
            : Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
    }

    private static string KeyOf(HttpContext context) =>
        context.User.Identity?.IsAuthenticated == true ? context.User.Session() : AddressOf(context);
}
