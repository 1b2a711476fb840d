using System.Collections.Concurrent;
using Grains.Branches;
using Grains.Gateways;
using Grains.Organisation;
using Grains.Rules;
using Microsoft.Extensions.Logging;
using Web.Live.Connections;
using Web.Live.Wire;

namespace Web.Live.Node;

/// <summary>
/// Branch pages that are open on this node: one lease per branch, however many watch. A lost word is made good by the
/// next one or by the renewal; when the grain cannot be reached, the page keeps its last figure.
/// </summary>
public sealed partial class BranchWatches(
    LiveOptions options, ILiveGrains grains, IOrganisationStore organisation, ILogger<BranchWatches> logger) : IBranchObserver
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, LiveConnection>> _watchers = new(StringComparer.Ordinal);
    private IBranchObserver? _ear;

    private IBranchObserver Ear => _ear ??= grains.Ear<IBranchObserver>(this);

    /// <summary>Watches a branch; null where it is not there or not for this member.</summary>
    public async Task<BranchLive?> Watch(LiveConnection connection, Actor actor, string node)
    {
        if (await organisation.Node(node, CancellationToken.None) is not { } row
            || (!Rights.Belongs(actor, row.Path) && !Rights.IsOfficerOf(actor, row.Path)))
        {
            return null;
        }

        _watchers.GetOrAdd(node, static _ => new(StringComparer.Ordinal))[connection.Id] = connection;
        return await grains.Branch(node).Watch(options.Node, Ear);
    }

    public void Unwatch(LiveConnection connection, string node)
    {
        if (_watchers.TryGetValue(node, out var watchers))
        {
            watchers.TryRemove(connection.Id, out _);
        }
    }

    public void Unwatch(LiveConnection connection)
    {
        foreach (var watchers in _watchers.Values)
        {
            watchers.TryRemove(connection.Id, out _);
        }
    }

    /// <inheritdoc />
    public Task Changed(BranchLive live)
    {
        if (_watchers.TryGetValue(live.Node, out var watchers) && !watchers.IsEmpty)
        {
            var message = Events.Branch(live);
            foreach (var connection in watchers.Values)
            {
                connection.Push(message);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task Noticed(string branch, Notice[] notices)
    {
        if (_watchers.TryGetValue(branch, out var watchers) && !watchers.IsEmpty)
        {
            foreach (var message in notices.Select(Events.Notice))
            {
                foreach (var connection in watchers.Values)
                {
                    connection.Push(message);
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Renews the leases of branches that are watched and ends those of branches that are not any more.</summary>
    public async Task Renew()
    {
        foreach (var (node, watchers) in _watchers)
        {
            try
            {
                if (!watchers.IsEmpty)
                {
                    await grains.Branch(node).Watch(options.Node, Ear);
                }
                else if (_watchers.TryRemove(KeyValuePair.Create(node, watchers)))
                {
                    await grains.Branch(node).Unwatch(options.Node);
                }
            }
            catch (Exception fault)
            {
                LogRenew(node, fault.GetType().Name);
            }
        }
    }

    [LoggerMessage(EventId = 2401, Level = LogLevel.Warning, Message = "Renewing the watch on {Node} failed: {Fault}")]
    private partial void LogRenew(string node, string fault);
}
