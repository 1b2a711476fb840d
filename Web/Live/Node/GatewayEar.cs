using Grains.Consultations;
using Grains.Gateways;
using Grains.Points;
using Web.Live.Connections;
using Web.Live.Sockets;
using Web.Live.Wire;

namespace Web.Live.Node;

/// <summary>
/// What grains tell this node: points for a member, news of a gathering, sessions that ended. Each is carried to the
/// member's own connections. What is lost here is replayed at Hello or read again.
/// </summary>
public sealed class GatewayEar(HubConnections connections, ActorReader actors, OnlineReports online, LiveBoard board, SessionWatch watch) : IGatewayObserver
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
    public async Task Noticed(string member, Notice notice)
    {
        var devices = connections.Of(member);
        if (devices.Length == 0)
        {
            actors.Forget(member);
            return;
        }

        await Refresh(member, devices);
        var message = Events.Notice(notice);
        foreach (var device in devices)
        {
            device.Push(message);
        }
    }

    /// <inheritdoc />
    public Task News(GatheringNews news)
    {
        // First, so that a connection made from here on reads anew, and one made before is pushed to below.
        board.Forget();
        var only = news.Only is { } some ? new HashSet<string>(some, StringComparer.Ordinal) : null;
        var encoded = new Dictionary<Mine, ReadyMessage>();
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

    // What changed may be where the member belongs: the next summons, and who counts as online, follow from it.
    private async Task Refresh(string member, LiveConnection[] devices)
    {
        try
        {
            if (await actors.Again(member) is { } actor)
            {
                foreach (var device in devices)
                {
                    device.Actor = actor;
                }

                online.Refreshed(actor);
            }
        }
        catch (Exception)
        {
            // The database is away: the standing read before goes on, as everywhere.
        }
    }

    /// <inheritdoc />
    public Task Revoked(string member, string[] sessions)
    {
        watch.Revoked(member, sessions);
        return Task.CompletedTask;
    }
}
