using Grains.Gateways;

namespace Grains.Branches;

/// <summary>
/// A node of the tree as a live object: who is online. Nodes report, it counts, watchers are told at most once a
/// second. All of it is live state: after a restart the nodes' next report fills it again. Key: the node id.
/// </summary>
[Alias("branch")]
public interface IBranchGrain : IGrainWithStringKey
{
    /// <summary>A web node's connected members of this node's subtree, as a whole (lease 30 s): repeating it heals what was lost.</summary>
    [Alias("report")]
    Task Report(string node, string[] online);

    /// <summary>Takes or renews a watch (lease 30 s) and answers the present state.</summary>
    [Alias("watch")]
    Task<BranchLive> Watch(string node, IBranchObserver observer);

    [Alias("unwatch")]
    Task Unwatch(string node);

    /// <summary>
    /// Tells the watchers that something on the branch's page has changed; equal notices within a second become one.
    /// </summary>
    [Alias("notice")]
    Task Notice(Notice notice);

    /// <summary>Members online, ordered by id; officers only.</summary>
    [Alias("online"), ReadOnly]
    Task<string[]> Online();

    /// <summary>How many are online, for everyone who sees the page.</summary>
    [Alias("count"), ReadOnly]
    Task<int> Count();
}

/// <summary>A web node's ear on one branch page.</summary>
[Alias("branch-observer")]
public interface IBranchObserver : IGrainObserver
{
    [Alias("changed"), OneWay]
    Task Changed(BranchLive live);

    [Alias("noticed"), OneWay]
    Task Noticed(string branch, Notice[] notices);
}

/// <summary>What a branch page shows live.</summary>
[GenerateSerializer, Immutable, Alias("branch-live")]
public sealed record BranchLive(
    [property: Id(0)] string Node,
    [property: Id(1)] int Online,
    [property: Id(2)] DateTimeOffset At);
