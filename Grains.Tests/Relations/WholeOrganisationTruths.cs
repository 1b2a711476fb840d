using Dapper;
using Grains.Censuses;
using Grains.Statistics;
using Grains.Tests.Statistics;
using Grains.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Storage.Audit;

namespace Grains.Tests.Relations;

/// <summary>What has to hold after any step, asked of the database itself and of the counts.</summary>
internal sealed class WholeOrganisationTruths(GrainsOverStorage hub)
{
    // Whoever has no running home, or two, or another one than the member's row says, or one that ended.
    private const string HomelessSql = """
        select m.id from member m
        where (select count(*) from membership s where s.member = m.id and s.kind = 'Home' and s.until is null) <> 1
            or not exists (
                select 1 from membership s join node n on n.id = s.node
                where s.member = m.id and s.kind = 'Home' and s.until is null and s.node = m.node and n.dissolved_at is null)
        """;

    private const string MiscountedVirtualSql = """
        select v.node from virtual_branch v
        where v.members <> (select count(*) from membership s where s.node = v.node and s.until is null)
        """;

    private const string NodesSql = """
        select id, parent, sector_parent as sector, kind, dissolved_at as dissolved from node where kind not in ('Virtual', 'LifeGroup')
        """;

    private const string PeopleSql = "select node, category, relation, count(*) as count from member group by node, category, relation";

    private const string AuditSql = """
        select id, at, actor, action, subject, detail, place, salt, digest, hash from audit where id > @After order by id
        """;

    private readonly ICountsGrain _counts = hub.Grains.GetGrain<ICountsGrain>(Scene.Id("counts-"));
    private readonly List<string> _heads = [];
    private (long Id, string Hash) _audit = (0, AuditHash.Zero);
    private readonly Dictionary<string, int> _asked = [];
    private long _people = -1;

    /// <param name="when">Said where it does not hold.</param>
    public async Task CheckAsync(string when, WholeOrganisation organisation)
    {
        await HomesAsync(when, organisation.Imported);
        await CountsAsync(when);
        await CensusAsync(when, organisation.Censuses);
        await AuditAsync(when);
    }

    /// <summary>The whole chain from its first link, and a recount of everything.</summary>
    public async Task EndAsync()
    {
        foreach (var head in _heads.Where((_, i) => i % 200 == 0).Append(_audit.Hash))
        {
            var verdict = await new AuditVerifier(hub.Database).RunAsync(head);
            Assert.Null(verdict.Break);
            Assert.Equal(_audit, (verdict.Count, verdict.Head));
        }

        Assert.Equal(0, (await Province.RecountAsync(_counts)).Differences);
    }

    // What the grain counts is what the rows say, and both sum to everyone who was asked at the opening, whoever has moved since.
    private async Task CensusAsync(string when, List<string> censuses)
    {
        if (censuses.Count == 0 || await hub.Grains.GetGrain<ICensusGrain>(censuses[^1]).Read() is not { } state)
        {
            return;
        }

        var rows = await hub.Services.GetRequiredService<ICensusStore>().Cells(censuses[^1], default);
        var sum = rows.Sum(static cell => cell.Count);
        Assert.True(sum == state.Cells.Sum(static cell => cell.Count), $"{when}: the census counts {state.Cells.Sum(static cell => cell.Count)} of {sum}");
        Assert.True(
            rows.Where(static cell => cell.Count > 0).ToHashSet().SetEquals(state.Cells.Where(static cell => cell.Count > 0)),
            $"{when}: the census counts other answers than there are");
        Assert.True(_asked.TryAdd(censuses[^1], sum) || _asked[censuses[^1]] == sum, $"{when}: the census asked {_asked[censuses[^1]]} and now asks {sum}");
    }

    private async Task HomesAsync(string when, int imported)
    {
        Assert.True(await FirstAsync(HomelessSql) is null, $"{when}: a member has not exactly one formal branch");
        Assert.True(await FirstAsync(MiscountedVirtualSql) is null, $"{when}: a virtual branch counts others than it has");
        using var lease = await hub.Database.ReadAsync(default);
        var people = await lease.Connection.ExecuteScalarAsync<long>("select count(*) from member");
        Assert.True(_people < 0 || _people == people - imported, $"{when}: there were {_people} people, {imported} came and there are {people}");
        _people = people - imported;
    }

    private async Task CountsAsync(string when)
    {
        await _counts.Poke();
        using var lease = await hub.Database.ReadAsync(default);
        var nodes = (await lease.Connection.QueryAsync<(string Id, string? Parent, string? Sector, string Kind, long? Dissolved)>(NodesSql)).ToList();
        var people = (await lease.Connection.QueryAsync<(string Node, string Category, string Relation, long Count)>(PeopleSql)).ToList();
        var head = await lease.Connection.ExecuteScalarAsync<long>("select coalesce(max(seq), 0) from organisation_change");
        Assert.True(head == (await _counts.Where()).Seq, $"{when}: the counts have not followed the log");
        foreach (var line in Enum.GetValues<Line>())
        {
            var above = nodes.Where(static n => n.Dissolved is null).ToDictionary(static n => n.Id, n => line == Line.Sector ? n.Sector ?? n.Parent : n.Parent);
            var expected = new Dictionary<(string, string), int>();
            void Add(string? node, string cell, int count)
            {
                for (; node is not null && above.TryGetValue(node, out var next); node = next)
                {
                    expected[(node, cell)] = expected.GetValueOrDefault((node, cell)) + count;
                }
            }

            people.ForEach(row => Add(row.Node, $"{row.Category} {row.Relation}", (int)row.Count));
            nodes.ForEach(row => Add(row.Id, row.Kind, 1));
            foreach (var node in nodes.Select(static n => n.Id))
            {
                if (await _counts.Read(node, line) is not { } figures)
                {
                    Assert.False(above.ContainsKey(node), $"{when}: a node is not counted");
                    continue;
                }

                foreach (var (cell, count) in figures.Cells.Where(static c => c.Subtree != 0).Select(static c => ($"{c.Category} {c.Relation}", c.Subtree))
                    .Concat(figures.Kinds.Where(static k => k.Count != 0).Select(static k => ($"{k.Kind}", k.Count))))
                {
                    Assert.True(
                        expected.Remove((node, cell), out var is_) && is_ == count, $"{when}: {line} counts say {count} {cell}, the database says {is_}");
                }
            }

            Assert.True(expected.Count == 0, $"{when}: {line} counts lack {expected.Count} figures");
        }
    }

    private async Task AuditAsync(string when)
    {
        foreach (var row in await hub.Database.QueryAsync<AuditRow>(AuditSql, new { After = _audit.Id }, default))
        {
            Assert.True(row.Id == _audit.Id + 1, $"{when}: the audit has a gap");
            Assert.True(AuditHash.Digest(row.Salt, row.Actor, row.Subject, row.Detail) == row.Digest, $"{when}: an audit entry is not what was written");
            Assert.True(
                AuditHash.Link(_audit.Hash, row.Id, row.At, row.Action, row.Place, row.Digest) == row.Hash, $"{when}: the audit chain is broken");
            _audit = (row.Id, row.Hash);
        }

        _heads.Add(_audit.Hash);
    }

    private async Task<string?> FirstAsync(string sql) => await hub.Database.FirstAsync<string>(sql, null, default);

    private sealed record AuditRow(
        long Id, long At, string Actor, string Action, string Subject, string Detail, string Place, string Salt, string Digest, string Hash);
}
