using Grains.Gatherings;
using Grains.Journal;

namespace Grains.Consultations;

/// <summary>
/// What an activation holds of its consultation, and what a turn is about to commit. Where the commit is not known to
/// be done the whole is thrown away and loaded again.
/// </summary>
internal sealed class ConsultationThread(ConsultationRow row)
{
    private readonly Dictionary<(string Author, string ClientId), long> _taken = [];
    private readonly List<(string Author, DateTimeOffset At)> _recent = [];
    private readonly Dictionary<string, ReadMark> _marks = [];
    private readonly List<ConsultationEntry> _entries = [];
    private readonly List<ReadMark> _read = [];
    private readonly List<AuditFact> _audit = [];
    private bool _changed;

    public ConsultationCharter Charter { get; } = row.Charter;
    public ConsultationTerms Terms { get; private set; } = row.Terms;
    public long Head { get; private set; }

    public ConsultationBrief Brief(bool moved) => new(Charter, Terms, Head, [.. _marks.Values.OrderBy(m => m.Member, StringComparer.Ordinal)], moved);

    /// <summary>What the running turn has written.</summary>
    public IReadOnlyList<ConsultationEntry> Written => _entries;

    public bool IsChanged => _changed || _entries.Count + _read.Count > 0;

    public bool TryGetTaken(string author, string clientId, out long seq) => _taken.TryGetValue((author, clientId), out seq);

    public long ReadOf(string member) => _marks.TryGetValue(member, out var mark) ? mark.Seq : 0;

    /// <summary>Messages of the author in the minute before <paramref name="now"/>.</summary>
    public int Recent(string author, DateTimeOffset now)
    {
        _recent.RemoveAll(r => now - r.At >= TimeSpan.FromMinutes(1));
        return _recent.Count(r => r.Author == author);
    }

    public void Load(ConsultationEntry entry)
    {
        Head = entry.Seq;
        if (entry.ClientId is { } clientId)
        {
            _taken[(entry.Author, clientId)] = entry.Seq;
        }

        if (entry.Kind == ConsultationEntryKind.Message)
        {
            _recent.Add((entry.Author, entry.At));
        }
    }

    public void Load(ReadMark mark) => _marks[mark.Member] = mark;

    public ConsultationEntry Write(ConsultationEntryKind kind, DateTimeOffset at, Rules.Actor by, Func<ConsultationEntry, ConsultationEntry>? with = null)
    {
        var entry = new ConsultationEntry(Head + 1, kind, at, by.Member, by.Name);
        entry = with is null ? entry : with(entry);
        _entries.Add(entry);
        Load(entry);
        // Who speaks has read what came before.
        Read(by.Member, entry.Seq, at);
        return entry;
    }

    public void Change(ConsultationTerms terms)
    {
        _changed |= terms != Terms;
        Terms = terms;
    }

    public void Read(string member, long seq, DateTimeOffset at)
    {
        if (seq > ReadOf(member))
        {
            var mark = new ReadMark(member, Math.Min(seq, Head), at);
            _marks[member] = mark;
            _read.RemoveAll(r => r.Member == member);
            _read.Add(mark);
        }
    }

    public void Audit(DateTimeOffset at, string actor, string action, string detail = "") =>
        _audit.Add(new AuditFact(at, actor, action, Charter.Id, detail));

    public ConsultationFacts ToFacts(DateTimeOffset at) => new(Charter.Id, row.Fence, Head - _entries.Count, at, Terms)
    {
        Entries = [.. _entries],
        Marks = [.. _read],
        Audit = [.. _audit],
    };

    public void Committed()
    {
        _entries.Clear();
        _read.Clear();
        _audit.Clear();
        _changed = false;
    }
}
