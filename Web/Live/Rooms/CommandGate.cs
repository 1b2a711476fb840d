using Grains.Gatherings;
using Grains.Rules;
using Microsoft.Extensions.Logging;

namespace Web.Live.Rooms;

/// <summary>
/// Brings commands to one gathering: one batch in flight, the next gathers meanwhile, so that a burst costs few calls
/// and a lone command no wait. A batch that fails is sent once more, because every command is idempotent; then its
/// callers are told that the hub is busy. When too many wait, the next is refused at once and memory stays flat.
/// </summary>
public sealed partial class CommandGate(string gathering, string node, Func<IGatheringGrain> grain, ILogger logger)
{
    /// <summary>Commands that may wait for the batch in flight.</summary>
    public const int WaitingMost = 16_384;

    /// <summary>
    /// How long an attempt waits for its answer: a call into a silo that died has none, and by then the gathering opens
    /// again elsewhere. One that was merely slow is answered at the second attempt.
    /// </summary>
    public static readonly TimeSpan AttemptMost = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Queue<Waiter> _waiting = new();
    private bool _running;

    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return !_running;
            }
        }
    }

    public Task<RoomAnswer> Submit(RoomCommand command)
    {
        var waiter = new Waiter(command);
        lock (_gate)
        {
            if (_waiting.Count >= WaitingMost)
            {
                return Task.FromResult(new RoomAnswer(Rulebook.Busy));
            }

            _waiting.Enqueue(waiter);
            if (_running)
            {
                return waiter.Task;
            }

            _running = true;
        }

        _ = Run();
        return waiter.Task;
    }

    private async Task Run()
    {
        // Whoever comes in the same moment joins the first batch.
        await Task.Yield();
        while (Next() is { } batch)
        {
            var answers = await Send(batch);
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i].SetResult(answers is not null && i < answers.Length ? answers[i] : new RoomAnswer(Rulebook.Busy));
            }
        }
    }

    private async Task<RoomAnswer[]?> Send(Waiter[] batch)
    {
        var commands = Array.ConvertAll(batch, static w => w.Command);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            try
            {
                var answers = await grain().Submit(node, commands).WaitAsync(AttemptMost);
                if (attempt > 0 || answers.Length == 0 || Array.Exists(answers, static a => a.Refusal?.Rule != Rulebook.Busy.Rule))
                {
                    return answers;
                }

                // An activation that gave up its place; the next call finds its successor.
            }
            catch (Exception fault)
            {
                LogFailed(gathering, commands.Length, attempt, fault.GetType().Name);
            }
        }

        return null;
    }

    private Waiter[]? Next()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _running = false;
                // A burst must not leave its array behind.
                _waiting = _waiting.EnsureCapacity(0) > RoomLimits.BatchCommands ? new Queue<Waiter>() : _waiting;
                return null;
            }

            var batch = new Waiter[Math.Min(_waiting.Count, RoomLimits.BatchCommands)];
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i] = _waiting.Dequeue();
            }

            return batch;
        }
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "Batch of {Count} to {Gathering} failed at attempt {Attempt}: {Fault}")]
    private partial void LogFailed(string gathering, int count, int attempt, string fault);

    private sealed class Waiter(RoomCommand command) : TaskCompletionSource<RoomAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public RoomCommand Command { get; } = command;
    }
}
