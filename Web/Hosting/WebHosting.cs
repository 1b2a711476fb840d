using Grains.Time;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Web.Api;
using Web.Live;
using Web.Live.Sockets;
using Web.Media;
using Web.Operate;
using Web.Security;
using Web.SignIn;

namespace Web.Hosting;

/// <summary>
/// Brings the web node into a host: beside the grains in one process, or alone as a gateway of a cluster. It needs from
/// the host an <c>IGrainFactory</c>, the storage's services and, where it differs, a <see cref="TimeProvider"/>.
/// </summary>
public static class WebHosting
{
    /// <summary>Most bytes of a request body; only pictures may be larger.</summary>
    private const long BodyMost = 64 * 1024;
    private const int HeadersMost = 16 * 1024;
    /// <summary>How long a connection may stay without a request, or with half of one.</summary>
    private static readonly TimeSpan IdleMost = TimeSpan.FromSeconds(12);

    public static IServiceCollection AddHubWeb(this IServiceCollection services, WebSettings settings)
    {
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HubCalendar>();
        services.AddRouting();
        services.AddSingleton<ClientFiles>();
        services.AddSingleton<HubReadiness>();
        services.AddHubSignIn();
        services.AddHubApi();
        services.AddHubLive(live => live.Node = settings.Node);
        services.AddQuietLogs();
        services.AddRateLimiter(options => Throttle.Configure(options, settings));
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(static options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Clear();
            options.SerializerOptions.TypeInfoResolverChain.Add(ApiJson.Default);
            foreach (var converter in ApiJson.Default.Options.Converters)
            {
                options.SerializerOptions.Converters.Add(converter);
            }
        });
        services.Configure<KestrelServerOptions>(static options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = BodyMost;
            options.Limits.MaxRequestHeadersTotalSize = HeadersMost;
            options.Limits.RequestHeadersTimeout = IdleMost;
            options.Limits.KeepAliveTimeout = IdleMost;
        });
        return services;
    }

    // Below "warning" ASP.NET writes addresses as they were typed, and SignalR the arguments of calls: what people said.
    private static void AddQuietLogs(this IServiceCollection services) =>
        services.PostConfigure<LoggerFilterOptions>(static log => log.Rules.Add(new LoggerFilterRule(
            null, "Microsoft.AspNetCore", log.MinLevel > LogLevel.Warning ? log.MinLevel : LogLevel.Warning, null)));

    private static void AddHubSignIn(this IServiceCollection services)
    {
        services.AddSingleton<Passwords>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<PhantomLocks>();
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<SessionCache>();
        services.AddSingleton<SessionTouch>();
        services.AddSingleton<SessionEnds>();
        services.AddAuthentication(Caller.Scheme)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(Caller.Scheme, null);
        var settled = new AuthorizationPolicyBuilder(Caller.Scheme)
            .RequireAuthenticatedUser()
            .RequireAssertion(static context => !context.User.MustChange())
            .Build();
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(settled)
            .SetFallbackPolicy(settled)
            .AddPolicy(Caller.EvenMustChange, static policy => policy.RequireAuthenticatedUser());
    }

    /// <summary>Puts what guards every request into the pipeline; call before <see cref="MapHubWeb"/>.</summary>
    public static void UseHubWeb(this IApplicationBuilder app)
    {
        var settings = app.ApplicationServices.GetRequiredService<WebSettings>();
        if (settings.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders(Forwarded(settings));
        }

        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<Faults>();
        app.UseMiddleware<OwnOrigin>();
        app.UseMiddleware<AdmissionGate>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
    }

    /// <summary>Maps the API, the live hub, health and the client's pages.</summary>
    public static void MapHubWeb(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealth();
        endpoints.MapMetrics();
        endpoints.MapHubApi();
        endpoints.MapHubLive();
        endpoints.MapFallback("{**page}", static (HttpContext context, ClientFiles files) => files.Serve(context)).AllowAnonymous();
    }

    private static ForwardedHeadersOptions Forwarded(WebSettings settings)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = settings.TrustedProxies.Count,
        };
        options.KnownProxies.Clear();
        foreach (var proxy in settings.TrustedProxies)
        {
            options.KnownProxies.Add(proxy);
        }

        return options;
    }
}
