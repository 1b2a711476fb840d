using Grains.Gatherings;
using Grains.Organisation;
using Grains.Rules;
using Grains.VirtualBranches;
using Storage.Organisation;
using Storage.Queries;

namespace Grains.Tests.Storage;

public sealed class SqliteRosterBesideTests(SqliteFixture fixture) : RosterBesideSuite(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresRosterBesideTests(PostgresFixture fixture) : RosterBesideSuite(fixture), IClassFixture<PostgresFixture>;

/// <summary>Who belongs beside a home roster is on the frozen roster, in the lists before it, and in the pure rule alike.</summary>
public abstract class RosterBesideSuite(DatabaseFixture fixture)
{
    private readonly Scene _scene = new(fixture.Database);

    [Fact]
    public async Task A_card_and_a_seat_are_on_the_roster_of_the_node_and_of_all_above_and_vote_nowhere_but_at_home()
    {
        var root = await _scene.NodeAsync(kind: NodeKind.Committee);
        var (here, home) = (await _scene.NodeAsync(root, "甲支部"), await _scene.NodeAsync(await _scene.NodeAsync(kind: NodeKind.Committee), "乙支部"));
        var own = await _scene.MemberAsync(here);
        var card = await BesideAsync(await _scene.MemberAsync(home), here.Id, MembershipKind.Card);
        var seat = await BesideAsync(await _scene.MemberAsync(home, category: Category.SeatHolder), here.Id, MembershipKind.Seat);
        foreach (var charter in (GatheringCharter[])[Scene.Charter(here, subtree: false), Scene.Charter(root)])
        {
            var lines = await FreezeAsync(charter);
            Assert.Equal(3, lines.Count);
            Assert.True(lines[own.Id] is { Expected: true, Eligible: true });
            Assert.True(lines[card] is { Expected: true, Eligible: false, Relation: Relation.ActivityCard, Unit: "乙支部" });
            Assert.True(lines[seat] is { Expected: false, Eligible: false });
        }

        Assert.Empty(await FreezeAsync(Scene.Charter(root, subtree: false)));
    }

    [Fact]
    public async Task Who_is_on_the_home_roster_stays_that_and_an_ended_membership_is_none()
    {
        var root = await _scene.NodeAsync(kind: NodeKind.Committee);
        var (one, two) = (await _scene.NodeAsync(root), await _scene.NodeAsync(root));
        var both = await BesideAsync(await _scene.MemberAsync(one), two.Id, MembershipKind.Seat);
        var gone = await BesideAsync(await _scene.MemberAsync(one), two.Id, MembershipKind.Card, ended: true);
        Assert.True((await FreezeAsync(Scene.Charter(root)))[both] is { Expected: true, Eligible: true });
        Assert.DoesNotContain(gone, (await FreezeAsync(Scene.Charter(two))).Keys);
    }

    [Theory]
    [InlineData(MembershipKind.Virtual, "v-")]
    [InlineData(MembershipKind.Life, "l-")]
    public async Task The_roster_outside_the_tree_are_its_members_and_the_rule_lists_and_roster_agree(MembershipKind kind, string prefix)
    {
        var home = await _scene.NodeAsync();
        var node = await OutsideAsync(prefix);
        var full = await BesideAsync(await _scene.MemberAsync(home), node.Id, kind);
        var probationary = await BesideAsync(await _scene.MemberAsync(home, category: Category.Probationary), node.Id, kind);
        var applicant = await BesideAsync(await _scene.MemberAsync(home, category: Category.Applicant), node.Id, kind);
        var stranger = (await _scene.MemberAsync(home)).Id;
        var charter = Scene.Charter(node, activists: true);
        Assert.True(await _scene.Gatherings.Create(charter, Scene.Terms(), "e-1", Scene.None));
        var query = new GatheringQuery(fixture.Database);
        var organisation = new OrganisationStore(fixture.Database, TimeProvider.System);
        foreach (var (member, expected) in ((string, bool?)[])[(full, true), (probationary, true), (applicant, false), (stranger, null)])
        {
            Assert.Equal(expected, RosterScope.Covers(charter, (await organisation.Actor(member, Scene.None))!));
            Assert.Equal(expected is not null, await query.CoversAsync(charter.Id, member));
        }

        var lines = (await _scene.Gatherings.Freeze(charter, Scene.None)).ToDictionary(static line => line.Member);
        Assert.Equal(3, lines.Count);
        Assert.True(lines[full] is { Expected: true, Eligible: false });
        Assert.True(lines[applicant] is { Expected: false, Eligible: false });
    }

    [Fact]
    public async Task What_members_found_is_no_part_of_the_tree()
    {
        var tree = await _scene.NodeAsync(kind: NodeKind.Committee);
        var outside = await OutsideAsync("v-");
        Assert.DoesNotContain(await new NodeQuery(fixture.Database).RootsAsync(), root => root.Id == outside.Id);
        Assert.Contains(await new NodeQuery(fixture.Database).RootsAsync(), root => root.Id == tree.Id);
        var book = await new RosterBookReader(fixture.Database, TimeProvider.System).ReadAsync();
        Assert.DoesNotContain(book.Nodes, node => node.Id == outside.Id);
    }

    private async Task<Dictionary<string, RosterLine>> FreezeAsync(GatheringCharter charter)
    {
        Assert.True(await _scene.Gatherings.Create(charter, Scene.Terms(), "e-1", Scene.None));
        return (await _scene.Gatherings.Freeze(charter, Scene.None)).ToDictionary(static line => line.Member);
    }

    private async Task<RosterNode> OutsideAsync(string prefix)
    {
        var id = Scene.Id(prefix);
        var node = new RosterNode(id, null, Outside.KindOf(id), "学习会", $"/{id}/");
        await _scene.WriteAsync(RosterPlan.Empty with { Nodes = [node] });
        return node;
    }

    private async Task<string> BesideAsync(RosterMember member, string node, MembershipKind kind, bool ended = false)
    {
        using var lease = await fixture.Database.WriteAsync(Scene.None);
        await Dapper.SqlMapper.ExecuteAsync(
            lease.Connection,
            "insert into membership (member, node, since, until, kind) values (@Member, @Node, 1, @Until, @Kind)",
            new { Member = member.Id, Node = node, Until = ended ? 2L : (long?)null, Kind = kind.ToString() });
        return member.Id;
    }
}
