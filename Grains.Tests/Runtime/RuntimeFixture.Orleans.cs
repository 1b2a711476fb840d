#if ORLEANS
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
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

    /// <summary>Writes the grain's document behind its back.</summary>
    internal async Task Overwrite(string state, string key)
    {
        var store = _cluster!.GetSiloServiceProvider().GetRequiredKeyedService<IGrainStorage>("documents");
        var stored = new GrainState<Note>();
        var id = Grains.GetGrain<IStateGrain>(key).GetGrainId();
        await store.ReadStateAsync(state, id, stored);
        await store.WriteStateAsync(state, id, stored);
    }

    public Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo(static (_, silo) => silo.AddMemoryGrainStorage("documents"));
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
