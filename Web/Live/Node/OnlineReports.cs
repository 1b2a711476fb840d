using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Web.Live.Connections;

namespace Web.Live.Node;

/// <summary>
/// Tells each node of the tree which members of its subtree are connected here: whole sets, at most once a second where something
/// changed and every ten seconds in any case, so that a lost report heals itself.
/// </summary>
public sealed partial class OnlineReports(LiveOptions options, ILiveGrains grains, ILogger<OnlineReports> logger)
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, byte>> _online = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _changed = new(StringComparer.Ordinal);

    public void Changed(LiveConnection connection, bool online)
    {
        foreach (var node in connection.Actor.Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            Changed(node, connection.Member, online);
        }
    }

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
