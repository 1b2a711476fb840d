using Dapper;
using Grains.Declarations;
using Grains.Organisation;
using Grains.Rules;
using Storage.Organisation;

namespace Storage.Declarations;

/// <summary>Declarations for decisions and for the desk's list. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class DeclarationStore(HubDatabase database) : IDeclarationStore
{
    private const string SelectSql = """
        select id, member, name, category, joined, region, place, employer, phone, note, node, at, state, answer, accepted, branch
        from declaration

        """;

    private const string FindSql = SelectSql + "where id = @Id";

    // The desk's own and those that wait below it, the longest waiting first.
    private const string WaitingSql = SelectSql + """
        where state = 'Waiting' and node in (select id from node where path >= @Path and path < @PathEnd)
        order by at, id limit @Count
        """;

    // The nearest committee of the county: the highest one if several say they are its.
    private const string CountySql = """
        select id from node where region = @Region and kind = 'Committee' and dissolved_at is null
        order by length(path), path limit 1
        """;

    private const string RootSql = """
        select id from node where parent is null and kind = 'Committee' and dissolved_at is null order by path limit 1
        """;

    private const string WaitsSql = "select count(*) from declaration where member = @Member and state = 'Waiting'";

    private const string WaitingCountSql = "select count(*) from declaration where node = @Node and state = 'Waiting' and member is null";

    private const string OwnSql = SelectSql + "where member = @Member order by at desc, id limit 1";

    // The number is told to who holds the receipt until the account is first opened, and to nobody afterwards.
    private const string NumberSql = """
        select m.number from declaration d
        join member m on m.id = d.accepted
        join credential c on c.member = m.id and c.must_change = 1
        where d.id = @Id and d.member is null
        """;

    private const string RegionsSql = "select region from node where id in @Nodes and region is not null order by length(path) desc";

    private const string PathSql = "select path from node where id = @Node";

    /// <summary>Declarations that wait at the node or below, at most <paramref name="count"/>.</summary>
    public async Task<IReadOnlyList<Declaration>> WaitingAsync(string path, int count, CancellationToken cancellation = default) =>
        [.. (await database.QueryAsync<DeclarationRow>(
            WaitingSql, new { Path = path, PathEnd = Paths.End(path), Count = count }, cancellation)).Select(static row => row.Declaration)];

    /// <summary>The member's last declaration; null where there is none.</summary>
    public async Task<Declaration?> OfMemberAsync(string member, CancellationToken cancellation = default) =>
        (await database.FirstAsync<DeclarationRow>(OwnSql, new { Member = member }, cancellation))?.Declaration;

    /// <summary>The number that came of a declaration, while its account was never opened; null afterwards.</summary>
    public Task<string?> NumberAsync(string id, CancellationToken cancellation = default) =>
        database.FirstAsync<string>(NumberSql, new { Id = id }, cancellation);

    public Task<long> WaitingAt(string node, CancellationToken cancellation) =>
        database.FirstAsync<long>(WaitingCountSql, new { Node = node }, cancellation);

    public async Task<Declaration?> Find(string id, CancellationToken cancellation) =>
        (await database.FirstAsync<DeclarationRow>(FindSql, new { Id = id }, cancellation))?.Declaration;

    public async Task<string?> DeskOf(string? region, CancellationToken cancellation) =>
        (region is null ? null : await database.FirstAsync<string>(CountySql, new { Region = region }, cancellation))
        ?? await database.FirstAsync<string>(RootSql, null, cancellation);

    public async Task<bool> Waits(string member, CancellationToken cancellation) =>
        await database.FirstAsync<long>(WaitsSql, new { Member = member }, cancellation) > 0;

    public async Task<string?> RegionOf(string node, CancellationToken cancellation)
    {
        var path = await database.FirstAsync<string>(PathSql, new { Node = node }, cancellation) ?? "";
        var lineage = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return lineage.Length == 0 ? null
            : (await database.QueryAsync<string>(RegionsSql, new { Nodes = lineage }, cancellation)).FirstOrDefault(DeclarationRules.IsRegion);
    }

    [method: ExplicitConstructor]
    private sealed record DeclarationRow(
        string Id, string? Member, string Name, Category Category, DateOnly? Joined, string? Region, string Place, string Employer, string? Phone,
        string Note, string Node, DateTimeOffset At, DeclarationState State, string Answer, string? Accepted, string? Branch)
    {
        public Declaration Declaration => new(
            Id, Member, new Declared(Name, Category, Joined, Region, Place, Employer, Phone, Note), Node, At, State, Answer, Accepted, Branch);
    }
}

/// <summary>Numbers one at a time, as a grain asks for them.</summary>
internal sealed class MintPort(NumberMint mint) : INumberMint
{
    public async Task<string> Next(int region, int year, int month, CancellationToken cancellation) =>
        (await mint.MintAsync(region, year, month, 1, cancellation))[0];
}
