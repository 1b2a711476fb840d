using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Silo.Hosting;

namespace Web.Tests.Commands;

public sealed class ClockPokerTests
{
    [Fact]
    public async Task It_pokes_at_every_tick_never_twice_at_once_and_survives_failures()
    {
        var time = new Ticker();
        var poked = Channel.CreateUnbounded<TaskCompletionSource>();
        using var poker = new ClockPoker(
            () =>
            {
                var poke = new TaskCompletionSource();
                poked.Writer.TryWrite(poke);
                return poke.Task;
            },
            time,
            NullLogger<ClockPoker>.Instance);
        await poker.StartAsync(CancellationToken.None);
        await time.Started;

        time.Tick();
        var first = await poked.Reader.ReadAsync();
        time.Tick();
        Assert.False(poked.Reader.TryRead(out _));
        first.SetException(new TimeoutException());
        var second = await poked.Reader.ReadAsync();
        second.SetResult();
        time.Tick();
        Assert.NotNull(await poked.Reader.ReadAsync());

        await poker.StopAsync(CancellationToken.None);
        Assert.True(poker.ExecuteTask!.IsCompletedSuccessfully);
    }

    /// <summary>A clock whose timers fire when told.</summary>
    private sealed class Ticker : TimeProvider
    {
        private readonly TaskCompletionSource _started = new();
        private TimerCallback? _callback;
        private object? _state;

        /// <summary>The timer was made; a background service starts on a thread of its own.</summary>
        public Task Started => _started.Task;

        public void Tick() => _callback!(_state);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(ClockPoker.Period, period);
            (_callback, _state) = (callback, state);
            _started.SetResult();
            return new Handle();
        }

        private sealed class Handle : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
