using Grains.Offices;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Grains.Transfers;
using Web.Tests.Support;

namespace Web.Tests.Matrix;

/// <summary>
/// The rows of a transfer, tried on a whole unit's case that was opened from above the committee of its source.
/// Here "member" is that committee's secretary, "off-roster" a deputy beside the opener "officer-above".
/// </summary>
public sealed class UnitMatrixTests(HubServer hub) : IClassFixture<HubServer>
{
    [Fact]
    public async Task A_unit_opened_from_above_is_the_openers_and_the_committees_and_nobody_elses()
    {
        var above = await hub.ActorAsync(Tenant.OfficerAbove);
        var tree = hub.GrainFactory.GetGrain<IOrganisationGrain>(IOrganisationGrain.Key);
        var committee = await FoundAboveAsync("东区党委", Tenant.Branch);
        await FoundAboveAsync("西区党委", Tenant.Elsewhere);
        await AppointAsync(above, Tenant.Member, committee, Role.Secretary);
        await AppointAsync(above, Tenant.OffRoster, Tenant.Root, Role.Deputy);

        string[] withdrawn = [], names = [], seen = [], listed = [];
        foreach (var (standing, person) in Standings.All)
        {
            var id = Moves.NewId();
            Assert.Null((await hub.GrainFactory.GetGrain<ITransferGrain>(id).BeginUnit(
                new BeginUnit(await hub.ActorAsync(Tenant.OfficerAbove), Moves.Request(), Tenant.Branch, Tenant.Elsewhere, ""))).Refusal);
            using var caller = person is null ? hub.Anonymous() : await hub.SignInAsync(person);
            var page = await caller.GetAsync($"/api/transfers/{id}");
            var may = (int)page.Status == 200 ? page.Json.GetProperty("transfer").GetProperty("mayWithdraw").GetBoolean() : (bool?)null;
            seen = [.. seen, $"{standing} {(int)page.Status}{may switch { true => " withdraws", _ => "" }}"];
            names = [.. names, $"{standing} {(int)(await caller.GetAsync($"/api/transfers/{id}/members")).Status}"];
            var desk = await caller.GetAsync("/api/transfers/desk?all=true");
            listed = [.. listed, $"{standing} {((int)desk.Status == 200 ? desk.Text.Contains(id, StringComparison.Ordinal) : (int)desk.Status)}"];
            withdrawn = [.. withdrawn, $"{standing} {(int)(await caller.PostAsync($"/api/transfers/{id}/withdraw", $$"""{"requestId":"{{Moves.Request()}}"}""")).Status}"];
            await hub.GrainFactory.GetGrain<ITransferGrain>(id).Submit(new WithdrawTransfer(await hub.ActorAsync(Tenant.OfficerAbove), Moves.Request()));
        }

        Assert.Equal(
            ["anonymous 401", "must-change 403", "member 200 withdraws", "off-roster 200", "officer 200", "officer-above 200 withdraws", "officer-elsewhere 200", "non-registered 404", "activist 404"],
            seen);
        Assert.Equal(
            ["anonymous 401", "must-change 403", "member 200", "off-roster 403", "officer 200", "officer-above 200", "officer-elsewhere 200", "non-registered 404", "activist 404"],
            names);
        Assert.Equal(
            ["anonymous 401", "must-change 403", "member 200", "off-roster 403", "officer 403", "officer-above 200", "officer-elsewhere 403", "non-registered 404", "activist 404"],
            withdrawn);
        Assert.Equal(
            ["anonymous 401", "must-change 403", "member True", "off-roster False", "officer True", "officer-above True", "officer-elsewhere True", "non-registered 403", "activist 403"],
            listed);

        async Task<string> FoundAboveAsync(string name, string branch)
        {
            var founded = await tree.Submit(new FoundNode(above, Moves.Request(), NodeKind.Committee, name, Tenant.Root, "", "", ""));
            Assert.Null(founded.Refusal);
            Assert.Null((await tree.Submit(new MoveNode(above, Moves.Request(), branch, founded.Id))).Refusal);
            return founded.Id;
        }
    }

    private async Task AppointAsync(Actor by, Person person, string node, Role role) =>
        Assert.Null((await hub.GrainFactory.GetGrain<IOfficeGrain>(node).Appoint(new Appoint(by, Moves.Request(), person.Id, role, 3))).Refusal);
}
