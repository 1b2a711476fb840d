using Grains.Organisation;

namespace Grains.Statistics;

/// <summary>
/// The counts of the whole tree, in memory, folded from the log of changes: nobody scans a roster to know how many
/// there are. It follows the log every quarter of a second. Answers interleave with the folding and see whole changes
/// only. Key: <see cref="Key"/>.
/// </summary>
[Alias("counts-grain")]
public interface ICountsGrain : IGrainWithStringKey
{
    const string Key = "counts";

    /// <summary>The figures of a node and of those right below it; null where there is no such node.</summary>
    [Alias("read"), AlwaysInterleave, ResponseTimeout(LongCalls.Most)]
    Task<NodeCounts?> Read(string node, Line line);

    /// <summary>Whether the node is one of these or hangs below one of them on the line.</summary>
    [Alias("is-below"), AlwaysInterleave, ResponseTimeout(LongCalls.Most)]
    Task<bool> IsBelow(string node, string[] above, Line line);

    /// <summary>How far the counts are; what they hold is at most this old.</summary>
    [Alias("where"), AlwaysInterleave, ResponseTimeout(LongCalls.Most)]
    Task<CountsPosition> Where();

    /// <summary>Watchers of the node's page are told when its figures change, at most once a second (lease 30 s).</summary>
    [Alias("watch"), AlwaysInterleave]
    Task Watch(string node);

    /// <summary>Something has been committed: fold it now instead of at the next beat. Answers when it is folded.</summary>
    [Alias("poke"), AlwaysInterleave]
    Task Poke();

    /// <summary>
    /// Counts everything anew and compares; the new counts stand from then on. One runs at a time: who asks meanwhile
    /// is told of that one. Answers at once; <see cref="Recounted"/> tells how it goes.
    /// </summary>
    [Alias("recount"), AlwaysInterleave]
    Task<RecountState> Recount();

    /// <summary>The recount that runs or the last that ran; null where none has run since the activation.</summary>
    [Alias("recounted"), AlwaysInterleave]
    Task<RecountState?> Recounted();
}

/// <summary>A position in the log of changes.</summary>
/// <param name="Seq">The last change that is counted.</param>
/// <param name="AsOf">When the log was last read to its end: every change committed before is counted.</param>
/// <param name="Kilobytes">Memory that the counts take, reckoned from the number of nodes.</param>
[GenerateSerializer, Immutable, Alias("counts-position")]
public sealed record CountsPosition(
    [property: Id(0)] long Seq,
    [property: Id(1)] DateTimeOffset AsOf,
    [property: Id(2)] int Nodes,
    [property: Id(3)] int Kilobytes);

/// <summary>A node's figures on one line.</summary>
[GenerateSerializer, Immutable, Alias("node-counts")]
public sealed record NodeCounts(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] NodeKind Kind,
    [property: Id(3)] Line Line,
    [property: Id(4)] CountsPosition Position,
    [property: Id(5)] CountCell[] Cells,
    [property: Id(6)] KindCount[] Kinds,
    [property: Id(7)] ChildCounts[] Children,
    [property: Id(8)] NodeName[] Above);

/// <summary>A node by name.</summary>
[GenerateSerializer, Immutable, Alias("node-name")]
public sealed record NodeName(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name);

/// <summary>A node right below, with its whole subtree.</summary>
/// <param name="Members">The Party's members.</param>
/// <param name="Registered">Those of them whose formal relation is there.</param>
/// <param name="People">Everybody on the rosters, activists, applicants and others among them.</param>
/// <param name="Organisations">Committees, general branches, branches and joint branches.</param>
[GenerateSerializer, Immutable, Alias("child-counts")]
public sealed record ChildCounts(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] NodeKind Kind,
    [property: Id(3)] int Members,
    [property: Id(4)] int Registered,
    [property: Id(5)] int Activists,
    [property: Id(6)] int People,
    [property: Id(7)] int Organisations);

/// <summary>A recount, running or done.</summary>
/// <param name="Progress">0–1; 1: done.</param>
/// <param name="Differences">Figures that differed; 0 is what has to be.</param>
/// <param name="Where">The first nodes with a difference.</param>
/// <param name="Failed">The database could not be read; the counts stand as they were.</param>
[GenerateSerializer, Immutable, Alias("recount-state")]
public sealed record RecountState(
    [property: Id(0)] DateTimeOffset StartedAt,
    [property: Id(1)] DateTimeOffset? EndedAt,
    [property: Id(2)] double Progress,
    [property: Id(3)] long Seq,
    [property: Id(4)] int Nodes,
    [property: Id(5)] int People,
    [property: Id(6)] int Differences,
    [property: Id(7)] string[] Where,
    [property: Id(8)] bool Failed);
