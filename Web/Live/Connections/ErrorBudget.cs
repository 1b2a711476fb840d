namespace Web.Live.Connections;

/// <summary>Counts what one client does wrong, and how much it sends at all, in windows of five seconds.</summary>
public sealed class ErrorBudget(TimeProvider time)
{
    /// <summary>Errors in a window before the connection is closed with <c>too-many-errors</c>.</summary>
    public const int ErrorsMost = 20;
    /// <summary>Messages of any kind in a window; more is a flood and treated like too many errors.</summary>
    public const int MessagesMost = 500;
    public const long WindowMilliseconds = 5_000;

    private readonly Lock _gate = new();
    private long _windowAt = long.MinValue / 2;
    private int _errors;
    private int _messages;

    public bool IsSpent { get; private set; }

    public bool Error() => Add(errors: 1, messages: 0);

    public bool Message() => Add(errors: 0, messages: 1);

    /// <summary>Counts; true from the moment that the budget is spent.</summary>
    private bool Add(int errors, int messages)
    {
        lock (_gate)
        {
            var now = time.Milliseconds();
            if (now - _windowAt >= WindowMilliseconds)
            {
                (_windowAt, _errors, _messages) = (now, 0, 0);
            }

            _errors += errors;
            _messages += messages;
            return IsSpent |= _errors >= ErrorsMost || _messages > MessagesMost;
        }
    }
}
