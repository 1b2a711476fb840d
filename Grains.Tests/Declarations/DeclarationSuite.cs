using Dapper;
using Grains.Declarations;
using Grains.Organisation;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.Tests.Storage;
using Storage.Declarations;

namespace Grains.Tests.Declarations;

public sealed class SqliteDeclarationTests(SqliteGrains hub) : DeclarationSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresDeclarationTests(PostgresGrains hub) : DeclarationSuite(hub), IClassFixture<PostgresGrains>;

public abstract class DeclarationSuite(GrainsOverStorage hub) : IAsyncLifetime
{
    private static readonly Declared New = new("赵新", Category.Full, new DateOnly(2015, 6, 1), null, "东湖街道", "", "139 0000 0000", "刚到本地");
    private static int _serial;
    private People _people = null!;
    private string _id = "";

    public async Task InitializeAsync()
    {
        _people = await People.SetAsync(hub.Database, hub.Clock);
        _id = $"d-{Guid.NewGuid():N}";
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_new_person_waits_at_the_county_and_becomes_a_member_with_a_number_and_an_account()
    {
        var region = await CountyAsync();
        Assert.Null(await DeclareAsync(New with { Region = region }));
        Assert.Null(await DeclareAsync(New with { Region = region }));
        Assert.Equal("request.conflict", (await DeclareAsync(New with { Region = region, Place = "别处" }))?.Rule);
        Assert.Equal(_people.Root.Id, (await FindAsync())!.Node);

        Assert.Equal("declare.relation", (await AcceptAsync(_people.Above, relation: Relation.Registered))?.Rule);
        Assert.Equal("request.not-found", (await AcceptAsync(_people.Officer))?.Rule);
        Assert.Null(await AcceptAsync(_people.Above));
        var member = (await FindAsync())!.Accepted!;
        Assert.Equal(new Standing(member, 0, _people.Branch.Id, Category.Full, Relation.Unknown), await _people.StandingAsync(member));
        var number = await _people.Scene.ScalarAsync<string>("select number from member where id = @Id", new { Id = member });
        Assert.Null(RegistrationNumber.Parse(number, out _));
        Assert.StartsWith(region + "201506", number, StringComparison.Ordinal);
        Assert.Equal(number, await new DeclarationStore(hub.Database).NumberAsync(_id));
        Assert.Equal("initial$code", await _people.Scene.ScalarAsync<string>("select hash from credential where member = @Id and must_change = 1", new { Id = member }));
        Assert.Null(await _people.Scene.ScalarAsync<string>("select credential from declaration where id = @Id", new { Id = _id }));
        Assert.Equal(1, await _people.Scene.ScalarAsync<long>(
            "select count(*) from organisation_change where subject = @Id and version = 0 and to_node = @Node", new { Id = member, Node = _people.Branch.Id }));
        Assert.Equal("declare.settled", (await AcceptAsync(_people.Above))?.Rule);
    }

    [Fact]
    public async Task A_process_that_dies_between_number_and_member_leaves_a_gap_and_never_a_double()
    {
        var region = await CountyAsync();
        Assert.Null(await DeclareAsync(New with { Region = region }));
        var command = new AcceptDeclaration(_people.Above, People.Request(), _people.Branch.Id, Category.Full, Relation.Unknown);
        hub.Commits.BreakBefore();
        Assert.NotNull((await Desk.Accept(command)).Refusal);
        Assert.Equal(DeclarationState.Waiting, (await FindAsync())!.State);
        await hub.UpAsync();
        hub.Commits.BreakAfter();
        Assert.Equal(Rulebook.Uncertain.Rule, (await Desk.Accept(command)).Refusal?.Rule);
        await hub.UpAsync();
        Assert.Null((await Desk.Accept(command)).Refusal);
        Assert.Equal(1, await _people.Scene.ScalarAsync<long>("select count(*) from member where name = '赵新' and node = @Id", new { _people.Branch.Id }));
        Assert.Equal(2, await _people.Scene.ScalarAsync<long>("select last from number_serial where region_month = @Key", new { Key = region + "201506" }));
    }

    [Fact]
    public async Task Of_two_officers_who_accept_at_once_one_does()
    {
        Assert.Null(await DeclareAsync(New with { Region = await CountyAsync() }));
        var answers = await Task.WhenAll(AcceptAsync(_people.Above), AcceptAsync(_people.Above));
        Assert.Single(answers, static refusal => refusal is null);
    }

    [Fact]
    public async Task A_member_without_a_registered_relation_moves_to_the_branch_and_one_with_it_asks_for_a_transfer()
    {
        var county = await CountyAsync();
        var pocket = await _people.PersonAsync(relation: Relation.Pocket, node: _people.Root);
        Assert.Null(await DeclareAsync(New with { Region = county }, pocket));
        Assert.Null(await AcceptAsync(_people.Above));
        Assert.Equal(new Standing(pocket.Member, 1, _people.Branch.Id, Category.Full, Relation.Pocket), await _people.StandingAsync(pocket.Member));
        Assert.Equal("declare.registered", (await hub.Grains.GetGrain<IDeclarationGrain>("d-other").Declare(new Declare(_people.Member, New, null))).Refusal?.Rule);
    }

    [Fact]
    public async Task An_answer_closes_the_declaration_and_what_is_missing_is_named()
    {
        var county = await CountyAsync();
        Assert.Equal("declare.name", (await DeclareAsync(New with { Name = "甲" }))?.Rule);
        Assert.Equal("declare.place", (await DeclareAsync(New with { Place = " " }))?.Rule);
        Assert.Equal("declare.joined", (await DeclareAsync(New with { Joined = null }))?.Rule);
        Assert.Equal("declare.phone", (await DeclareAsync(New with { Phone = "电话" }))?.Rule);
        Assert.Null(await DeclareAsync(New with { Region = county }));
        Assert.Equal("declare.answer", (await Desk.Answer(new AnswerDeclaration(_people.Above, People.Request(), ""))).Refusal?.Rule);
        Assert.Null((await Desk.Answer(new AnswerDeclaration(_people.Above, People.Request(), "请到街道党群服务中心"))).Refusal);
        Assert.Equal((DeclarationState.Answered, "请到街道党群服务中心"), ((await FindAsync())!.State, (await FindAsync())!.Answer));
    }

    private IDeclarationGrain Desk => hub.Grains.GetGrain<IDeclarationGrain>(_id);

    private Task<Declaration?> FindAsync() => new DeclarationStore(hub.Database).Find(_id, Scene.None);

    private async Task<Refusal?> DeclareAsync(Declared person, Actor? by = null) =>
        (await Desk.Declare(new Declare(by, person, by is null ? "initial$code" : null))).Refusal;

    private async Task<Refusal?> AcceptAsync(Actor by, Relation relation = Relation.Unknown) =>
        (await Desk.Accept(new AcceptDeclaration(by, People.Request(), _people.Branch.Id, Category.Full, relation))).Refusal;

    // Makes the root the committee of a county of its own.
    private async Task<string> CountyAsync()
    {
        var region = $"{430_100 + Interlocked.Increment(ref _serial)}";
        using var lease = await hub.Database.WriteAsync(Scene.None);
        await lease.Connection.ExecuteAsync("update node set region = @Region where id = @Id", new { Region = region, _people.Root.Id });
        return region;
    }
}
