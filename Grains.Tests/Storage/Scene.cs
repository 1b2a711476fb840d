using Dapper;
using Grains.Gatherings;
using Grains.Journal;
using Grains.Organisation;
using Grains.Points;
using Grains.Rules;
using Storage;
using Storage.Gatherings;
using Storage.Organisation;

namespace Grains.Tests.Storage;

/// <summary>Short ways to put people, nodes and gatherings into a database; every id is new, so tests share one database.</summary>
internal sealed class Scene(HubDatabase database)
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 10, 4, 0, 0, TimeSpan.Zero);

    private static int _serial;

    public static CancellationToken None => CancellationToken.None;

    public GatheringStore Gatherings { get; } = new(database);

    public async Task<RosterNode> NodeAsync(RosterNode? parent = null, string name = "第一支部", NodeKind kind = NodeKind.Branch)
    {
        var id = Id("b-");
        var node = new RosterNode(id, parent?.Id, kind, name, (parent?.Path ?? "/") + id + "/");
        await WriteAsync(RosterPlan.Empty with { Nodes = [node] });
        return node;
    }

    public async Task<RosterMember> MemberAsync(
        RosterNode node, string name = "王芳", Category category = Category.Full, Relation relation = Relation.Registered, string? hash = null)
    {
        var member = Person(node.Id, name, category, relation) with { CredentialHash = hash, MustChange = hash is not null };
        await WriteAsync(RosterPlan.Empty with { Members = [member] });
        return member;
    }

    public Task OfficeAsync(RosterMember member, RosterNode node, Role role) =>
        WriteAsync(RosterPlan.Empty with { Offices = [new RosterOffice(member.Id, role, node.Id)] });

    public Task WriteAsync(RosterPlan plan) => new RosterWriter(database, TimeProvider.System).ImportAsync(plan);

    public static RosterMember Person(
        string node, string name = "王芳", Category category = Category.Full, Relation relation = Relation.Registered) => new(
        Id("m-"), RegistrationNumber.Mint(310_101, 2001, 7, Interlocked.Increment(ref _serial)), name, category, relation, node,
        new DateOnly(2001, 7, 1), "13800000000", null, false);

    public static GatheringCharter Charter(RosterNode node, bool subtree = true, bool activists = false, DateTimeOffset? opens = null) => new(
        Id("g-"), node.Id, node.Path, node.Name, subtree, GatheringType.Flash, "学习讨论", activists, "m-summoner", "李雷",
        opens ?? Noon, (opens ?? Noon) - TimeSpan.FromMinutes(1));

    public static GatheringTerms Terms(GatheringState state = GatheringState.Planned, DateTimeOffset? opens = null) => new(
        state, state == GatheringState.Planned ? null : opens ?? Noon, (opens ?? Noon) + TimeSpan.FromMinutes(30), null, 0);

    /// <summary>A gathering whose fence is taken: what an activation starts from.</summary>
    public async Task<GatheringRow> GatheringAsync(RosterNode? node = null, GatheringState state = GatheringState.Open)
    {
        var charter = Charter(node ?? new RosterNode("b-1", null, NodeKind.Branch, "第一支部", "/b-1/"));
        Assert.True(await Gatherings.Create(charter, Terms(state), "e-1", None));
        return (await Gatherings.Take(charter.Id, None))!;
    }

    public static GatheringFacts Facts(GatheringRow row, long head, params Entry[] entries) =>
        new(row.Charter.Id, row.Fence, head, Noon + TimeSpan.FromSeconds(head)) { Entries = entries };

    public static Entry Message(long seq, string? client = null, string author = "m-1", string text = "你好") => new(
        seq, EntryKind.Message, Noon + TimeSpan.FromSeconds(seq), author, "王芳", client ?? $"c-{seq}", Text: text);

    public static LedgerEntry Earned(
        string member, long seq, string source, int points = 1, string rule = "spoke", bool reversal = false, DateOnly? day = null) => new(
        member, seq, rule, 1, source, points, day ?? new DateOnly(2026, 3, 10), Noon, reversal);

    public async Task<T?> ScalarAsync<T>(string sql, object? parameters = null)
    {
        using var lease = await database.ReadAsync(None);
        return await lease.Connection.ExecuteScalarAsync<T>(sql, parameters);
    }

    public static string Id(string prefix) => prefix + Guid.NewGuid().ToString("N");
}
