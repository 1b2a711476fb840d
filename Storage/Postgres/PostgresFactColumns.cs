using Grains.Gatherings;
using Grains.Gatherings.Polls;
using Grains.Journal;
using Grains.Points;
using Storage.Gatherings;

namespace Storage.Postgres;

// One class a table: its statement and the arrays that feed it, in the order of the parameters.

internal sealed class HeadColumns
{
    public PostgresColumns Columns { get; } = new("""
        update gathering g
        set head = f.next, alive_at = f.at
        from unnest($1, $2, $3, $4, $5) as f (id, fence, head, next, at)
        where g.id = f.id and g.fence = f.fence and g.head = f.head
        """);

    private readonly List<string?> _id;
    private readonly List<long> _fence;
    private readonly List<long> _head;
    private readonly List<long> _next;
    private readonly List<long> _at;

    public HeadColumns() =>
        (_id, _fence, _head, _next, _at) = (Columns.Text(), Columns.Number(), Columns.Number(), Columns.Number(), Columns.Number());

    public void Add(GatheringFacts facts)
    {
        _id.Add(facts.Gathering);
        _fence.Add(facts.Fence);
        _head.Add(facts.Head);
        _next.Add(facts.Head + facts.Entries.Count);
        _at.Add(facts.At.Ms());
    }
}

internal sealed class MessageColumns
{
    public PostgresColumns Columns { get; } = new("""
        insert into message (gathering, seq, kind, at, author, client_id, target, body)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
        """);

    private readonly List<string?> _gathering;
    private readonly List<long> _seq;
    private readonly List<string?> _kind;
    private readonly List<long> _at;
    private readonly List<string?> _author;
    private readonly List<string?> _client;
    private readonly List<long?> _target;
    private readonly List<string?> _body;

    public MessageColumns()
    {
        (_gathering, _seq, _kind, _at) = (Columns.Text(), Columns.Number(), Columns.Text(), Columns.Number());
        (_author, _client, _target, _body) = (Columns.Text(), Columns.Text(), Columns.NumberOrNull(), Columns.Text());
    }

    public void Add(string gathering, IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries)
        {
            _gathering.Add(gathering);
            _seq.Add(entry.Seq);
            _kind.Add(Names.Of(entry.Kind));
            _at.Add(entry.At.Ms());
            _author.Add(entry.Author);
            _client.Add(entry.ClientId);
            _target.Add(entry.Target);
            _body.Add(EntryBody.Write(entry));
        }
    }
}

internal sealed class MarkColumns
{
    // The order of the rows gives the ids, and the ids the order of marks within one millisecond.
    public PostgresColumns Columns { get; } = new("""
        insert into attendance_mark (gathering, member, inside, at)
        select gathering, member, inside, at
        from unnest($1, $2, $3, $4) with ordinality as f (gathering, member, inside, at, n)
        order by n
        """);

    private readonly List<string?> _gathering;
    private readonly List<string?> _member;
    private readonly List<long> _inside;
    private readonly List<long> _at;

    public MarkColumns() =>
        (_gathering, _member, _inside, _at) = (Columns.Text(), Columns.Text(), Columns.Number(), Columns.Number());

    public void Add(string gathering, IReadOnlyList<AttendanceMark> marks)
    {
        foreach (var mark in marks)
        {
            _gathering.Add(gathering);
            _member.Add(mark.Member);
            _inside.Add(mark.Inside.Bit());
            _at.Add(mark.At.Ms());
        }
    }
}

internal sealed class ReactionColumns
{
    public PostgresColumns On { get; } = new("""
        insert into reaction (gathering, seq, member, emoji, at)
        select * from unnest($1, $2, $3, $4, $5)
        on conflict do nothing
        """);

    public PostgresColumns Off { get; } = new("""
        delete from reaction r
        using unnest($1, $2, $3, $4) as f (gathering, seq, member, emoji)
        where r.gathering = f.gathering and r.seq = f.seq and r.member = f.member and r.emoji = f.emoji
        """);

    private readonly (List<string?> Gathering, List<long> Seq, List<string?> Member, List<string?> Emoji, List<long> At) _on;
    private readonly (List<string?> Gathering, List<long> Seq, List<string?> Member, List<string?> Emoji) _off;
    private readonly Dictionary<(long, string, string), ReactionFact> _last = [];

    public ReactionColumns()
    {
        _on = (On.Text(), On.Number(), On.Text(), On.Text(), On.Number());
        _off = (Off.Text(), Off.Number(), Off.Text(), Off.Text());
    }

    /// <summary>The last word of each member on each emoji counts: sets have no order.</summary>
    public void Add(string gathering, IReadOnlyList<ReactionFact> reactions)
    {
        if (reactions.Count == 0)
        {
            return;
        }

        _last.Clear();
        foreach (var reaction in reactions)
        {
            _last[(reaction.Seq, reaction.Member, reaction.Emoji)] = reaction;
        }

        foreach (var reaction in _last.Values)
        {
            if (reaction.On)
            {
                _on.At.Add(reaction.At.Ms());
            }

            (reaction.On ? _on.Gathering : _off.Gathering).Add(gathering);
            (reaction.On ? _on.Seq : _off.Seq).Add(reaction.Seq);
            (reaction.On ? _on.Member : _off.Member).Add(reaction.Member);
            (reaction.On ? _on.Emoji : _off.Emoji).Add(reaction.Emoji);
        }
    }

    public void Clear()
    {
        On.Clear();
        Off.Clear();
    }
}

internal sealed class BallotColumns
{
    public PostgresColumns Columns { get; } = new("""
        insert into ballot (gathering, poll, member, id, choices)
        select * from unnest($1, $2, $3, $4, $5)
        """);

    private readonly List<string?>[] _texts;

    public BallotColumns() =>
        _texts = [Columns.Text(), Columns.Text(), Columns.Text(), Columns.Text(), Columns.Text()];

    public void Add(string gathering, IReadOnlyList<Ballot> ballots)
    {
        foreach (var ballot in ballots)
        {
            _texts[0].Add(gathering);
            _texts[1].Add(ballot.Poll);
            _texts[2].Add(ballot.Member);
            _texts[3].Add(ballot.Id);
            _texts[4].Add(ballot.Choices is null ? null : PollJson.Write(ballot.Choices));
        }
    }
}

internal sealed class AwardColumns
{
    public PostgresColumns Columns { get; } = new("""
        insert into award_due (member, rule, source, reverses, gathering, at)
        select f.* from unnest($1, $2, $3, $4, $5, $6) as f (member, rule, source, reverses, gathering, at)
        where not exists (
            select 1 from ledger l
            where l.member = f.member and l.rule = f.rule and l.source = f.source and l.reversal = f.reverses)
        on conflict do nothing
        """);

    private readonly List<string?> _member;
    private readonly List<string?> _rule;
    private readonly List<string?> _source;
    private readonly List<long> _reverses;
    private readonly List<string?> _gathering;
    private readonly List<long> _at;

    public AwardColumns()
    {
        (_member, _rule, _source) = (Columns.Text(), Columns.Text(), Columns.Text());
        (_reverses, _gathering, _at) = (Columns.Number(), Columns.Text(), Columns.Number());
    }

    public void Add(string gathering, IReadOnlyList<Award> awards)
    {
        foreach (var award in awards)
        {
            _member.Add(award.Member);
            _rule.Add(award.Rule);
            _source.Add(award.Source);
            _reverses.Add(award.Reverses.Bit());
            _gathering.Add(gathering);
            _at.Add(award.At.Ms());
        }
    }
}

internal sealed class LedgerColumns
{
    public PostgresColumns Entries { get; } = new("""
        insert into ledger (member, seq, rule, rule_version, source, points, local_date, at, reversal)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """);

    public PostgresColumns Paid { get; } = new("""
        delete from award_due d
        using unnest($1, $2, $3, $4) as f (member, rule, source, reverses)
        where d.member = f.member and d.rule = f.rule and d.source = f.source and d.reverses = f.reverses
        """);

    public PostgresColumns Participation { get; } = new("""
        insert into participation (member, kind, key, at)
        select * from unnest($1, $2, $3, $4)
        on conflict do nothing
        """);

    private readonly List<string?>[] _texts;
    private readonly List<long>[] _numbers;
    private readonly (List<string?> Member, List<string?> Rule, List<string?> Source, List<long> Reverses) _paid;
    private readonly (List<string?> Member, List<string?> Kind, List<string?> Key, List<long> At) _events;

    public LedgerColumns()
    {
        var member = Entries.Text();
        var seq = Entries.Number();
        var rule = Entries.Text();
        var version = Entries.Number();
        var source = Entries.Text();
        var points = Entries.Number();
        var date = Entries.Text();
        var at = Entries.Number();
        var reversal = Entries.Number();
        _texts = [member, rule, source, date];
        _numbers = [seq, version, points, at, reversal];
        _paid = (Paid.Text(), Paid.Text(), Paid.Text(), Paid.Number());
        _events = (Participation.Text(), Participation.Text(), Participation.Text(), Participation.Number());
    }

    public void Add(LedgerFacts facts)
    {
        foreach (var entry in facts.Entries)
        {
            _texts[0].Add(entry.Member);
            _texts[1].Add(entry.Rule);
            _texts[2].Add(entry.Source);
            _texts[3].Add(entry.LocalDate.Text());
            _numbers[0].Add(entry.Seq);
            _numbers[1].Add(entry.RuleVersion);
            _numbers[2].Add(entry.Points);
            _numbers[3].Add(entry.At.Ms());
            _numbers[4].Add(entry.Reversal.Bit());
            _paid.Member.Add(entry.Member);
            _paid.Rule.Add(entry.Rule);
            _paid.Source.Add(entry.Source);
            _paid.Reverses.Add(entry.Reversal.Bit());
        }

        foreach (var fact in facts.Participation)
        {
            _events.Member.Add(fact.Member);
            _events.Kind.Add(fact.Kind);
            _events.Key.Add(fact.Key);
            _events.At.Add(fact.At.Ms());
        }
    }

    public void Clear()
    {
        Entries.Clear();
        Paid.Clear();
        Participation.Clear();
    }
}

internal sealed class AuditColumns
{
    public PostgresColumns Columns { get; } = new("""
        insert into audit_entry (at, actor, action, subject, detail)
        select at, actor, action, subject, detail
        from unnest($1, $2, $3, $4, $5) with ordinality as f (at, actor, action, subject, detail, n)
        order by n
        """);

    private readonly List<long> _at;
    private readonly List<string?>[] _texts;

    public AuditColumns()
    {
        _at = Columns.Number();
        _texts = [Columns.Text(), Columns.Text(), Columns.Text(), Columns.Text()];
    }

    public void Add(IReadOnlyList<AuditFact> entries)
    {
        foreach (var entry in entries)
        {
            _at.Add(entry.At.Ms());
            _texts[0].Add(entry.Actor);
            _texts[1].Add(entry.Action);
            _texts[2].Add(entry.Subject);
            _texts[3].Add(entry.Detail);
        }
    }
}
