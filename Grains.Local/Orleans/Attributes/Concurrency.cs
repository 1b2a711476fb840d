// How a class or method may share an activation's turns. Orleans reads the same attributes.

namespace Orleans.Concurrency;

/// <summary>Every call of this grain class may interleave with every other at an await.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;

/// <summary>This method interleaves with any other call, and no call waits for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;

/// <summary>This method changes no state: it interleaves with other read-only methods.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;

/// <summary>The caller does not wait: its task is complete once the call is queued, and failures are only logged.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;

/// <summary>One key may have several activations, which share its calls. Such a grain keeps no state.</summary>
/// <param name="maxLocalWorkers">How many; -1 is one a processor.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatelessWorkerAttribute(int maxLocalWorkers) : Placement.PlacementAttribute
{
    /// <summary>One activation a processor.</summary>
    public StatelessWorkerAttribute() : this(-1)
    {
    }

    internal int Workers => maxLocalWorkers < 1 ? Environment.ProcessorCount : maxLocalWorkers;
}
