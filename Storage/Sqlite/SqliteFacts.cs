using System.Text.Json;
using Grains.Gatherings;
using Grains.Journal;
using Grains.Points;
using Microsoft.Data.Sqlite;
using Storage.Audit;
using Storage.Consultations;
using Storage.Gatherings;
using Storage.Journal;

namespace Storage.Sqlite;

/// <summary>The journal's statements on SQLite, prepared once. A refused row throws; the caller rolls back.</summary>
internal sealed class SqliteFacts(SqliteConnection connection) : IDisposable
{
    private readonly List<SqliteStatement> _all = [];
    private readonly Dictionary<string, SqliteStatement> _relations = [];

    public SqliteStatement Begin => field ??= Prepare("begin immediate");
    public SqliteStatement Commit => field ??= Prepare("commit");
    public SqliteStatement Rollback => field ??= Prepare("rollback");
    public SqliteStatement Savepoint => field ??= Prepare("savepoint batch");
    public SqliteStatement Release => field ??= Prepare("release batch");
    public SqliteStatement RollbackTo => field ??= Prepare("rollback to batch");

    private SqliteStatement Advance => field ??= Prepare(
        "update gathering set head = $1, alive_at = $2 where id = $3 and fence = $4 and head = $5");

    private SqliteStatement Message => field ??= Prepare("""
        insert into message (gathering, seq, kind, at, author, client_id, target, body)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """);

    private SqliteStatement Mark => field ??= Prepare(
        "insert into attendance_mark (gathering, member, inside, at) values ($1, $2, $3, $4)");

    private SqliteStatement React => field ??= Prepare("""
        insert into reaction (gathering, seq, member, emoji, at) values ($1, $2, $3, $4, $5)
        on conflict do nothing
        """);

    private SqliteStatement Withdraw => field ??= Prepare(
        "delete from reaction where gathering = $1 and seq = $2 and member = $3 and emoji = $4");

    private SqliteStatement Excuse => field ??= Prepare(FactSql.Excuse);
    private SqliteStatement WithdrawExcuse => field ??= Prepare(FactSql.WithdrawExcuse);
    private SqliteStatement Terms => field ??= Prepare(FactSql.Terms);
    private SqliteStatement Minutes => field ??= Prepare(FactSql.Minutes);

    private SqliteStatement Consultation => field ??= Prepare(FactSql.Consultation);
    private SqliteStatement ConsultationEntry => field ??= Prepare(FactSql.ConsultationEntry);
    private SqliteStatement ConsultationMark => field ??= Prepare(FactSql.ConsultationMark);
    private SqliteStatement PostingRules => field ??= Prepare(FactSql.PostingRules);
    private SqliteStatement Consent => field ??= Prepare(FactSql.Consent);
    private SqliteStatement Flag => field ??= Prepare(FactSql.Flag);
    private SqliteStatement SettleFlags => field ??= Prepare(FactSql.SettleFlags);
    private SqliteStatement Appeal => field ??= Prepare(FactSql.Appeal);
    private SqliteStatement PreparePoll => field ??= Prepare(FactSql.PreparePoll);
    private SqliteStatement UnpreparePoll => field ??= Prepare(FactSql.UnpreparePoll);
    private SqliteStatement BallotCount => field ??= Prepare(FactSql.BallotCount);

    private SqliteStatement Ballot => field ??= Prepare(
        "insert into ballot (gathering, poll, member, id, choices) values ($1, $2, $3, $4, $5)");

    private SqliteStatement Due => field ??= Prepare("""
        insert into award_due (member, rule, source, reverses, gathering, at)
        select $1, $2, $3, $4, $5, $6
        where not exists (
            select 1 from ledger where member = $1 and rule = $2 and source = $3 and reversal = $4)
        on conflict do nothing
        """);

    private SqliteStatement Paid => field ??= Prepare(
        "delete from award_due where member = $1 and rule = $2 and source = $3 and reverses = $4");

    private SqliteStatement Ledger => field ??= Prepare("""
        insert into ledger (member, seq, rule, rule_version, source, points, local_date, at, reversal)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """);

    private SqliteStatement Participate => field ??= Prepare("""
        insert into participation (member, kind, key, at) values ($1, $2, $3, $4)
        on conflict do nothing
        """);

    private SqliteStatement Audit => field ??= Prepare(AuditRows.AppendSql);

    /// <summary>Writes one batch; false where the gathering has another fence or head, and then nothing is written.</summary>
    public bool Write(FactBatch batch)
    {
        switch (batch)
        {
            case GatheringFacts facts:
                return Write(facts);
            case ConsultationFacts facts:
                return Write(facts);
            case LedgerFacts facts:
                Write(facts);
                return true;
            case AuditFacts facts:
                Write(facts.Entries);
                return true;
            case RelationFacts facts:
                Write(facts);
                return true;
            default:
                throw new InvalidOperationException("The journal does not know this kind of batch.");
        }
    }

    public void Dispose() => _all.ForEach(statement => statement.Dispose());

    private bool Write(GatheringFacts facts)
    {
        var id = facts.Gathering;
        var advanced = Advance.Bind(facts.Head + facts.Entries.Count).Bind(facts.At)
            .Bind(id).Bind(facts.Fence).Bind(facts.Head).Run();
        if (advanced == 0)
        {
            return false;
        }

        foreach (var entry in facts.Entries)
        {
            Message.Bind(id).Bind(entry.Seq).Bind(Names.Of(entry.Kind)).Bind(entry.At).Bind(entry.Author)
                .Bind(entry.ClientId).Bind(entry.Target).Bind(EntryBody.Write(entry)).Run();
        }

        foreach (var mark in facts.Marks)
        {
            Mark.Bind(id).Bind(mark.Member).Bind(mark.Inside).Bind(mark.At).Run();
        }

        foreach (var reaction in facts.Reactions)
        {
            Write(id, reaction);
        }

        foreach (var excuse in facts.Excuses)
        {
            if (excuse.IsWithdrawn)
            {
                WithdrawExcuse.Bind(id).Bind(excuse.Member).Run();
            }
            else
            {
                Excuse.Bind(id).Bind(excuse.Member).Bind(excuse.Reason).Bind(excuse.By).Bind(excuse.At).Run();
            }
        }

        foreach (var award in facts.Awards)
        {
            Due.Bind(award.Member).Bind(award.Rule).Bind(award.Source).Bind(award.Reverses).Bind(id).Bind(award.At).Run();
        }

        WritePolls(id, facts);
        WriteConduct(id, facts);
        Write(id, facts.Terms);
        Write(id, facts.Minutes);
        Write(facts.Audit);
        return true;
    }

    private bool Write(ConsultationFacts facts)
    {
        var (id, terms) = (facts.Consultation, facts.Terms);
        var advanced = Consultation.Bind(id).Bind(facts.Fence).Bind(facts.Head).Bind(facts.Head + facts.Entries.Count)
            .Bind(Names.Of(terms.State)).Bind(terms.Officer).Bind(terms.OfficerName).Bind(terms.WaitingSince.Ms())
            .Bind(terms.FirstReplyAt.Ms()).Bind(terms.ClosedAt.Ms()).Bind(terms.Helped?.Bit()).Run();
        if (advanced == 0)
        {
            return false;
        }

        foreach (var entry in facts.Entries)
        {
            ConsultationEntry.Bind(id).Bind(entry.Seq).Bind(Names.Of(entry.Kind)).Bind(entry.At).Bind(entry.Author)
                .Bind(entry.ClientId).Bind(ConsultationBody.Write(entry)).Run();
        }

        foreach (var mark in facts.Marks)
        {
            ConsultationMark.Bind(id).Bind(mark.Member).Bind(mark.Seq).Bind(mark.At).Run();
        }

        Write(facts.Audit);
        return true;
    }

    private void Write(string id, ReactionFact reaction)
    {
        if (reaction.On)
        {
            React.Bind(id).Bind(reaction.Seq).Bind(reaction.Member).Bind(reaction.Emoji).Bind(reaction.At).Run();
        }
        else
        {
            Withdraw.Bind(id).Bind(reaction.Seq).Bind(reaction.Member).Bind(reaction.Emoji).Run();
        }
    }

    private void WritePolls(string id, GatheringFacts facts)
    {
        foreach (var (poll, form) in facts.Polls)
        {
            if (form is null)
            {
                UnpreparePoll.Bind(id).Bind(poll).Run();
            }
            else
            {
                PreparePoll.Bind(id).Bind(poll).Bind(PollJson.Write(form)).Run();
            }
        }

        foreach (var ballot in facts.Ballots)
        {
            Ballot.Bind(id).Bind(ballot.Poll).Bind(ballot.Member).Bind(ballot.Id)
                .Bind(ballot.Choices is null ? null : PollJson.Write(ballot.Choices)).Run();
        }

        foreach (var count in facts.BallotCounts)
        {
            BallotCount.Bind(id).Bind(count.Poll).Bind(PollJson.Write(count.Counts)).Run();
        }
    }

    private void WriteConduct(string id, GatheringFacts facts)
    {
        foreach (var (rules, by, at) in facts.PostingRules)
        {
            PostingRules.Bind(rules.Node).Bind(rules.Version).Bind(rules.Text).Bind(by).Bind(at).Run();
        }

        foreach (var consent in facts.Consents)
        {
            Consent.Bind(consent.Node).Bind(consent.Version).Bind(consent.Member).Bind(consent.At).Run();
        }

        foreach (var flag in facts.Flags)
        {
            Flag.Bind(id).Bind(flag.Seq).Bind(flag.Member).Bind(flag.Reason).Bind(flag.At).Run();
        }

        foreach (var settled in facts.FlagsSettled)
        {
            SettleFlags.Bind(id).Bind(settled.Seq).Bind(settled.Outcome).Run();
        }

        foreach (var appeal in facts.Appeals)
        {
            var written = Appeal.Bind(id).Bind(appeal.Seq).Bind(appeal.Member).Bind(appeal.Text).Bind(appeal.At)
                .Bind(appeal.Restored?.Bit()).Bind(appeal.DecidedBy).Bind(appeal.DecidedAt.Ms()).Run();
            if (written == 0)
            {
                throw new RejectedException();
            }
        }
    }

    private void Write(string id, GatheringTerms? terms)
    {
        if (terms is not null)
        {
            Terms.Bind(id).Bind(Names.Of(terms.State)).Bind(terms.OpenedAt.Ms()).Bind(terms.ClosesAt)
                .Bind(terms.ClosedAt.Ms()).Bind(terms.SlowSeconds).Run();
        }
    }

    private void Write(string id, MinutesVersion? minutes)
    {
        if (minutes is null)
        {
            return;
        }

        var body = JsonSerializer.Serialize(minutes.Body, StorageJson.Compact.MinutesBody);
        var written = Minutes.Bind(id).Bind(minutes.Version).Bind(minutes.At).Bind(body).Bind(minutes.SignedBy)
            .Bind(minutes.SignedByName).Bind(minutes.SignedAt.Ms()).Bind(minutes.Reason).Run();
        if (written == 0)
        {
            throw new RejectedException();
        }
    }

    private void Write(LedgerFacts facts)
    {
        foreach (var entry in facts.Entries)
        {
            Ledger.Bind(entry.Member).Bind(entry.Seq).Bind(entry.Rule).Bind(entry.RuleVersion).Bind(entry.Source)
                .Bind(entry.Points).Bind(entry.LocalDate.Text()).Bind(entry.At).Bind(entry.Reversal).Run();
            Paid.Bind(entry.Member).Bind(entry.Rule).Bind(entry.Source).Bind(entry.Reversal).Run();
        }

        foreach (var fact in facts.Participation)
        {
            Participate.Bind(fact.Member).Bind(fact.Kind).Bind(fact.Key).Bind(fact.At).Run();
        }
    }

    private void Write(RelationFacts facts)
    {
        foreach (var row in RelationRows.Of(facts))
        {
            if (!_relations.TryGetValue(row.Sql, out var statement))
            {
                _relations.Add(row.Sql, statement = Prepare(row.Sql));
            }

            if (statement.Bind(row.Values).Run() == 0 && row.MustChange)
            {
                throw new RejectedException();
            }
        }

        Write(facts.Audit);
    }

    private void Write(IReadOnlyList<AuditFact> entries)
    {
        foreach (var entry in entries)
        {
            Audit.Bind(entry.At).Bind(entry.Actor).Bind(entry.Action).Bind(entry.Subject).Bind(entry.Detail).Run();
        }
    }

    private SqliteStatement Prepare(string sql)
    {
        var statement = new SqliteStatement(connection, sql);
        _all.Add(statement);
        return statement;
    }
}
