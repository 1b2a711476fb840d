using Grains.Enterprises;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Grains.Tests.Organisation.Tree;
using Grains.Tests.Relations;
using Grains.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Storage.Queries;

namespace Grains.Tests.Enterprises;

public sealed class SqliteEnterpriseTests(SqliteGrains hub) : EnterpriseSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresEnterpriseTests(PostgresGrains hub) : EnterpriseSuite(hub), IClassFixture<PostgresGrains>;

public abstract class EnterpriseSuite(GrainsOverStorage hub) : IAsyncLifetime
{
    private static int _serial;
    private readonly TreeScene _tree = new(hub);
    private string _street = "";

    private EnterpriseQuery Enterprises => hub.Services.GetRequiredService<EnterpriseQuery>();

    public async Task InitializeAsync()
    {
        await _tree.SetAsync();
        _street = await _tree.FoundAsync(_tree.Root.Id, "街道党委", NodeKind.Committee);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task From_the_registration_to_the_branch_the_seat_turns_into_a_membership_in_one_step()
    {
        var id = await Register("星火科技");
        var people = new List<RosterMember>();
        for (var i = 0; i < 3; i++)
        {
            people.Add(await Person($"党员{i}", _street));
            await Do(new DeclareMember(_tree.Officer, Request(), id, people[i].Name, Category.Full, people[i].Number));
        }

        await Do(new DeclareMember(_tree.Officer, Request(), id, "外来党员", Category.Full, ""));
        var elsewhere = await _tree.FoundAsync(_tree.Root.Id, "别处党支部");
        var head = await Person("企业负责人", elsewhere);
        await Do(new GrantSeat(_tree.Officer, Request(), id, head.Name, head.Number));
        var seated = (await _tree.Store.Actor(head.Id, default))!;
        Assert.Equal((MembershipKind.Seat, _street), (seated.Memberships[0].Kind, seated.Memberships[0].Node));
        var facts = await Enterprises.FactsAsync((await Enterprises.OneAsync(id))!);
        Assert.Equal(UnitAdvice.OwnBranch, UnitSuggestion.For(facts, new UnitPolicy()).Advice);

        var command = new FoundNode(_tree.Officer, Request(), NodeKind.Branch, "星火科技党支部", _street, "", "", id);
        hub.Commits.BreakAfter();
        Assert.Equal(Rulebook.Uncertain, (await _tree.Grain.Submit(command)).Refusal);
        var founded = await Do(command);

        Assert.Equal(4, founded.Members);
        Assert.Equal([TreeWarning.TransferNeeded], (await Found("第二家", full: 3, unlinked: true)).Warnings!);
        foreach (var person in people.Append(head))
        {
            Assert.Equal(founded.Id, (await _tree.Store.Standing(person.Id, default))!.Node);
        }

        Assert.Empty((await _tree.Store.Actor(head.Id, default))!.Memberships);
        var summary = (await Enterprises.OneAsync(id))!;
        Assert.Equal((UnitCover.Own, founded.Id, (string?)null), (summary.Cover, summary.Node, summary.HolderName));
    }

    [Fact]
    public async Task Churn_keeps_the_people_and_the_history()
    {
        var own = await Found("老字号", full: 3);
        var id = own.Enterprise;
        await Do(new AmendEnterprise(_tree.Officer, Request(), id, "新字号", "浦东", "制造", 40));
        var buyer = await Register("买方集团");
        var target = await _tree.FoundAsync(_street, "买方集团党支部");

        var answer = await Do(new EndEnterprise(_tree.Officer, Request(), id, buyer, target));

        Assert.Equal(3, answer.Members);
        Assert.All(own.Members, member => Assert.Equal(target, _tree.Store.Standing(member, default).Result!.Node));
        var ended = (await Enterprises.OneAsync(id))!;
        Assert.Equal((EnterpriseState.Merged, buyer, 0), (ended.State, ended.MergedInto, ended.Party));
        Assert.Equal(3, (await Enterprises.OneAsync(buyer))!.Party);
        Assert.Equal(["merged", "amended", "covered", "registered"], (await Enterprises.ChangesAsync(id)).Select(static c => c.Cause));
        Assert.Equal("老字号", (await Enterprises.ChangesAsync(id))[1].Name);
        await Refuse(Rulebook.EnterpriseEnded, new AmendEnterprise(_tree.Officer, Request(), id, "再改", "", "", 0));
    }

    [Fact]
    public async Task A_closed_enterprise_leaves_its_members_where_they_are()
    {
        var own = await Found("歇业公司", full: 3);
        await Do(new EndEnterprise(_tree.Officer, Request(), own.Enterprise, "", ""));
        Assert.All(own.Members, member => Assert.Equal(own.Node, _tree.Store.Standing(member, default).Result!.Node));
    }

    [Fact]
    public async Task A_joint_branch_of_more_than_five_units_is_warned_of_and_coverage_counts_seats_apart()
    {
        var joint = await _tree.FoundAsync(_street, "园区联合党支部", NodeKind.JointBranch);
        for (var unit = 1; unit <= 6; unit++)
        {
            var id = await Register($"小企业{unit}");
            var answer = await Do(new CoverEnterprise(_tree.Officer, Request(), id, joint));
            Assert.Equal(unit <= 5 ? [] : [TreeWarning.JointUnits], answer.Warnings ?? []);
            if (unit == 6)
            {
                var head = await Person("席位代表", _street, Category.SeatHolder);
                await Do(new GrantSeat(_tree.Officer, Request(), id, head.Name, head.Number));
                await Refuse(Rulebook.SeatTaken, new GrantSeat(_tree.Officer, Request(), id, head.Name, head.Number));
                Assert.Equal(new CoverageRow(UnitCover.Joint, 6, 1), Assert.Single(await Enterprises.CoverageAsync(_tree.Root.Path)));
                await Do(new EndSeat(_tree.Officer, Request(), id));
                await Refuse(Rulebook.SeatNone, new EndSeat(_tree.Officer, Request(), id));
                Assert.Empty((await _tree.Store.Actor(head.Id, default))!.Memberships);
            }
        }

        // Where the joint branch goes up in another node, its enterprises go along.
        var regional = await _tree.FoundAsync(_street, "兜底党支部");
        await Do(new MergeNode(_tree.Officer, Request(), joint, regional));
        Assert.Equal(new CoverageRow(UnitCover.Regional, 6, 0), Assert.Single(await Enterprises.CoverageAsync(_tree.Root.Path)));
    }

    [Fact]
    public async Task What_the_registry_does_not_take_is_refused_by_a_rule_of_its_own()
    {
        var by = _tree.Officer;
        var id = await Register("规则企业");
        var person = await Person("张三", _street);
        var other = await _tree.MemberAsync(_street);
        var stranger = (await _tree.Store.Actor(other, default))!;
        await Refuse(Rulebook.EnterpriseId, new RegisterEnterprise(by, Request(), "e-short", "甲", "", "", 0, _street));
        await Refuse(Rulebook.Conflict, new RegisterEnterprise(by, Request(), id, "甲", "", "", 0, _street));
        await Refuse(Rulebook.EnterpriseName, new RegisterEnterprise(by, Request(), NewId(), " ", "", "", 0, _street));
        await Refuse(Rulebook.EnterpriseFields, new RegisterEnterprise(by, Request(), NewId(), "甲", "", "", -1, _street));
        await Refuse(Rulebook.TreeOfficer, new RegisterEnterprise(stranger, Request(), NewId(), "甲", "", "", 0, _street));
        await Refuse(Rulebook.TreeOfficer, new DeclareMember(stranger, Request(), id, "张三", Category.Full, ""));
        await Refuse(Rulebook.EnterpriseMember, new DeclareMember(by, Request(), id, "李四", Category.Full, person.Number));
        await Refuse(Rulebook.NumberCheck, new DeclareMember(by, Request(), id, "张三", Category.Full, person.Number[..18] + ((person.Number[18] - '0' + 1) % 10)));
        await Do(new DeclareMember(by, Request(), id, "张三", Category.Full, person.Number));
        await Refuse(Rulebook.EnterpriseDeclared, new DeclareMember(by, Request(), id, "张三", Category.Full, person.Number));
        await Refuse(Rulebook.EnterpriseFull, new FoundNode(by, Request(), NodeKind.Branch, "太小党支部", _street, "", "", id));
        await Refuse(Rulebook.SeatMember, new GrantSeat(by, Request(), id, "张三", person.Number));
        var alliance = await _tree.FoundAsync(_street, "联盟", NodeKind.Alliance);
        await Refuse(Rulebook.EnterpriseCover, new CoverEnterprise(by, Request(), id, alliance));
        await Refuse(Rulebook.TreeNotEmpty, new DissolveNode(by, Request(), _street, ""));
    }

    [Fact]
    public async Task A_joint_branch_is_founded_for_one_and_the_others_of_the_region_are_told_to_join_it()
    {
        var first = await Register("联合一", "临港");
        var second = await Register("联合二", "临港");
        await Do(new DeclareMember(_tree.Officer, Request(), first, "甲", Category.Full, ""));
        await Do(new DeclareMember(_tree.Officer, Request(), second, "乙", Category.Full, ""));
        Assert.Equal(UnitAdvice.FoundJoint, await Advice(first));
        var joint = await Do(new FoundNode(_tree.Officer, Request(), NodeKind.JointBranch, "临港联合党支部", _street, "", "临港", first));
        Assert.Equal(UnitAdvice.Keep, await Advice(first));
        Assert.Equal(UnitAdvice.JoinJoint, await Advice(second));
        Assert.Equal(UnitCover.Joint, (await Enterprises.OneAsync(first))!.Cover);
        Assert.Equal(joint.Id, (await Enterprises.FactsAsync((await Enterprises.OneAsync(second))!)).Joint!.Node);
    }

    private async Task<UnitAdvice> Advice(string id) =>
        UnitSuggestion.For(await Enterprises.FactsAsync((await Enterprises.OneAsync(id))!), new UnitPolicy()).Advice;

    private async Task<(string Enterprise, string Node, List<string> Members, string[]? Warnings)> Found(string name, int full, bool unlinked = false)
    {
        var id = await Register(name);
        var members = new List<string>();
        for (var i = 0; i < full; i++)
        {
            var person = await Person($"{name}{i}", _street);
            members.Add(person.Id);
            await Do(new DeclareMember(_tree.Officer, Request(), id, person.Name, Category.Full, person.Number));
        }

        if (unlinked)
        {
            await Do(new DeclareMember(_tree.Officer, Request(), id, "关系在外", Category.Full, ""));
        }

        var answer = await Do(new FoundNode(_tree.Officer, Request(), NodeKind.Branch, $"{name}党支部", _street, "", "", id));
        return (id, answer.Id, members, answer.Warnings);
    }

    private async Task<string> Register(string name, string region = "")
    {
        var id = NewId();
        await Do(new RegisterEnterprise(_tree.Officer, Request(), id, name, region, "互联网", 30, _street));
        return id;
    }

    private async Task<RosterMember> Person(string name, string node, Category category = Category.Full)
    {
        var person = Scene.Person(node, name, category);
        await _tree.Scene.WriteAsync(RosterPlan.Empty with { Members = [person] });
        return person;
    }

    private async Task<OrganisationAnswer> Do(OrganisationCommand command)
    {
        var answer = await _tree.DoAsync(command);
        Assert.Null(answer.Refusal);
        return answer;
    }

    private Task Refuse(Refusal rule, OrganisationCommand command) => _tree.RefuseAsync(rule, command);

    private static string Request() => TreeScene.Request();

    private static string NewId() => $"e-{Interlocked.Increment(ref _serial):D22}";
}
