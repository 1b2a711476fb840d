#if ORLEANS
using Orleans;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Grains.Tests.Runtime;

/// <summary>The grains of this assembly on an Orleans silo inside the test process, on the real clock.</summary>
public sealed class RuntimeFixture : IAsyncLifetime
{
    private InProcessTestCluster? _cluster;

    internal IGrainFactory Grains => _cluster!.Client;

    /// <summary>Collects every grain that is idle.</summary>
    internal Task CollectIdle() =>
        Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    /// <summary>Time passes by itself.</summary>
#pragma warning disable CA1822 // The other runtime's clock is a member.
    internal Task PassTimeUntil(Task happened, TimeSpan step) => happened.WaitAsync(Probe.Patience);

    internal void PassTime(TimeSpan step)
    {
        // It passes by itself.
    }
#pragma warning restore CA1822

    public Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        _cluster = builder.Build();
        return _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster!.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }
}
#endif
