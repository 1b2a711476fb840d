using Orleans.Runtime;

namespace Orleans;

/// <summary>What every grain interface extends, through the kind of its key.</summary>
public interface IGrain : IAddressable;

/// <summary>A grain with a string key: the only kind that this product uses.</summary>
public interface IGrainWithStringKey : IGrain;

/// <summary>
/// An object outside the grains that grains can call. The runtime holds it weakly: its owner keeps the
/// object alive, and a call to a collected or deleted one fails with <see cref="ClientNotAvailableException"/>.
/// </summary>
public interface IGrainObserver : IAddressable;

/// <summary>What the runtime needs of a grain class.</summary>
public interface IGrainBase
{
    /// <summary>The activation that this object is the body of.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Called before the first call; when it fails, the waiting calls fail with it.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Called after the last call; what it throws is logged.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
