#if !ORLEANS
using Grains.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace Grains.Tests.Runtime;

/// <summary>The grains of this assembly under the runtime in one process, on a clock of their own.</summary>
public sealed class RuntimeFixture : IAsyncLifetime
{
    private const int TimersOfTheRuntime = 1;
    private static readonly TimeSpan TimePassedMost = TimeSpan.FromSeconds(10);

    private readonly ServiceProvider _services = new ServiceCollection()
        .AddSingleton<TimeProvider>(new FakeClock())
        .AddLocalGrains(static options => options.Assemblies.Add(typeof(RuntimeFixture).Assembly))
        .BuildServiceProvider();

    internal FakeClock Clock => (FakeClock)_services.GetRequiredService<TimeProvider>();

    internal IGrainFactory Grains => _services.GetRequiredService<IGrainFactory>();

    /// <summary>Collects every grain that is idle.</summary>
    internal Task CollectIdle()
    {
        Clock.Advance(LocalGrainsOptions.DefaultIdleAge + LocalGrainsOptions.DefaultCollectionQuantum);
        return Task.CompletedTask;
    }

    /// <summary>Lets so much time pass, once.</summary>
    internal void PassTime(TimeSpan step) => Clock.Advance(step);

    /// <summary>
    /// Lets time pass, in steps of a timer's period, until something happens; no further than what leaves a call that is
    /// held its answer.
    /// </summary>
    internal async Task PassTimeUntil(Task happened, TimeSpan step)
    {
        for (var passed = TimeSpan.Zero; !happened.IsCompleted && passed < TimePassedMost; passed += step)
        {
            await Task.WhenAny(happened, Clock.Armed(TimersOfTheRuntime + 1));
            if (!happened.IsCompleted)
            {
                Clock.Advance(step);
                // What fell due is queued by now: behind it, lest time run ahead of the ticks and calls time out.
                await Task.Run(static () => { });
            }
        }

        await happened.WaitAsync(Probe.Patience);
    }

    public Task InitializeAsync() => Host().StartAsync(default);

    // On a clock that stands still no call times out: a grain that never ends has to fail its tests, not hang them.
    public async Task DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Probe.Patience);
        await StopAsync(patience.Token);
        await _services.DisposeAsync();
        Assert.False(patience.IsCancellationRequested, "A grain did not leave: see what still runs or waits in it.");
    }

    internal Task StopAsync(CancellationToken patience) => Host().StopAsync(patience);

    private IHostedService Host() => _services.GetServices<IHostedService>().Single();
}
#endif
