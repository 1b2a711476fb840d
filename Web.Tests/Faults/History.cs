using Grains.Gatherings;
using Grains.Rules;

namespace Web.Tests.Faults;

/// <summary>
/// What callers asked and were told, in the order in which it happened, and the checker that holds it against the log:
/// acknowledged is there once and where it was said to be, refused is not there, and whoever asked after an answer
/// comes after it.
/// </summary>
internal sealed class History
{
    private readonly Lock _gate = new();
    private readonly List<Try> _tries = [];
    private int _moment;

    /// <summary>Answers that leave open whether the message is there.</summary>
    private static readonly string[] Open = [Rulebook.Uncertain.Rule];

    internal sealed record Try(string Member, string ClientId, string Text, int Asked)
    {
        public int Answered { get; set; } = int.MaxValue;
        public long Seq { get; set; }
        public string? Rule { get; set; }
    }

    public long Acknowledged => _tries.Count(static t => t.Answered < int.MaxValue && t.Rule is null);

    public Try Ask(string member, string clientId, string text)
    {
        lock (_gate)
        {
            var asked = new Try(member, clientId, text, ++_moment);
            _tries.Add(asked);
            return asked;
        }
    }

    public void Answer(Try asked, RoomAnswer answer)
    {
        lock (_gate)
        {
            (asked.Answered, asked.Seq, asked.Rule) = (++_moment, answer.Seq, answer.Refusal?.Rule);
        }
    }

    /// <summary>Null where the log explains every answer; else what it does not explain.</summary>
    public string? Check(IReadOnlyList<Entry> log)
    {
        for (var i = 0; i < log.Count; i++)
        {
            if (log[i].Seq != i + 1)
            {
                return $"the log is not dense at {i + 1}";
            }
        }

        if (log.Where(static e => e.ClientId is not null).GroupBy(static e => (e.Author, e.ClientId)).FirstOrDefault(static g => g.Count() > 1) is { } twice)
        {
            return $"{twice.Key} is there {twice.Count()} times";
        }

        foreach (var message in _tries.GroupBy(static t => (t.Member, t.ClientId)))
        {
            var there = log.FirstOrDefault(e => e.Author == message.Key.Member && e.ClientId == message.Key.ClientId);
            if (message.Where(static t => t.Rule is null).FirstOrDefault(t => t.Seq != there?.Seq) is { } lost)
            {
                return $"{message.Key} was acknowledged as {lost.Seq} and is {there?.Seq.ToString(null, null) ?? "gone"}";
            }

            if (there is not null && message.All(static t => t.Rule is { } rule && !Open.Contains(rule)))
            {
                return $"{message.Key} was refused with {message.First().Rule} and is there";
            }

            if (there is not null && message.All(t => t.Text != there.Text))
            {
                return $"{message.Key} holds a text that nobody sent";
            }
        }

        return Order(log);
    }

    // Real time: what was answered before another was first asked for stands before it.
    private string? Order(IReadOnlyList<Entry> log)
    {
        var firstAsked = _tries.GroupBy(static t => (t.Member, t.ClientId)).ToDictionary(static g => g.Key, static g => g.Min(static t => t.Asked));
        foreach (var done in _tries.Where(static t => t.Rule is null && t.Answered < int.MaxValue))
        {
            var overtaken = log.Take((int)done.Seq - 1).FirstOrDefault(e => e.ClientId is not null
                && firstAsked.TryGetValue((e.Author!, e.ClientId), out var asked) && asked > done.Answered);
            if (overtaken is not null)
            {
                return $"{overtaken.ClientId} was asked for after {done.ClientId} was answered, and stands before it";
            }
        }

        return null;
    }
}
