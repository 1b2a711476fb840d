namespace Grains.Local;

/// <summary>Whom a call lets in beside itself.</summary>
internal enum Sharing : byte
{
    Alone,
    Readers,
    Anyone,
}

/// <summary>Something that runs in a mailbox's turns under its rules: a call, or a tick of a timer.</summary>
internal abstract class Call
{
    public Sharing Sharing { get; set; }

    /// <summary>When it was handed in, by the clock's timestamp.</summary>
    public long Since { get; set; }

    /// <summary>How long its caller waits, in ticks of the clock; null: as long as for any call.</summary>
    public long? Patience { get; init; }

    /// <summary>Whether a grain made it: such calls are served even while the host stops.</summary>
    public bool FromGrain { get; init; }

    /// <summary>The mailbox's list of running calls.</summary>
    public Call? Next { get; set; }

    public Call? Previous { get; set; }

    /// <summary>Whether it keeps the activation from being idle.</summary>
    public virtual bool IsUse => true;

    public virtual bool IsOneWay => false;

    /// <summary>Runs in a turn of <paramref name="box"/>, and tells it when done. Never throws.</summary>
    public abstract Task RunIn(Mailbox box);

    /// <summary>Answers the caller with an error, if nothing answered yet.</summary>
    public abstract void Fail(Exception error);
}

/// <summary>
/// A call of a method that answers with <typeparamref name="T"/>. Errors reach the caller as the very exception
/// that was thrown; a caller that cancels is answered at once, and the method sees its token cancelled in a turn.
/// </summary>
#pragma warning disable CA1001 // The source has neither timer nor wait handle: nothing to dispose of.
internal sealed class Call<T>(GrainMethod method, object?[] arguments) : Call
#pragma warning restore CA1001
{
    // The caller resumes where it awaits, never on the stack of the one who answers.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? _cancel;
    private CancellationTokenRegistration _registration;
    private volatile Mailbox? _box;

    public Task<T> Answer => _answer.Task;

    public override bool IsOneWay => method.IsOneWay;

    public override string ToString() => method.Name;

    public override void Fail(Exception error)
    {
        if (error is OperationCanceledException cancelled)
        {
            _answer.TrySetCanceled(cancelled.CancellationToken);
        }
        else if (!IsOneWay)
        {
            _answer.TrySetException(error);
        }
    }

    /// <summary>Gives the method a token of its own in place of the caller's.</summary>
    public void CancelWith(int argument, CancellationToken token)
    {
        _cancel = new CancellationTokenSource();
        arguments[argument] = _cancel.Token;
        _registration = token.UnsafeRegister(static (call, by) => ((Call<T>)call!).Cancelled(by), this);
    }

    public override async Task RunIn(Mailbox box)
    {
        _box = box;
        T answer = default!;
        Exception? failure = null;
        try
        {
            if (!_answer.Task.IsCompleted)
            {
                answer = await Invoke(box.Body);
            }
        }
        catch (Exception error)
        {
            failure = error;
        }

        // First the mailbox, then the caller: who has an answer finds the grain free, or on its way out.
        _registration.Dispose();
        box.Finished(this, failure);
        if (failure is null)
        {
            _answer.TrySetResult(answer);
        }
        else
        {
            Fail(failure);
        }
    }

    private ValueTask<T> Invoke(object body) => method.Invoke(body, arguments) switch
    {
        Task<T> task => new(task),
        ValueTask<T> task => task,
        Task { IsCompletedSuccessfully: true } or ValueTask { IsCompletedSuccessfully: true } or null => default,
        Task task => Await(task),
        ValueTask task => Await(task.AsTask()),
        var other => throw new NotSupportedException($"{method.Name} returned {other.GetType()}."),
    };

    private static async ValueTask<T> Await(Task task)
    {
        await task;
        return default!;
    }

    private void Cancelled(CancellationToken by)
    {
        _answer.TrySetCanceled(by);
        _box?.Post((Action)_cancel!.Cancel);
    }
}
