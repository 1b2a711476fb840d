using System.Runtime.Versioning;
using Grains.Organisation;
using Grains.Rules;
using Silo.Demo;
using Storage;
using Storage.Organisation;

namespace Web.Tests.Commands;

[UnsupportedOSPlatform("windows")]
public sealed class DemoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_figures_of_the_sources_reconcile()
    {
        var plan = DemoTenant.Plan();
        var registered = plan.Members.Count(member => member.Relation == Relation.Registered);
        Assert.Equal((10_730, 2_309, 8_421), (plan.Members.Count, registered, plan.Members.Count - registered));
        Assert.Equal(154, plan.Nodes.Count(node => node.Kind == NodeKind.Branch));
        Assert.All(Enum.GetValues<Relation>(), relation => Assert.Contains(plan.Members, member => member.Relation == relation));
    }

    [Fact]
    public void Headquarters_has_more_than_2000_members_and_general_branches_between()
    {
        var plan = DemoTenant.Plan();
        var headquarters = plan.Nodes.Single(node => node.Name == DemoTree.Headquarters);
        var below = plan.Nodes.Where(node => node.Path.StartsWith(headquarters.Path, StringComparison.Ordinal)).ToDictionary(node => node.Id);
        Assert.True(plan.Members.Count(member => below.ContainsKey(member.Node)) >= 2_000);
        Assert.All(below.Values.Where(node => node.Kind == NodeKind.Branch), node => Assert.Equal(NodeKind.GeneralBranch, below[node.Parent!].Kind));
    }

    [Fact]
    public void Every_organisation_has_one_secretary_who_is_a_registered_full_member()
    {
        var plan = DemoTenant.Plan();
        var people = plan.Members.ToDictionary(member => member.Id);
        var secretaries = plan.Offices.Where(office => office.Role == Role.Secretary).ToList();
        Assert.Equal(plan.Nodes.Select(node => node.Id).Order(), secretaries.Select(office => office.Node).Order());
        Assert.All(secretaries, office => Assert.Equal((Category.Full, Relation.Registered), (people[office.Member].Category, people[office.Member].Relation)));
    }

    [Fact]
    public void The_people_are_the_same_each_time()
    {
        static IEnumerable<(string, string)> People() => DemoTenant.Plan().Members.Select(member => (member.Number, member.Name));
        Assert.Equal(People(), People());
    }

    [Fact]
    public async Task It_is_made_once_and_its_sign_ins_are_kept_for_the_owner_alone()
    {
        await using var database = await HubDatabase.OpenAsync(new StorageOptions { Data = _folder.Path });
        var made = await DemoTenant.EnsureAsync(database, _folder.Path, CancellationToken.None);
        Assert.Equal(8, made.Count);
        Assert.Equal(made, await DemoTenant.EnsureAsync(database, _folder.Path, CancellationToken.None));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["demo-sign-ins.txt"]));
        var book = await new RosterBookReader(database, TimeProvider.System).ReadAsync();
        Assert.Equal(10_730, book.Numbers.Count);
        Assert.Subset(book.Numbers.ToHashSet(), made.Select(signIn => signIn.Number).ToHashSet());
    }
}
