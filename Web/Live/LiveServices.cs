using System.Diagnostics.Metrics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Storage.Queries;
using Web.Live.Connections;
using Web.Live.Node;
using Web.Live.Rooms;
using Web.Live.Sockets;
using Web.Live.Wire;
using Web.Media;
using Web.Telemetry;

namespace Web.Live;

/// <summary>Wires the live path: everything between a grain's frame and a socket.</summary>
public static class LiveServices
{
    public const int InboundFrameMost = 32 * 1024;
    public static readonly TimeSpan HandshakeMost = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan SilenceMost = TimeSpan.FromSeconds(30);
    /// <summary>A socket that asks for nothing is closed after this; also between two requests.</summary>
    public static readonly TimeSpan SilentMost = TimeSpan.FromSeconds(12);
    /// <summary>A request's headers are whole within this.</summary>
    public static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);
    /// <summary>Calls of one client that run at once: one that waits for a commit does not hold up a Replay.</summary>
    public const int CallsAtOnce = 4;
    /// <summary>Bytes that may wait for a slow socket before a write counts as busy.</summary>
    public const int OutboundWaiting = 64 * 1024;

    /// <summary>Needs the grain factory, AddHubStorage and TimeProvider.</summary>
    public static IServiceCollection AddHubLive(this IServiceCollection services, Action<LiveOptions>? configure = null)
    {
        services.AddOptions<LiveOptions>().BindConfiguration("Live").Configure(o => configure?.Invoke(o));
        services.AddSingleton(p => p.GetRequiredService<IOptions<LiveOptions>>().Value);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RunningSessionsQuery>();
        services.TryAddSingleton<ILiveGrains, LiveGrains>();
        services.AddPictures();
        services.AddMetrics();
        services.AddSingleton<LiveMeter>(static p => new LiveMeter(p.GetRequiredService<IMeterFactory>()));
        services.AddSingleton(static p => ActivatorUtilities.CreateInstance<RelayServices>(p, p.GetRequiredService<LiveOptions>().Node));
        services.AddSingleton<RelayDirectory>();
        services.AddSingleton<ActorReader>();
        services.AddSingleton<LiveBoard>();
        services.AddSingleton<HubConnections>();
        services.AddSingleton<HubLifetimeManager<ActivityHub>>(static p => p.GetRequiredService<HubConnections>());
        services.AddSingleton<Attachments>();
        services.AddSingleton<OnlineReports>();
        services.AddSingleton<BranchWatches>();
        services.AddSingleton<SessionWatch>();
        services.AddSingleton<MetricBoard>();
        services.AddSingleton<NodeFigures>();
        services.AddSingleton<GatewayEar>();
        services.AddSingleton<HubGuard>();
        services.AddSingleton<LiveSockets>();
        services.AddSingleton<Admission>();
        services.AddHostedService<GatewayNode>();
        services.Configure<KestrelServerOptions>(static server =>
        {
            server.Limits.MaxResponseBufferSize = OutboundWaiting;
            server.Limits.KeepAliveTimeout = SilentMost;
            server.Limits.RequestHeadersTimeout = HeadersWithin;
        });
        // A frame is sent by the thread that wrote it: handing it to another costs more than sending it. Whatever runs
        // on a connection must therefore not block, which holds for all that hangs on a hub.
        services.Configure<SocketTransportOptions>(static sockets => sockets.UnsafePreferInlineScheduling = true);
        services.AddSignalR(static hub =>
        {
            hub.EnableDetailedErrors = false;
            hub.HandshakeTimeout = HandshakeMost;
            hub.KeepAliveInterval = KeepAlive;
            hub.ClientTimeoutInterval = SilenceMost;
            hub.MaximumReceiveMessageSize = InboundFrameMost;
            hub.MaximumParallelInvocationsPerClient = CallsAtOnce;
            hub.StreamBufferCapacity = 1;
            hub.DisableImplicitFromServicesParameters = true;
        })
        .AddHubOptions<ActivityHub>(static hub => hub.AddFilter<HubGuard>())
        .AddJsonProtocol(static json =>
        {
            json.PayloadSerializerOptions.Converters.Add(new HubAnswerConverter());
            json.PayloadSerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        return services;
    }

    /// <summary>Maps the hub; who is not signed in, or has to set a password first, gets no socket.</summary>
    public static IEndpointConventionBuilder MapHubLive(this IEndpointRouteBuilder endpoints, string path = "/hub")
    {
        // Requests are counted per caller; a socket has limits of its own (Admission, ErrorBudget) and would hold what counts it.
        return endpoints.Map(path, Admit).DisableRateLimiting();
    }

    private static Task Admit(HttpContext context)
    {
        var user = context.User;
        if (user.FindFirst(HubConnections.MemberClaim) is null || user.FindFirst(HubConnections.SessionClaim) is null)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        if (user.HasClaim(static c => c.Type == HubConnections.MustChangeClaim))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return context.RequestServices.GetRequiredService<LiveSockets>().ServeAsync(context);
    }
}
