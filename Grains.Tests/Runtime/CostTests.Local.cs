#if !ORLEANS
using Orleans;

namespace Grains.Tests.Runtime;

/// <summary>Gates on bytes, which repeat from run to run as seconds do not. Alone, so that no other test allocates.</summary>
[CollectionDefinition(nameof(CostTests), DisableParallelization = true)]
[Collection(nameof(CostTests))]
[Trait("Category", "Slow")]
public sealed class CostTests(RuntimeFixture runtime) : IClassFixture<RuntimeFixture>
{
    private const int BytesOfCall = 600;
    private const int BytesOfIdleGrain = 1_536;

    [Fact]
    public async Task A_call_allocates_little()
    {
        const int calls = 20_000;
        var grain = runtime.Grains.GetGrain<ICountGrain>("cost-of-a-call");
        await Call();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await Call();
        Assert.InRange((GC.GetTotalAllocatedBytes(precise: true) - before) / calls, 1, BytesOfCall);

        async Task Call()
        {
            for (var made = 0; made < calls; made++)
            {
                await grain.Next();
            }
        }
    }

    [Fact]
    public async Task An_idle_grain_takes_little_memory()
    {
        const int grains = 20_000;
        await Wake("warm", 100);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Wake("idle", grains);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / grains;
        Assert.InRange(each, 1, BytesOfIdleGrain);

        async Task Wake(string name, int count)
        {
            for (var woken = 0; woken < count; woken++)
            {
                await runtime.Grains.GetGrain<ICountGrain>($"{name}-{woken}").Next();
            }
        }
    }
}
#endif
