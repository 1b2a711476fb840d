using Orleans;
using Orleans.Storage;

namespace Grains.Tests.Runtime;

public sealed class StateTests(RuntimeFixture runtime) : IClassFixture<RuntimeFixture>
{
    private readonly string _key = $"s-{Guid.NewGuid():N}";

    private IStateGrain Grain => runtime.Grains.GetGrain<IStateGrain>(_key);

    [Fact]
    public async Task What_was_written_is_there_after_the_grain_was_collected()
    {
        Assert.False(await Grain.Exists());
        await Grain.Write("kept");
        await runtime.CollectIdle();
        await Probe.Of(_key).Saw("deactivated");
        Assert.True(await Grain.Exists());
        Assert.Equal("kept", await Grain.Read());
    }

    [Fact]
    public async Task What_was_cleared_is_gone_and_can_be_written_again()
    {
        await Grain.Write("first");
        await Grain.Clear();
        Assert.False(await Grain.Exists());
        Assert.Equal("", await Grain.Read());
        await Grain.Write("second");
        Assert.Equal("second", await Grain.Read());
    }

    [Fact]
    public async Task A_write_over_a_newer_document_is_refused_and_the_stale_grain_leaves()
    {
        await Grain.Write("mine");
        await runtime.Overwrite("runtime-tests", _key);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.Write("too late"));
        await Probe.Of(_key).Saw("deactivated");
        Assert.Equal("mine", await Grain.Read());
        await Grain.Write("in time");
    }
}
