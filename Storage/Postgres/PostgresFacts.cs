using System.Text.Json;
using Grains.Gatherings;
using Grains.Journal;
using Npgsql;
using Storage.Consultations;
using Storage.Gatherings;
using Storage.Journal;

namespace Storage.Postgres;

/// <summary>A group of batches as statements over arrays: frequent facts as columns, rare ones a statement each.</summary>
internal sealed class PostgresFacts(NpgsqlConnection connection) : IDisposable
{
    /// <summary>
    /// Taken before anything whose order counts over all processes: changes of relations and the audit's chain. The
    /// lock's number is this program's own; it ends with the transaction.
    /// </summary>
    internal const string OrderSql = "select pg_advisory_xact_lock(7110010)";

    private readonly HeadColumns _heads = new();
    private readonly MessageColumns _messages = new();
    private readonly MarkColumns _marks = new();
    private readonly ReactionColumns _reactions = new();
    private readonly BallotColumns _ballots = new();
    private readonly AwardColumns _awards = new();
    private readonly LedgerColumns _ledger = new();
    private readonly AuditColumns _audit = new();
    private readonly List<(NpgsqlBatchCommand Command, bool MustChange)> _single = [];
    private readonly NpgsqlBatchCommand _begin = new("begin");
    private readonly NpgsqlBatchCommand _order = new(OrderSql);
    private bool _ordered;
    private readonly NpgsqlBatch _batch = new(connection) { Timeout = JournalLimits.CommandSeconds };

    /// <summary>
    /// Sends everything at once, heads first. Where a head or fence differs, rows of its batch have been sent too, so
    /// the whole is refused: stale owners are rare, round trips are not.
    /// </summary>
    public void Write(ReadOnlySpan<FactBatch> batches, bool begin)
    {
        Clear();
        foreach (var batch in batches)
        {
            switch (batch)
            {
                case GatheringFacts facts:
                    Collect(facts);
                    break;
                case ConsultationFacts facts:
                    Collect(facts);
                    break;
                case LedgerFacts facts:
                    _ledger.Add(facts);
                    break;
                case AuditFacts facts:
                    _audit.Add(facts.Entries);
                    break;
                case RelationFacts facts:
                    Collect(facts);
                    break;
                default:
                    throw new InvalidOperationException("The journal does not know this kind of batch.");
            }
        }

        Send(begin);
    }

    public void Dispose() => _batch.Dispose();

    private void Collect(GatheringFacts facts)
    {
        var id = facts.Gathering;
        _heads.Add(facts);
        _messages.Add(id, facts.Entries);
        _marks.Add(id, facts.Marks);
        _reactions.Add(id, facts.Reactions);
        _ballots.Add(id, facts.Ballots);
        _awards.Add(id, facts.Awards);
        _audit.Add(facts.Audit);
        foreach (var excuse in facts.Excuses)
        {
            if (excuse.IsWithdrawn)
            {
                Single(FactSql.WithdrawExcuse, false, id, excuse.Member);
            }
            else
            {
                Single(FactSql.Excuse, false, id, excuse.Member, excuse.Reason, excuse.By, excuse.At.Ms());
            }
        }

        foreach (var (rules, by, at) in facts.PostingRules)
        {
            Single(FactSql.PostingRules, true, rules.Node, (long)rules.Version, rules.Text, by, at.Ms());
        }

        foreach (var consent in facts.Consents)
        {
            Single(FactSql.Consent, false, consent.Node, (long)consent.Version, consent.Member, consent.At.Ms());
        }

        foreach (var flag in facts.Flags)
        {
            Single(FactSql.Flag, false, id, flag.Seq, flag.Member, flag.Reason, flag.At.Ms());
        }

        foreach (var settled in facts.FlagsSettled)
        {
            Single(FactSql.SettleFlags, false, id, settled.Seq, settled.Outcome);
        }

        foreach (var appeal in facts.Appeals)
        {
            Single(FactSql.Appeal, true, id, appeal.Seq, appeal.Member, appeal.Text, appeal.At.Ms(),
                appeal.Restored?.Bit(), appeal.DecidedBy, appeal.DecidedAt.Ms());
        }

        foreach (var (poll, form) in facts.Polls)
        {
            if (form is null)
            {
                Single(FactSql.UnpreparePoll, false, id, poll);
            }
            else
            {
                Single(FactSql.PreparePoll, true, id, poll, PollJson.Write(form));
            }
        }

        foreach (var count in facts.BallotCounts)
        {
            Single(FactSql.BallotCount, true, id, count.Poll, PollJson.Write(count.Counts));
        }

        if (facts.Terms is { } terms)
        {
            Single(FactSql.Terms, true, id, Names.Of(terms.State), terms.OpenedAt.Ms(), terms.ClosesAt.Ms(),
                terms.ClosedAt.Ms(), (long)terms.SlowSeconds);
        }

        if (facts.Minutes is { } minutes)
        {
            Single(FactSql.Minutes, true, id, (long)minutes.Version, minutes.At.Ms(),
                JsonSerializer.Serialize(minutes.Body, StorageJson.Compact.MinutesBody), minutes.SignedBy,
                minutes.SignedByName, minutes.SignedAt.Ms(), minutes.Reason);
        }
    }

    private void Collect(ConsultationFacts facts)
    {
        var (id, terms) = (facts.Consultation, facts.Terms);
        Single(FactSql.Consultation, true, id, facts.Fence, facts.Head, facts.Head + facts.Entries.Count, Names.Of(terms.State),
            terms.Officer, terms.OfficerName, terms.WaitingSince.Ms(), terms.FirstReplyAt.Ms(), terms.ClosedAt.Ms(), terms.Helped?.Bit());
        foreach (var entry in facts.Entries)
        {
            Single(FactSql.ConsultationEntry, false, id, entry.Seq, Names.Of(entry.Kind), entry.At.Ms(), entry.Author, entry.ClientId,
                ConsultationBody.Write(entry));
        }

        foreach (var mark in facts.Marks)
        {
            Single(FactSql.ConsultationMark, false, id, mark.Member, mark.Seq, mark.At.Ms());
        }

        _audit.Add(facts.Audit);
    }

    // One transaction after the other, over all processes: the order of the changes is the order of the commits.
    private void Collect(RelationFacts facts)
    {
        _ordered = true;
        foreach (var (sql, mustChange, values) in RelationRows.Of(facts))
        {
            Single(sql, mustChange, values);
        }

        _audit.Add(facts.Audit);
    }

    private void Send(bool begin)
    {
        if (begin)
        {
            _batch.BatchCommands.Add(_begin);
        }

        _heads.Columns.AddTo(_batch);
        _messages.Columns.AddTo(_batch);
        _marks.Columns.AddTo(_batch);
        _reactions.On.AddTo(_batch);
        _reactions.Off.AddTo(_batch);
        _ballots.Columns.AddTo(_batch);
        _awards.Columns.AddTo(_batch);
        _ledger.Entries.AddTo(_batch);
        _ledger.Paid.AddTo(_batch);
        _ledger.Participation.AddTo(_batch);
        // One lock before all that is ordered and the chain's head last: two processes never wait for each other.
        if (_ordered || _audit.Columns.Count > 0)
        {
            _batch.BatchCommands.Add(_order);
        }

        foreach (var (command, _) in _single)
        {
            _batch.BatchCommands.Add(command);
        }

        _audit.Columns.AddTo(_batch);

        if (_batch.BatchCommands.Count == 0)
        {
            return;
        }

        _batch.ExecuteNonQuery();
        if (_heads.Columns.Count != _heads.Columns.RecordsAffected
            || _single.Exists(single => single.MustChange && single.Command.RecordsAffected == 0))
        {
            throw new RejectedException();
        }
    }

    private void Single(string sql, bool mustChange, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            // A null goes without a type: the server infers it from the column.
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        _single.Add((command, mustChange));
    }

    private void Clear()
    {
        _batch.BatchCommands.Clear();
        _single.Clear();
        _ordered = false;
        _heads.Columns.Clear();
        _messages.Columns.Clear();
        _marks.Columns.Clear();
        _reactions.Clear();
        _ballots.Columns.Clear();
        _awards.Columns.Clear();
        _ledger.Clear();
        _audit.Columns.Clear();
    }
}
