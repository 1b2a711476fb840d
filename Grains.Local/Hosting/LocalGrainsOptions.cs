using System.Reflection;

namespace Grains.Local;

/// <summary>How the grains of this process are run.</summary>
public sealed class LocalGrainsOptions
{
    /// <summary>How long a grain without calls stays, unless its class says otherwise.</summary>
    public static readonly TimeSpan DefaultIdleAge = TimeSpan.FromMinutes(15);

    /// <summary>How often idle grains and late calls are looked for.</summary>
    public static readonly TimeSpan DefaultCollectionQuantum = TimeSpan.FromSeconds(10);

    /// <summary>How long a caller waits for an answer.</summary>
    public static readonly TimeSpan DefaultResponseTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long a grain may take to leave.</summary>
    public static readonly TimeSpan DeactivationTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The assemblies whose grain classes are served.</summary>
    public IList<Assembly> Assemblies { get; } = [];

    /// <summary>Default 15 min; <see cref="Timeout.InfiniteTimeSpan"/> keeps all grains, and their memory.</summary>
    public TimeSpan IdleAge { get; set; } = DefaultIdleAge;

    /// <summary>Default 10 s; both ages and timeouts are met within one quantum. Infinite means never.</summary>
    public TimeSpan CollectionQuantum { get; set; } = DefaultCollectionQuantum;

    /// <summary>Default 30 s; the outcome of a call that timed out is unknown.</summary>
    public TimeSpan ResponseTimeout { get; set; } = DefaultResponseTimeout;
}
