using System.Collections.Concurrent;
using Grains.VirtualBranches;
using Grains.Organisation;
using Storage.Queries;

namespace Web.Api;

/// <summary>Who is on a node by category and relation, and the nodes below with their members.</summary>
public sealed record NodeHeads(IReadOnlyList<Headcount> Heads, IReadOnlyList<NodeMembers> Below);

/// <summary>
/// Counts of nodes, read once for everyone who asks at the same time. What was quick to count is counted anew each time;
/// what took long (a province) is believed for a multiple of that, so that its page never costs more than a share of
/// one core.
/// </summary>
public sealed class NodeCounts(NodePageQuery pages, NodeQuery nodes, VirtualBranchQuery virtuals, TimeProvider time)
{
    private const int TrustTimes = 20;
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan TrustMost = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, Held> _held = new(StringComparer.Ordinal);

    public async Task<NodeHeads> OfAsync(NodeRow node)
    {
        if (_held.TryGetValue(node.Id, out var held) && (!held.Reading.IsCompleted || time.GetTimestamp() < held.Until))
        {
            return await held.Reading;
        }

        var started = time.GetTimestamp();
        var mine = new Held(Read(node));
        _held[node.Id] = mine;
        try
        {
            return await mine.Reading;
        }
        finally
        {
            var took = time.GetElapsedTime(started);
            var trust = took < Quick ? TimeSpan.Zero : took * TrustTimes < TrustMost ? took * TrustTimes : TrustMost;
            if (trust == TimeSpan.Zero || !mine.Reading.IsCompletedSuccessfully)
            {
                _held.TryRemove(KeyValuePair.Create(node.Id, mine));
            }
            else
            {
                mine.Until = time.GetTimestamp() + (long)(trust.TotalSeconds * time.TimestampFrequency);
            }
        }
    }

    // Not cancelled with the caller who came first: others wait for it.
    private async Task<NodeHeads> Read(NodeRow node) => Outside.IsOutside(node.Path)
        ? new NodeHeads(await virtuals.HeadcountsAsync(node.Id), [])
        : new NodeHeads(await nodes.HeadcountsAsync(node.Id), await pages.BelowAsync(node.Id));

    private sealed class Held(Task<NodeHeads> reading)
    {
        public Task<NodeHeads> Reading { get; } = reading;
        public long Until { get; set; }
    }
}
