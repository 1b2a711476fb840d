namespace Storage.Queries;

/// <summary>
/// Time inside, from the marks of one member in order: the union of its intervals, clipped to the session (rules §3).
/// An interval without an end runs to the session's end, or to the last sign of life of a gathering that still runs.
/// </summary>
internal sealed class Intervals(DateTimeOffset from, DateTimeOffset to)
{
    private DateTimeOffset? _since;
    private TimeSpan _inside;

    public DateTimeOffset? FirstIn { get; private set; }

    public DateTimeOffset? LastOut { get; private set; }

    public bool Came => FirstIn is not null;

    public void Add(bool inside, DateTimeOffset at)
    {
        if (inside)
        {
            FirstIn ??= at;
            // A second "in" without an "out" between continues the interval.
            _since ??= at;
        }
        else if (_since is { } since)
        {
            End(since, at);
        }
    }

    /// <summary>Whole seconds inside.</summary>
    public int Finish()
    {
        if (_since is { } since)
        {
            End(since, to > since ? to : since);
        }

        return (int)_inside.TotalSeconds;
    }

    private void End(DateTimeOffset since, DateTimeOffset at)
    {
        var start = since < from ? from : since;
        var end = at > to ? to : at;
        _inside += end > start ? end - start : TimeSpan.Zero;
        LastOut = at;
        _since = null;
    }
}
