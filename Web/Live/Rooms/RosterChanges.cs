using Grains.Gatherings;

namespace Web.Live.Rooms;

/// <summary>
/// Roster lines that changed, the latest of each member, numbered by change: an officer's connection holds the number
/// it has seen and gets what came after, however long it was busy. Not thread-safe: its room's lock is its guard.
/// </summary>
public sealed class RosterChanges
{
    /// <summary>Lines in one event.</summary>
    public const int LinesMost = 200;

    private readonly Dictionary<string, LinkedListNode<(long Version, RosterStatus Line)>> _byMember = new(StringComparer.Ordinal);
    private readonly LinkedList<(long Version, RosterStatus Line)> _ordered = new();

    public long Version { get; private set; }

    public void Add(RosterStatus line)
    {
        if (_byMember.Remove(line.Line.Member, out var old))
        {
            _ordered.Remove(old);
        }

        _byMember[line.Line.Member] = _ordered.AddLast((++Version, line));
    }

    /// <summary>What changed after <paramref name="version"/>, oldest first, and the version reached with it.</summary>
    public (RosterStatus[] Lines, long Version) After(long version)
    {
        var from = _ordered.Last;
        while (from?.Previous is { } previous && previous.Value.Version > version)
        {
            from = previous;
        }

        if (from is null || from.Value.Version <= version)
        {
            return ([], Version);
        }

        var lines = new List<RosterStatus>();
        var reached = version;
        for (var node = from; node is not null && lines.Count < LinesMost; node = node.Next)
        {
            lines.Add(node.Value.Line);
            reached = node.Value.Version;
        }

        return ([.. lines], reached);
    }

    /// <summary>Forgets the lines when nobody watches; versions go on.</summary>
    public void Clear()
    {
        _byMember.Clear();
        _ordered.Clear();
    }
}
