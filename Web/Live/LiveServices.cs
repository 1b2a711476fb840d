using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Storage.Queries;
using Web.Live.Connections;
using Web.Live.Node;
using Web.Live.Rooms;
using Web.Live.Wire;
using Web.Media;

namespace Web.Live;

/// <summary>Wires the live path: everything between a grain's frame and a socket.</summary>
public static class LiveServices
{
    public const int InboundFrameMost = 32 * 1024;
    public static readonly TimeSpan HandshakeMost = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan SilenceMost = TimeSpan.FromSeconds(30);
    /// <summary>Calls of one client that run at once: one that waits for a commit does not hold up a Replay.</summary>
    public const int CallsAtOnce = 4;
    /// <summary>Bytes that may wait for a slow socket before a write counts as busy.</summary>
    public const int OutboundWaiting = 64 * 1024;

    /// <summary>Needs the grain factory, AddHubStorage and TimeProvider.</summary>
    public static IServiceCollection AddHubLive(this IServiceCollection services, Action<LiveOptions>? configure = null)
    {
        services.AddOptions<LiveOptions>().Configure(o => configure?.Invoke(o));
        services.AddSingleton(p => p.GetRequiredService<IOptions<LiveOptions>>().Value);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RunningSessionsQuery>();
        services.TryAddSingleton<ILiveGrains, LiveGrains>();
        services.AddPictures();
        services.AddSingleton<LiveMeter>();
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
        services.AddSingleton<GatewayEar>();
        services.AddSingleton<HubGuard>();
        services.AddHostedService<GatewayNode>();
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
        var hub = endpoints.MapHub<ActivityHub>(path, static socket =>
        {
            socket.Transports = HttpTransportType.WebSockets;
            socket.TransportMaxBufferSize = OutboundWaiting;
            socket.ApplicationMaxBufferSize = InboundFrameMost * 2;
            socket.WebSockets.CloseTimeout = TimeSpan.FromSeconds(1);
            socket.AllowStatefulReconnects = false;
        });
        hub.Add(static endpoint =>
        {
            if (endpoint.RequestDelegate is { } next)
            {
                endpoint.RequestDelegate = context => Admit(context, next);
            }
        });
        return hub;
    }

    private static Task Admit(HttpContext context, RequestDelegate next)
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

        return next(context);
    }
}
