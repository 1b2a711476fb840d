using Dapper;
using Grains.Gatherings;
using Grains.Gatherings.Conduct;
using Grains.Gatherings.Flags;
using Grains.Gatherings.Polls;
using Grains.Points;

namespace Storage.Gatherings;

/// <summary>Gatherings as relations. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed partial class GatheringStore(HubDatabase database) : IGatheringStore
{
    /// <summary>Awards older than this are looked after by the clock; younger ones their gathering is paying now.</summary>
    private static readonly TimeSpan DueGrace = TimeSpan.FromSeconds(10);

    public async Task<bool> Create(
        GatheringCharter charter, GatheringTerms terms, string epoch, CancellationToken cancellation)
    {
        using var lease = await database.WriteAsync(cancellation);
        var row = new
        {
            charter.Id,
            charter.Node,
            charter.NodePath,
            charter.NodeName,
            Subtree = charter.Subtree.Bit(),
            Type = Names.Of(charter.Type),
            charter.Topic,
            Activists = charter.Activists.Bit(),
            charter.Summoner,
            charter.SummonerName,
            charter.OpensAt,
            charter.SummonedAt,
            State = Names.Of(terms.State),
            terms.OpenedAt,
            terms.ClosesAt,
            terms.ClosedAt,
            terms.SlowSeconds,
            Epoch = epoch,
        };
        return await lease.Connection.ExecuteAsync(new CommandDefinition(CreateSql, row, cancellationToken: cancellation)) == 1;
    }

    public async Task<GatheringRow?> Take(string gathering, CancellationToken cancellation)
    {
        using var lease = await database.WriteAsync(cancellation);
        var row = await lease.Connection.QuerySingleOrDefaultAsync<GatheringData>(
            new CommandDefinition(TakeSql, new { Gathering = gathering }, cancellationToken: cancellation));
        return row?.Row;
    }

    public async Task<IReadOnlyList<RosterLine>> Freeze(GatheringCharter charter, CancellationToken cancellation)
    {
        var parameters = new
        {
            charter.Id,
            charter.Node,
            Subtree = charter.Subtree.Bit(),
            Activists = charter.Activists.Bit(),
            Path = charter.NodePath,
            PathEnd = Paths.End(charter.NodePath),
            charter.OpensAt,
        };
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                var first = await connection.ExecuteAsync(
                    new CommandDefinition(FreezeFlagSql, parameters, transaction, cancellationToken: cancellation));
                if (first == 0)
                {
                    return 0;
                }

                var lines = await connection.ExecuteAsync(
                    new CommandDefinition(FreezeSql, parameters, transaction, cancellationToken: cancellation));
                lines += await connection.ExecuteAsync(
                    new CommandDefinition(FreezeBesideSql, parameters, transaction, cancellationToken: cancellation));
                await connection.ExecuteAsync(
                    new CommandDefinition(GrantSql, parameters, transaction, cancellationToken: cancellation));
                return lines;
            },
            cancellation);
        return [.. (await Rows<RosterLineRow>(LinesSql, charter.Id, cancellation)).Select(row => row.Line)];
    }

    public async Task<IReadOnlyList<AttendanceMark>> Marks(string gathering, CancellationToken cancellation) =>
        [.. (await Rows<MarkRow>(MarksSql, gathering, cancellation)).Select(row => row.Mark)];

    public async Task<IReadOnlyList<Excuse>> Excuses(string gathering, CancellationToken cancellation) =>
        [.. (await Rows<ExcuseRow>(ExcusesSql, gathering, cancellation)).Select(row => row.Excuse)];

    public async Task<IReadOnlyList<ReactionFact>> Reactions(string gathering, CancellationToken cancellation) =>
        [.. (await Rows<ReactionRow>(ReactionsSql, gathering, cancellation)).Select(row => row.Fact)];

    public async Task<PollRows> Polls(string gathering, CancellationToken cancellation) => new(
        [.. (await Rows<string>(PreparedSql, gathering, cancellation)).Select(PollJson.Form)],
        [.. (await Rows<BallotRow>(BallotsSql, gathering, cancellation)).Select(row => row.Ballot)],
        [.. (await Rows<BallotCountRow>(BallotCountsSql, gathering, cancellation)).Select(row => row.Count)]);

    public async Task<RulesRows> PostingRules(GatheringCharter charter, CancellationToken cancellation)
    {
        var nodes = charter.NodePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var rules = await database.QueryAsync<RulesRow>(RulesSql, new { Nodes = nodes }, cancellation);
        var consents = rules.Count == 0 ? [] : await database.QueryAsync<ConsentRow>(ConsentsSql, new { Nodes = nodes }, cancellation);
        var nearest = nodes.Reverse().Select(node => rules.FirstOrDefault(row => row.Node == node)).FirstOrDefault(row => row is not null);
        var own = rules.FirstOrDefault(row => row.Node == charter.Node);
        return new RulesRows(nearest?.Rules, (int)(own?.Version ?? 0), [.. consents.Select(row => row.Consent)]);
    }

    public async Task<FlagRows> Flags(string gathering, CancellationToken cancellation) => new(
        [.. (await Rows<FlagRow>(FlagsSql, gathering, cancellation)).Select(row => (row.Seq, row.Member, row.Settled is not null))],
        [.. (await Rows<AppealRow>(AppealsSql, gathering, cancellation)).Select(row => row.Appeal)]);

    public async Task<MinutesVersion?> LatestMinutes(string gathering, CancellationToken cancellation) =>
        (await Rows<MinutesRow>(LatestMinutesSql, gathering, cancellation)) is [var row] ? row.Minutes : null;

    public async Task<IReadOnlyList<Entry>> Entries(
        string gathering, long after, int count, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<EntryRow>(
            EntriesSql, new { Gathering = gathering, After = after, Count = count }, cancellation);
        return [.. rows.Select(row => row.Entry)];
    }

    public async Task<IReadOnlyList<Award>> Due(string gathering, int count, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<DueRow>(
            DueSql, new { Gathering = gathering, Count = count }, cancellation);
        return [.. rows.Select(row => row.Award)];
    }

    public Task<IReadOnlyList<string>> Pending(DateTimeOffset now, CancellationToken cancellation) =>
        database.QueryAsync<string>(PendingSql, new { Now = now, DueBefore = now - DueGrace }, cancellation);

    private Task<IReadOnlyList<T>> Rows<T>(string sql, string gathering, CancellationToken cancellation) =>
        database.QueryAsync<T>(sql, new { Gathering = gathering }, cancellation);
}
