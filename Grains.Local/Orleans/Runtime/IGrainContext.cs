namespace Orleans.Runtime;

/// <summary>What can be addressed by a call: grains, observers, references to either.</summary>
public interface IAddressable;

/// <summary>A grain as the runtime sees it: one activation.</summary>
public interface IGrainContext
{
    /// <summary>A reference to the grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>Which grain.</summary>
    GrainId GrainId { get; }

    /// <summary>The grain object, once it is made.</summary>
    object? GrainInstance { get; }

    /// <summary>The services of this activation's scope.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Completes when the activation is gone.</summary>
    Task Deactivated { get; }

    /// <summary>Begin to deactivate, once the running calls are done.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}

/// <summary>Whose turn it is.</summary>
public static class RuntimeContext
{
    /// <summary>The activation whose turn this code runs in, or null outside grains.</summary>
    public static IGrainContext? Current => TaskScheduler.Current as IGrainContext;
}
