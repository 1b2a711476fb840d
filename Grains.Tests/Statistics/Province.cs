using Dapper;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Statistics;
using Grains.Tests.Relations;
using Grains.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Storage;
using Storage.Organisation;

namespace Grains.Tests.Statistics;

/// <summary>A tree in the database, changed as the product changes it, and counted the slow and simple way.</summary>
internal sealed class Province(GrainsOverStorage hub)
{
    private static int _moments;
    private readonly Scene _scene = new(hub.Database);

    public Task<RosterNode> NodeAsync(RosterNode? parent = null, NodeKind kind = NodeKind.Branch) => _scene.NodeAsync(parent, kind: kind);

    public Task<RosterMember> MemberAsync(RosterNode node, Category category = Category.Full, Relation relation = Relation.Registered) =>
        _scene.MemberAsync(node, "王芳", category, relation);

    public async Task<Commit> ChangeAsync(string member, string node, Category category, Relation relation)
    {
        var standing = (await hub.Services.GetRequiredService<IOrganisationStore>().Standing(member, default))!;
        // Nobody enters one roster twice in a millisecond, except here: so each change has a moment of its own.
        var at = hub.Clock.GetUtcNow().AddMilliseconds(Interlocked.Increment(ref _moments));
        return await hub.Services.GetRequiredService<IJournal>().AppendAsync(new RelationFacts
        {
            Writes = [new StandingChange(member, standing.Version, node, category, relation, at, "test", "", "m-officer")],
        });
    }

    public Task FoundAsync(string id, string parent, NodeKind kind) => NodeChangeAsync(
        "insert into node (id, parent, kind, name, path, created_at) values (@Id, @Parent, @Kind, @Id, @Path, 1)",
        "founded", id, parent, kind);

    public Task MoveAsync(string id, string? parent) => NodeChangeAsync("update node set parent = @Parent where id = @Id", "moved", id, parent);

    public Task SectorAsync(string id, string? sector) => NodeChangeAsync("update node set sector_parent = @Parent where id = @Id", "sector", id, sector);

    public Task UpgradeAsync(string id, NodeKind kind) => NodeChangeAsync("update node set kind = @Kind where id = @Id", "renamed", id, null, kind);

    /// <summary>Its people and the nodes below it go to the other one first, as a merge takes them.</summary>
    public async Task MergeAsync(string id, string into)
    {
        foreach (var member in await RowsAsync<string>("select id from member where node = @Id", new { Id = id }))
        {
            var standing = (await hub.Services.GetRequiredService<IOrganisationStore>().Standing(member, default))!;
            Assert.Equal(Commit.Done, await ChangeAsync(member, into, standing.Category, standing.Relation));
        }

        foreach (var below in await RowsAsync<string>("select id from node where parent = @Id and dissolved_at is null", new { Id = id }))
        {
            await MoveAsync(below, into);
        }

        await NodeChangeAsync("update node set dissolved_at = 2 where id = @Id", "merged", id, into);
    }

    private async Task NodeChangeAsync(string sql, string cause, string id, string? parent, NodeKind kind = NodeKind.Branch) =>
        await hub.Database.WriteAsync(
            async (connection, transaction) =>
            {
                await hub.Database.OrderAsync(connection, transaction, default);
                await connection.ExecuteAsync(sql, new { Id = id, Parent = parent, Kind = kind.ToString(), Path = $"/{id}/" }, transaction);
                return await connection.ExecuteAsync(
                    "insert into organisation_change (at, kind, subject, version, cause, source, actor, to_node) values (1, 'Node', @Id, 0, @Cause, '', '', @Parent)",
                    new { Id = id, Cause = cause, Parent = parent }, transaction);
            },
            default);

    /// <summary>Every figure of every node, as the grain tells them and as the database has them.</summary>
    public async Task CheckAsync(ICountsGrain counts)
    {
        await counts.Poke();
        var nodes = await RowsAsync<(string Id, string? Parent, string? Sector, string Kind, long? Dissolved)>(
            "select id, parent, sector_parent, kind, dissolved_at from node");
        var people = await RowsAsync<(string Node, string Category, string Relation, long Count)>(
            "select node, category, relation, count(*) from member group by node, category, relation");
        var head = await _scene.ScalarAsync<long>("select coalesce(max(seq), 0) from organisation_change");
        var expected = new Dictionary<(string, Line, string), int>();
        var byId = nodes.ToDictionary(node => node.Id);
        foreach (var line in Enum.GetValues<Line>())
        {
            IEnumerable<string> Up(string id)
            {
                for (var at = id; at is not null && byId[at].Dissolved is null;)
                {
                    yield return at;
                    at = line == Line.Sector ? byId[at].Sector ?? byId[at].Parent : byId[at].Parent;
                }
            }

            foreach (var above in people.SelectMany(row => Up(row.Node).Select(at => (Key: (at, line, $"{row.Category} {row.Relation}"), row.Count))))
            {
                expected[above.Key] = expected.GetValueOrDefault(above.Key) + (int)above.Count;
            }

            foreach (var key in nodes.SelectMany(node => Up(node.Id).Select(at => (at, line, node.Kind))))
            {
                expected[key] = expected.GetValueOrDefault(key) + 1;
            }
        }

        var actual = new Dictionary<(string, Line, string), int>();
        foreach (var (node, line) in nodes.SelectMany(node => Enum.GetValues<Line>().Select(line => (node.Id, line))))
        {
            if (await counts.Read(node, line) is { } figures)
            {
                foreach (var cell in figures.Cells.Where(cell => cell.Subtree != 0))
                {
                    actual.Add((node, line, $"{cell.Category} {cell.Relation}"), cell.Subtree);
                }

                foreach (var kind in figures.Kinds)
                {
                    actual.Add((node, line, $"{kind.Kind}"), kind.Count);
                }
            }
        }

        Assert.Equal(head, (await counts.Where()).Seq);
        Assert.Equal(expected.OrderBy(static e => e.Key), actual.OrderBy(static e => e.Key));
    }

    public static async Task<RecountState> RecountAsync(ICountsGrain counts)
    {
        var state = await counts.Recount();
        while (state.EndedAt is null)
        {
            await counts.Where();
            await Task.Yield();
            state = (await counts.Recounted())!;
        }

        return state;
    }

    public async Task<IReadOnlyList<T>> RowsAsync<T>(string sql, object? parameters = null)
    {
        using var lease = await hub.Database.ReadAsync(default);
        return [.. await lease.Connection.QueryAsync<T>(sql, parameters)];
    }
}
