using Grains.Cards;
using Grains.Organisation;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.Time;
using Grains.Transfers;
using Microsoft.Extensions.DependencyInjection;

namespace Grains.Tests.Transfers;

public sealed class SqliteCardTests(SqliteGrains hub) : CardSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresCardTests(PostgresGrains hub) : CardSuite(hub), IClassFixture<PostgresGrains>;

/// <summary>B3: an activity card makes a guest for a time, and leaves the relation where it is.</summary>
public abstract class CardSuite(GrainsOverStorage hub)
{
    private DateOnly Today => new HubCalendar().DateOf(hub.Clock.GetUtcNow());

    [Fact]
    public async Task A_card_given_by_the_home_branch_makes_a_guest_and_ends_by_itself()
    {
        var town = await Town.BuildAsync(hub);
        var member = await town.MemberAsync();
        var id = await AskAsync(town, member, Today.AddMonths(3));
        Assert.Equal("transfer.hands", (await SubmitAsync(id, new GiveCard(await town.ActorAsync(town.ToOfficer), town.Request()))).Refusal?.Rule);
        Assert.Empty((await town.ActorAsync(member)).Memberships);
        Done(await SubmitAsync(id, new GiveCard(await town.ActorAsync(town.FromOfficer), town.Request())));
        var actor = await town.ActorAsync(member);
        Assert.Equal((MembershipKind.Card, town.To.Id), (actor.Memberships[0].Kind, actor.Memberships[0].Node));
        Assert.Equal([town.From.Id], await town.HomesAsync(member));
        Assert.Equal(0, await town.ScalarAsync<long>("select version from member where id = @member", new { member }));

        hub.Clock.Advance(TimeSpan.FromDays(95));
        await TickAsync(id);
        Assert.Empty((await town.ActorAsync(member)).Memberships);
        Assert.Equal([town.From.Id], await town.HomesAsync(member));
        Assert.Equal(CardState.Ended, (await CardAsync(id)).State);
    }

    [Fact]
    public async Task A_stay_beyond_six_months_asks_for_a_transfer_also_in_two_cards()
    {
        var town = await Town.BuildAsync(hub);
        var member = await town.MemberAsync();
        var actor = await town.ActorAsync(member);
        async Task<string?> Try(DateOnly until) => (await SubmitAsync(Town.NewId("c-"), new AskCard(actor, town.Request(), town.To.Id, until, ""))).Refusal?.Rule;
        Assert.Equal("card.until", await Try(Today.AddMonths(6).AddDays(2)));
        Assert.Equal("card.until", await Try(Today.AddDays(-1)));
        var id = await AskAsync(town, member, Today.AddMonths(4));
        Assert.Equal("card.running", await Try(Today.AddMonths(1)));
        Done(await SubmitAsync(id, new GiveCard(await town.ActorAsync(town.FromOfficer), town.Request())));
        hub.Clock.Advance(TimeSpan.FromDays(130));
        await TickAsync(id);
        Assert.Equal("card.until", await Try(Today.AddMonths(4)));
        Assert.Null(await Try(Today.AddMonths(1)));
    }

    [Fact]
    public async Task A_transfer_to_the_host_ends_the_card_in_the_same_moment_and_gives_the_others_a_new_home()
    {
        var town = await Town.BuildAsync(hub);
        var other = await town.Scene.NodeAsync(town.West, "四支部");
        var member = await town.MemberAsync();
        var officer = await town.ActorAsync(town.FromOfficer);
        var (here, there) = (await AskAsync(town, member, Today.AddMonths(3)), await AskAsync(town, member, Today.AddMonths(3), other));
        Done(await SubmitAsync(here, new GiveCard(officer, town.Request())));
        Done(await SubmitAsync(there, new GiveCard(officer, town.Request())));
        await town.BringAsync(member, TransferState.TargetBranchAccepted);
        Assert.Equal((CardState.Ended, CardState.Running, town.To.Id), ((await CardAsync(here)).State, (await CardAsync(there)).State, (await CardAsync(there)).Home));
        Assert.Equal(other.Id, Assert.Single((await town.ActorAsync(member)).Memberships).Node);
        Assert.Equal([town.To.Id], await town.HomesAsync(member));
    }

    [Fact]
    public async Task Dues_at_the_host_are_entered_once_a_month_by_the_host()
    {
        var town = await Town.BuildAsync(hub);
        var member = await town.MemberAsync();
        var id = await AskAsync(town, member, Today.AddMonths(2));
        var (home, host) = (await town.ActorAsync(town.FromOfficer), await town.ActorAsync(town.ToOfficer));
        Done(await SubmitAsync(id, new GiveCard(home, town.Request())));
        var month = $"{Today:yyyy-MM}";
        Assert.Equal("transfer.hands", (await SubmitAsync(id, new EnterDues(home, town.Request(), month, 500))).Refusal?.Rule);
        Assert.Equal("card.dues", (await SubmitAsync(id, new EnterDues(host, town.Request(), month, 0))).Refusal?.Rule);
        Assert.Equal("card.dues", (await SubmitAsync(id, new EnterDues(host, town.Request(), "2001-01", 500))).Refusal?.Rule);
        Done(await SubmitAsync(id, new EnterDues(host, town.Request(), month, 500)));
        Done(await SubmitAsync(id, new EnterDues(host, town.Request(), month, 500)));
        Assert.Equal("card.dues", (await SubmitAsync(id, new EnterDues(host, town.Request(), month, 600))).Refusal?.Rule);
        Assert.Equal(500, await town.ScalarAsync<long>("select sum(fen) from card_dues where card = @id", new { id }));
    }

    [Fact]
    public async Task Giving_and_taking_back_at_once_leave_a_membership_only_with_a_running_card()
    {
        var town = await Town.BuildAsync(hub);
        for (var round = 0; round < 10; round++)
        {
            var member = await town.MemberAsync();
            var id = await AskAsync(town, member, Today.AddMonths(1));
            await Task.WhenAll(
                SubmitAsync(id, new GiveCard(await town.ActorAsync(town.FromOfficer), town.Request())),
                SubmitAsync(id, new EndCard(await town.ActorAsync(member), town.Request(), "")));
            var running = (await CardAsync(id)).State == CardState.Running;
            Assert.Equal(running ? 1 : 0, (await town.ActorAsync(member)).Memberships.Length);
        }
    }

    private async Task<string> AskAsync(Town town, string member, DateOnly until, RosterNode? host = null)
    {
        var id = Town.NewId("c-");
        Done(await SubmitAsync(id, new AskCard(await town.ActorAsync(member), town.Request(), (host ?? town.To).Id, until, "出差")));
        return id;
    }

    private Task<CardAnswer> SubmitAsync(string id, CardCommand command) => hub.Grains.GetGrain<ICardGrain>(id).Submit(command);

    private async Task<Card> CardAsync(string id) => (await hub.Services.GetRequiredService<ICardStore>().Card(id, CancellationToken.None))!;

    private async Task TickAsync(string id)
    {
        Assert.Contains(id, await hub.Services.GetRequiredService<ICardStore>().Due(hub.Clock.GetUtcNow(), 10_000, CancellationToken.None));
        await hub.Grains.GetGrain<ICardGrain>(id).Tick();
    }

    private static void Done(CardAnswer answer) => Assert.Null(answer.Refusal);
}
