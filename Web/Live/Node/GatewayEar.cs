using Grains.Consultations;
using Grains.Gateways;
using Grains.Points;
using Microsoft.AspNetCore.SignalR;
using Web.Live.Connections;
using Web.Live.Wire;

namespace Web.Live.Node;

/// <summary>
/// What grains tell this node: points for a member, news of a gathering, sessions that ended. Each is carried to the
/// member's own connections. What is lost here is replayed at Hello or read again.
/// </summary>
public sealed class GatewayEar(HubConnections connections, SessionWatch watch, ActorReader actors) : IGatewayObserver
{
    /// <inheritdoc />
    public Task Points(string member, PointsPush[] pushes)
    {
        var devices = connections.Of(member);
        foreach (var push in devices.Length == 0 ? [] : pushes)
        {
            var message = Events.Points(push);
            foreach (var device in devices)
            {
                device.Push(message);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task Consulted(string member, ConsultationPush push)
    {
        var devices = connections.Of(member);
        if (devices.Length > 0)
        {
            var message = Events.Consultation(push, member);
            foreach (var device in devices)
            {
                device.Push(message);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task Noticed(string member, Notice notice)
    {
        if (notice.Kind == NoticeKinds.Me)
        {
            actors.Forget(member);
        }

        var devices = connections.Of(member);
        if (devices.Length > 0)
        {
            var message = Events.Notice(notice);
            foreach (var device in devices)
            {
                device.Push(message);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task News(GatheringNews news)
    {
        var only = news.Only is { } some ? new HashSet<string>(some, StringComparer.Ordinal) : null;
        var encoded = new Dictionary<Mine, SerializedHubMessage>();
        foreach (var connection in connections.All)
        {
            if (NewsScope.Of(news.Gathering.Charter, connection.Actor) is not { } mine
                || (only is not null && !only.Contains(connection.Member) && !mine.Officer))
            {
                continue;
            }

            if (!encoded.TryGetValue(mine, out var message))
            {
                encoded.Add(mine, message = Events.News(news, mine));
            }

            connection.Push(message);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task Revoked(string member, string[] sessions)
    {
        watch.Revoked(member, sessions);
        return Task.CompletedTask;
    }
}
