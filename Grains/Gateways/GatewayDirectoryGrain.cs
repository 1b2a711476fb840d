using Grains.Time;

namespace Grains.Gateways;

/// <summary>Knows the web nodes that are up. All of it is live state: after a restart each node registers again within ten seconds.</summary>
[KeepAlive]
internal sealed class GatewayDirectoryGrain(TimeProvider clock) : Grain, IGatewayDirectoryGrain
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, (IGatewayObserver Gateway, DateTimeOffset Until)> _gateways = [];

    public Task Register(string node, IGatewayObserver gateway)
    {
        _gateways[node] = (gateway, clock.Now() + Lease);
        return Task.CompletedTask;
    }

    public Task Leave(string node)
    {
        _gateways.Remove(node);
        return Task.CompletedTask;
    }

    public Task Announce(GatheringNews news)
    {
        foreach (var gateway in Up())
        {
            gateway.News(news).Ignore();
        }

        return Task.CompletedTask;
    }

    public Task Tell(string member, MemberPush push, string[] known)
    {
        DropLate();
        foreach (var (node, (gateway, _)) in _gateways)
        {
            if (!known.Contains(node, StringComparer.Ordinal))
            {
                push.To(gateway, member);
            }
        }

        return Task.CompletedTask;
    }

    public Task Revoke(string member, string[] sessions)
    {
        foreach (var gateway in Up())
        {
            gateway.Revoked(member, sessions).Ignore();
        }

        return Task.CompletedTask;
    }

    private IEnumerable<IGatewayObserver> Up()
    {
        DropLate();
        return _gateways.Values.Select(g => g.Gateway);
    }

    private void DropLate()
    {
        var now = clock.Now();
        foreach (var node in _gateways.Where(g => g.Value.Until < now).Select(g => g.Key).ToList())
        {
            _gateways.Remove(node);
        }
    }
}
