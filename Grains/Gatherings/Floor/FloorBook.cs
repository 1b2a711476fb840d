namespace Grains.Gatherings.Floor;

/// <summary>How long each member has had the floor, pauses left out. Rebuilt from the log.</summary>
internal sealed class FloorBook
{
    private readonly Dictionary<string, TimeSpan> _spoken = [];
    private string? _speaker;
    private DateTimeOffset? _since;

    /// <summary>Whole seconds that the member had the floor in turns that are over.</summary>
    public long SpokenBy(string member) => (long)_spoken.GetValueOrDefault(member).TotalSeconds;

    public void Apply(Entry entry)
    {
        switch (entry.Kind)
        {
            case EntryKind.FloorGiven:
                Stop(entry.At);
                (_speaker, _since) = (entry.Subject, entry.At);
                break;
            case EntryKind.FloorResumed:
                _since = entry.At;
                break;
            case EntryKind.FloorPaused:
                Stop(entry.At);
                break;
            case EntryKind.FloorEnded or EntryKind.Closed:
                Stop(entry.At);
                _speaker = null;
                break;
        }
    }

    private void Stop(DateTimeOffset at)
    {
        if (_speaker is { } speaker && _since is { } since)
        {
            _spoken[speaker] = _spoken.GetValueOrDefault(speaker) + (at - since);
            _since = null;
        }
    }
}
