namespace Grains.Local;

/// <summary>
/// Runs turns one after the other on the thread pool: started calls, continuations of their awaits, actions.
/// As the current task scheduler of its turns it is where their awaits resume, so a grain never runs twice at
/// once. A turn that never returns stops this queue and no other; a turn that throws is a fault of the runtime.
/// </summary>
#pragma warning disable CA1001 // A task that ran to its end holds nothing to dispose of.
internal abstract class TurnScheduler : TaskScheduler, IThreadPoolWorkItem
#pragma warning restore CA1001
{
    /// <summary>After so many turns the thread goes back to the pool, so that one busy grain starves nobody.</summary>
    private const int TurnsPerSlice = 64;

    private readonly Queue<object> _turns = new();
    private Task? _slice;
    private bool _scheduled;

    /// <summary>Guards the queue, and the state of the subclasses.</summary>
    protected object Gate => _turns;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Queues a turn: a <see cref="Call"/> to start, a <see cref="Task"/> to run or an <see cref="Action"/>.</summary>
    public void Post(object turn)
    {
        lock (_turns)
        {
            _turns.Enqueue(turn);
            if (_scheduled)
            {
                return;
            }

            _scheduled = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>Starts an admitted call; it reports back by itself.</summary>
    protected abstract void Start(Call call);

    // A slice is itself a task of this scheduler: that makes it the current one for all that runs inside.
    void IThreadPoolWorkItem.Execute()
    {
        _slice = new Task(static self => ((TurnScheduler)self!).RunSlice(), this);
        _slice.RunSynchronously(this);
    }

    protected sealed override void QueueTask(Task task) => Post(task);

    protected sealed override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        (task == _slice || (!taskWasPreviouslyQueued && Current == this)) && TryExecuteTask(task);

    protected sealed override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_turns)
        {
            return [.. _turns.OfType<Task>()];
        }
    }

    private void RunSlice()
    {
        for (var done = 0; ; done++)
        {
            object? turn;
            lock (_turns)
            {
                if (_turns.Count == 0)
                {
                    _scheduled = false;
                    return;
                }

                if (done == TurnsPerSlice)
                {
                    break;
                }

                turn = _turns.Dequeue();
            }

            switch (turn)
            {
                case Call call:
                    Start(call);
                    break;
                case Task task:
                    TryExecuteTask(task);
                    break;
                default:
                    ((Action)turn)();
                    break;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
