using Grains.Cards;
using Grains.Gatherings;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.Tests.Storage;
using Grains.Time;
using Grains.Transfers;
using Microsoft.Extensions.DependencyInjection;
using Storage.Queries;

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

    [Fact]
    public async Task A_card_is_over_at_its_date_however_late_the_hub_comes_to_say_so()
    {
        var town = await Town.BuildAsync(hub);
        var member = await town.MemberAsync();
        var id = await AskAsync(town, member, Today.AddDays(10));
        Done(await SubmitAsync(id, new GiveCard(await town.ActorAsync(town.FromOfficer), town.Request())));
        var until = (await CardAsync(id)).Until;
        hub.Clock.Advance(TimeSpan.FromDays(30));
        await TickAsync(id);
        var card = await CardAsync(id);
        Assert.Equal((CardState.Ended, until), (card.State, card.EndedAt));
        Assert.Equal(until.ToUnixTimeMilliseconds(), await town.ScalarAsync<long>("select until from membership where member = @member and kind = 'Card'", new { member }));
        // A request that nobody answered is over too, and cannot be given any more.
        var asked = await AskAsync(town, member, Today.AddDays(3));
        hub.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Equal("card.state", (await SubmitAsync(asked, new GiveCard(await town.ActorAsync(town.FromOfficer), town.Request()))).Refusal?.Rule);
        await TickAsync(asked);
        Assert.Empty((await town.ActorAsync(member)).Memberships);
    }

    [Fact]
    public async Task Only_the_hosts_own_gatherings_in_the_time_of_the_card_endorse_and_each_counts_once()
    {
        var town = await Town.BuildAsync(hub);
        var member = await town.MemberAsync();
        await HeldAsync(town, town.To, member);
        hub.Clock.Advance(TimeSpan.FromHours(1));
        var id = await AskAsync(town, member, Today.AddDays(20));
        Done(await SubmitAsync(id, new GiveCard(await town.ActorAsync(town.FromOfficer), town.Request())));
        hub.Clock.Advance(TimeSpan.FromHours(1));
        // Entered on two devices and left in between: once. Not entered: held, not attended. At home and above: the host endorses neither.
        await HeldAsync(town, town.To, member, member);
        await HeldAsync(town, town.To);
        await HeldAsync(town, town.From, member);
        await HeldAsync(town, town.West, member);
        var query = new CardQuery(hub.Database, new HubCalendar());
        Assert.Equal((2, 1), await SumAsync());
        hub.Clock.Advance(TimeSpan.FromDays(40));
        await HeldAsync(town, town.To, member);
        Assert.Equal((2, 1), await SumAsync());
        await TickAsync(id);
        Assert.Equal((2, 1), await SumAsync());

        async Task<(int, int)> SumAsync()
        {
            var months = await query.MonthsAsync(await CardAsync(id), hub.Clock.GetUtcNow());
            return (months.Sum(static m => m.Held), months.Sum(static m => m.Attended));
        }
    }

    [Fact]
    public async Task Where_home_and_host_meet_together_the_guest_stands_on_the_roster_once_and_at_home()
    {
        var town = await Town.BuildAsync(hub);
        var member = await town.MemberAsync();
        var id = await AskAsync(town, member, Today.AddMonths(1));
        Done(await SubmitAsync(id, new GiveCard(await town.ActorAsync(town.FromOfficer), town.Request())));
        var together = Assert.Single(await FreezeAsync(Scene.Charter(town.Root)), line => line.Member == member);
        Assert.Equal((Relation.Registered, true, true, "一支部"), (together.Relation, together.Expected, together.Eligible, together.Unit));
        var guest = Assert.Single(await FreezeAsync(Scene.Charter(town.To, subtree: false)), line => line.Member == member);
        Assert.Equal((Relation.ActivityCard, true, false, "一支部"), (guest.Relation, guest.Expected, guest.Eligible, guest.Unit));

        async Task<IReadOnlyList<RosterLine>> FreezeAsync(GatheringCharter charter)
        {
            Assert.True(await town.Scene.Gatherings.Create(charter, Scene.Terms(), "e-1", default));
            return await town.Scene.Gatherings.Freeze(charter, default);
        }
    }

    [Fact]
    public async Task Who_has_no_formal_relation_here_or_asks_for_the_own_branch_gets_no_card()
    {
        var town = await Town.BuildAsync(hub);
        async Task<string?> TryAsync(string member, RosterNode host) => (await SubmitAsync(
            Town.NewId("c-"), new AskCard(await town.ActorAsync(member), town.Request(), host.Id, Today.AddDays(20), ""))).Refusal?.Rule;
        Assert.Equal("card.registered", await TryAsync(await town.MemberAsync(relation: Relation.Pocket), town.To));
        Assert.Equal("transfer.member", await TryAsync(await town.MemberAsync(category: Category.Activist), town.To));
        Assert.Equal("card.host", await TryAsync(await town.MemberAsync(), town.From));
        Assert.Equal("card.host", await TryAsync(await town.MemberAsync(), town.West));
    }

    [Theory]
    [InlineData(0, 0, 6)]
    [InlineData(4, 0, 2)]
    [InlineData(4, 20, 2)]
    [InlineData(4, 40, 6)]
    public void A_stay_is_unbroken_until_there_is_a_gap_of_more_than_a_month(int months, int gapDays, int left)
    {
        var now = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        var ended = now.AddDays(-gapDays);
        Card[] earlier = months == 0
            ? [Stay("b-other", now.AddMonths(-5), now)]
            : [Stay("b-host", ended.AddMonths(-months), ended), Stay("b-other", now.AddMonths(-5), now), Stay("b-host", null, now)];
        var start = left == 6 ? now : ended.AddMonths(-months);
        Assert.Equal(start.AddMonths(6), CardLimits.Latest(earlier, "b-host", now));

        static Card Stay(string host, DateTimeOffset? since, DateTimeOffset ended) => new(
            "c-1", "m-1", "李明", "b-home", "", host, "", "", ended.AddYears(-1), ended, CardState.Ended, 3) { Since = since, EndedAt = ended };
    }

    /// <summary>A gathering that opened now and was entered, once for each time that somebody is named.</summary>
    private async Task HeldAsync(Town town, RosterNode node, params string[] entered)
    {
        var now = hub.Clock.GetUtcNow();
        var charter = Scene.Charter(node, subtree: false, opens: now);
        Assert.True(await town.Scene.Gatherings.Create(charter, Scene.Terms(GatheringState.Open, now), "e-1", default));
        var row = (await town.Scene.Gatherings.Take(charter.Id, default))!;
        var marks = entered.SelectMany(member => new[] { new AttendanceMark(member, true, now), new AttendanceMark(member, false, now.AddMinutes(1)) });
        Assert.Equal(Commit.Done, await hub.Services.GetRequiredService<IJournal>().AppendAsync(
            new GatheringFacts(charter.Id, row.Fence, row.Head, now) { Marks = [.. marks] }));
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
