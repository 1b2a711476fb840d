using System.Globalization;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Storage;
using Storage.Journal;
using Storage.Organisation;
using Xunit.Abstractions;

namespace Grains.Tests.Storage;

public sealed class SqliteRosterTests(SqliteFixture fixture, ITestOutputHelper output) : RosterSuite(fixture, output), IClassFixture<SqliteFixture>;

public sealed class PostgresRosterTests(PostgresFixture fixture, ITestOutputHelper output) : RosterSuite(fixture, output), IClassFixture<PostgresFixture>;

public abstract class RosterSuite(DatabaseFixture fixture, ITestOutputHelper output)
{
    private readonly Scene _scene = new(fixture.Database);
    private readonly NumberMint _mint = new(fixture.Database);

    [Fact]
    public async Task An_import_writes_nodes_members_posts_and_credentials()
    {
        var root = Node(null, "区委");
        var branch = Node(root, "第二支部");
        var officer = Scene.Person(branch.Id, "赵敏") with { CredentialHash = "h", MustChange = true };
        var people = Enumerable.Range(0, 300).Select(_ => Scene.Person(branch.Id)).Append(officer).ToList();
        var reports = new List<RosterProgress>();

        await new RosterWriter(fixture.Database, TimeProvider.System).ImportAsync(
            new RosterPlan([root, branch], people, [new RosterOffice(officer.Id, Role.Secretary, branch.Id)]),
            new Direct(reports));

        Assert.Equal(("done", 305, 305), (reports[^1].Stage, reports[^1].Rows, reports[^1].Total));
        var store = new OrganisationStore(fixture.Database, TimeProvider.System);
        var actor = (await store.Actor(officer.Id, Scene.None))!;
        Assert.Equal(("赵敏", branch.Path, Role.Secretary, branch.Path), (actor.Name, actor.Path, actor.Offices[0].Role, actor.Offices[0].Path));
        Assert.Equal(new NodeRow(branch.Id, root.Id, NodeKind.Branch, "第二支部", branch.Path), await store.Node(branch.Id, Scene.None));
        var signIn = (await new global::Storage.Queries.SignInQuery(fixture.Database).ByNumberAsync(officer.Number))!;
        Assert.Equal((officer.Id, "h", true, 0), (signIn.Member, signIn.Hash, signIn.MustChange, signIn.Failures));
        Assert.Equal(301, await _scene.ScalarAsync<long>("select count(*) from membership where node = @Id and until is null", new { branch.Id }));
    }

    [Fact]
    public async Task An_import_stands_in_the_audit_and_tells_readers_of_counts_to_count_again()
    {
        var root = Node(null, "区委");
        var sector = Node(root, "互联网党委");
        var branch = Node(root, "车库支部") with { Region = "110108", Sector = sector.Id };
        var person = Scene.Person(branch.Id);
        var command = new CommandFact("m-officer", Scene.Id("r-"), Scene.Noon, "import", "done");

        await new RosterWriter(fixture.Database, TimeProvider.System).ImportAsync(
            new RosterPlan([root, branch, sector], [person], []), new RosterAct("m-officer", command));

        Assert.Equal("nodes 3, members 1, posts 0", await _scene.ScalarAsync<string>(
            "select detail from audit where action = 'import.write' and subject = @Id and actor = 'm-officer'", new { root.Id }));
        Assert.Equal(1, await _scene.ScalarAsync<long>(
            "select count(*) from organisation_change where kind = 'Recount' and subject = @Id and source = @Source", new { root.Id, Source = command.Id }));
        Assert.Equal(command, await new CommandStore(fixture.Database).Find("m-officer", command.Id, Scene.None));
        var book = await new RosterBookReader(fixture.Database, TimeProvider.System).ReadAsync();
        Assert.Equal(("110108", sector.Id), book.Lines[branch.Id]);
        await Assert.ThrowsAsync<RosterConflictException>(() => new RosterWriter(fixture.Database, TimeProvider.System).ImportAsync(
            new RosterPlan([], [Scene.Person(branch.Id)], []), new RosterAct("m-officer", command)));
    }

    [Fact]
    public async Task A_town_of_10730_members_is_one_import()
    {
        var root = Node(null, "镇党委");
        var branches = Enumerable.Range(0, 430).Select(i => Node(root, $"第{i}支部")).ToList();
        var people = Enumerable.Range(0, 10_730)
            .Select(i => Scene.Person(branches[i % branches.Count].Id) with { CredentialHash = "h" }).ToList();
        var started = TimeProvider.System.GetTimestamp();

        await _scene.WriteAsync(new RosterPlan([root, .. branches], people, []));

        output.WriteLine($"{fixture.Database.Product}: {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F1} s");
        var summary = (await new global::Storage.Queries.NodeQuery(fixture.Database).ByIdAsync(root.Id))!;
        Assert.Equal((10_730, 430), (summary.Subtree, summary.Children));
    }

    [Fact]
    public async Task A_colliding_import_writes_nothing()
    {
        var there = await _scene.MemberAsync(await _scene.NodeAsync());
        var branch = Node(null, "新支部");
        var twin = Scene.Person(branch.Id) with { Number = there.Number };

        await Assert.ThrowsAsync<RosterConflictException>(
            () => _scene.WriteAsync(new RosterPlan([branch], [Scene.Person(branch.Id), twin], [])));

        Assert.Null(await new OrganisationStore(fixture.Database, TimeProvider.System).Node(branch.Id, Scene.None));
        Assert.Equal(0, await _scene.ScalarAsync<long>("select count(*) from member where node = @Id", new { branch.Id }));
    }

    [Fact]
    public async Task A_member_of_an_unknown_node_fails_the_import() =>
        await Assert.ThrowsAsync<RosterConflictException>(
            () => _scene.WriteAsync(RosterPlan.Empty with { Members = [Scene.Person("b-none")] }));

    [Fact]
    public async Task A_cancelled_import_writes_nothing()
    {
        var branch = Node(null, "取消");
        using var cancel = new CancellationTokenSource();
        var progress = new Direct([], () => cancel.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new RosterWriter(fixture.Database, TimeProvider.System)
            .ImportAsync(new RosterPlan([branch], [Scene.Person(branch.Id)], []), progress, cancel.Token));

        Assert.Equal(0, await _scene.ScalarAsync<long>("select count(*) from node where id = @Id", new { branch.Id }));
    }

    [Fact]
    public async Task Fifty_at_once_never_mint_the_same_number()
    {
        var minted = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => _mint.MintAsync(440_305, 1999, 3, 1 + (i % 3)))));

        var numbers = minted.SelectMany(few => few).ToList();
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.All(numbers, number => Assert.Null(RegistrationNumber.Parse(number, out _)));
        var serials = numbers.Select(number => int.Parse(number.AsSpan(12, 6), CultureInfo.InvariantCulture)).Order();
        Assert.Equal(Enumerable.Range(1, numbers.Count), serials);
    }

    [Fact]
    public async Task A_number_that_came_with_a_roster_is_never_minted_again()
    {
        var branch = await _scene.NodeAsync();
        await _scene.WriteAsync(RosterPlan.Empty with
        {
            Members = [Scene.Person(branch.Id) with { Number = RegistrationNumber.Mint(110_101, 2010, 5, 41) }],
        });

        Assert.Equal([RegistrationNumber.Mint(110_101, 2010, 5, 42)], await _mint.MintAsync(110_101, 2010, 5));
    }

    [Fact]
    public async Task A_month_that_is_used_up_is_refused_and_mints_nothing()
    {
        var branch = await _scene.NodeAsync();
        await _scene.WriteAsync(RosterPlan.Empty with
        {
            Members = [Scene.Person(branch.Id) with { Number = RegistrationNumber.Mint(110_101, 2011, 5, RegistrationNumber.LastSerial - 1) }],
        });

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _mint.MintAsync(110_101, 2011, 5, 2));
        Assert.Equal([RegistrationNumber.Mint(110_101, 2011, 5, RegistrationNumber.LastSerial)], await _mint.MintAsync(110_101, 2011, 5));
    }

    [Fact]
    public async Task The_book_names_what_a_roster_can_collide_with()
    {
        var branch = await _scene.NodeAsync(name: "书记支部");
        var member = await _scene.MemberAsync(branch, "陈静");
        await _scene.OfficeAsync(member, branch, Role.Secretary);

        var book = await new RosterBookReader(fixture.Database, TimeProvider.System).ReadAsync();

        Assert.Contains(new NodeRow(branch.Id, null, NodeKind.Branch, "书记支部", branch.Path), book.Nodes);
        Assert.Contains(member.Number, book.Numbers);
        Assert.Contains(RosterBook.PersonKey("陈静", member.Phone!), book.People);
        Assert.Contains(branch.Id, book.Secretaries);
    }

    private static RosterNode Node(RosterNode? parent, string name)
    {
        var id = Scene.Id("b-");
        return new RosterNode(id, parent?.Id, NodeKind.Branch, name, (parent?.Path ?? "/") + id + "/");
    }

    // Progress<T> reports on other threads later; a test wants it now.
    private sealed class Direct(List<RosterProgress> reports, Action? then = null) : IProgress<RosterProgress>
    {
        public void Report(RosterProgress value)
        {
            reports.Add(value);
            then?.Invoke();
        }
    }
}
