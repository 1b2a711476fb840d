using System.Collections.Concurrent;
using Grains.Rules;
using Microsoft.Extensions.Logging;
using Web.Live.Connections;

namespace Web.Live.Node;

/// <summary>
/// Tells each node which of its members are connected here, those of its subtree and those who belong beside their home roster: whole sets, at most once a second where something
/// changed and every ten seconds in any case, so that a lost report heals itself.
/// </summary>
public sealed partial class OnlineReports(LiveOptions options, ILiveGrains grains, ILogger<OnlineReports> logger)
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, byte>> _online = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _changed = new(StringComparer.Ordinal);

    private readonly Dictionary<string, HashSet<string>> _places = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public void Changed(LiveConnection connection, bool online)
    {
        lock (_gate)
        {
            Place(connection.Member, online ? PlacesOf(connection.Actor) : []);
        }
    }

    /// <summary>A connected member's standing was read anew: may belong elsewhere now.</summary>
    public void Refreshed(Actor actor)
    {
        lock (_gate)
        {
            if (_places.ContainsKey(actor.Member))
            {
                Place(actor.Member, PlacesOf(actor));
            }
        }
    }

    private void Place(string member, HashSet<string> now)
    {
        var before = _places.GetValueOrDefault(member) ?? [];
        foreach (var node in before.Where(node => !now.Contains(node)))
        {
            Changed(node, member, online: false);
        }

        foreach (var node in now.Where(node => !before.Contains(node)))
        {
            Changed(node, member, online: true);
        }

        if (now.Count == 0)
        {
            _places.Remove(member);
        }
        else
        {
            _places[member] = now;
        }
    }

    private static HashSet<string> PlacesOf(Actor actor) =>
        [.. actor.Memberships.Select(static m => m.Path).Prepend(actor.Path).SelectMany(static path => path.Split('/', StringSplitOptions.RemoveEmptyEntries))];

    private void Changed(string node, string member, bool online)
    {
        var members = _online.GetOrAdd(node, static _ => new(StringComparer.Ordinal));
        if (online)
        {
            members[member] = 0;
        }
        else
        {
            members.TryRemove(member, out _);
        }

        _changed[node] = 0;
    }

    /// <summary>Reports the branches that changed, or all of them.</summary>
    public async Task Report(bool all)
    {
        foreach (var node in all ? _online.Keys : _changed.Keys)
        {
            _changed.TryRemove(node, out _);
            if (!_online.TryGetValue(node, out var members))
            {
                continue;
            }

            try
            {
                await grains.Branch(node).Report(options.Node, [.. members.Keys]);
                if (members.IsEmpty)
                {
                    _online.TryRemove(KeyValuePair.Create(node, members));
                }
            }
            catch (Exception fault)
            {
                LogReport(node, fault.GetType().Name);
                _changed[node] = 0;
            }
        }
    }

    [LoggerMessage(EventId = 2501, Level = LogLevel.Warning, Message = "Reporting who is online in {Node} failed: {Fault}")]
    private partial void LogReport(string node, string fault);
}
