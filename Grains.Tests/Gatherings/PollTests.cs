using Grains.Gatherings;
using Grains.Gatherings.Polls;
using Grains.Rules;

namespace Grains.Tests.Gatherings;

/// <summary>Polls: one ballot each, by those who may, told to the room within a second, and secret where they say so.</summary>
public sealed class PollTests(HubFixture hub) : IClassFixture<HubFixture>
{
    private static readonly PollForm Form = new("p-1", "活动时间", ["周三", "周五", "周日"], 1, Anonymous: false, Electorate.Everyone);

    private async Task<TestGathering> With(PollForm form, int members = 5)
    {
        var gathering = await new TestGathering(hub).Opened(members);
        for (var n = 1; n <= members; n++)
        {
            await gathering.Enter($"m-{n}");
        }

        Assert.Null((await gathering.Do(new PreparePoll(HubFixture.Secretary, form))).Refusal);
        Assert.Null((await gathering.Do(new OpenPoll(HubFixture.Secretary, form.Id))).Refusal);
        return gathering;
    }

    private static Task<RoomAnswer> Vote(TestGathering gathering, string member, params int[] choices) =>
        gathering.Do(new Vote(HubFixture.Actor(member), "p-1", $"b-{member}", choices));

    private static async Task<PollState> Poll(TestGathering gathering, IRelayObserver relay) =>
        Assert.Single((await gathering.Grain.Subscribe("n-1", relay))!.State.Polls);

    private IRelayObserver Ear() => hub.Grains.CreateObjectReference<IRelayObserver>(new TestRelay());

    [Fact]
    public async Task A_prepared_poll_is_seen_by_nobody_until_it_opens_and_survives_the_opening_of_the_room()
    {
        var gathering = new TestGathering(hub);
        gathering.Enrol(2);
        await gathering.Summon(opensIn: TimeSpan.FromHours(1));
        Assert.Equal("right.officer-only", (await gathering.Do(new PreparePoll(HubFixture.Actor("m-1"), Form))).Refusal!.Rule);
        Assert.Null((await gathering.Do(new PreparePoll(HubFixture.Secretary, Form))).Refusal);
        Assert.Null((await gathering.Do(new PreparePoll(HubFixture.Secretary, Form with { Title = "改过" }))).Refusal);
        await gathering.Pass(TimeSpan.FromHours(1));
        Assert.DoesNotContain(gathering.Stored.Log, static e => e.Poll is not null);

        var opened = await gathering.Do(new OpenPoll(HubFixture.Secretary, "p-1"));

        Assert.Equal("改过", gathering.Stored.Log.Single(e => e.Seq == opened.Seq).Poll!.Title);
        Assert.Equal(opened.Seq, (await gathering.Do(new OpenPoll(HubFixture.Secretary, "p-1"))).Seq);
        Assert.Empty(gathering.Stored.Prepared);
        Assert.Equal("poll.target", (await gathering.Do(new DropPoll(HubFixture.Secretary, "p-1"))).Refusal!.Rule);
    }

    [Fact]
    public async Task A_second_ballot_is_refused_and_a_retry_of_the_first_is_not()
    {
        var gathering = await With(Form);
        Assert.Null((await Vote(gathering, "m-1", 0)).Refusal);
        Assert.Null((await Vote(gathering, "m-1", 0)).Refusal);
        Assert.Equal("poll.voted", (await gathering.Do(new Vote(HubFixture.Actor("m-1"), "p-1", "b-other", [1]))).Refusal!.Rule);
        Assert.Null((await gathering.Do(new ClosePoll(HubFixture.Secretary, "p-1"))).Refusal);
        Assert.Null((await Vote(gathering, "m-1", 0)).Refusal);
        Assert.Equal("poll.closed", (await Vote(gathering, "m-2", 0)).Refusal!.Rule);
        Assert.Equal([1, 0, 0], gathering.Stored.Log.Single(static e => e.Kind == EntryKind.PollClosed).Tally!);
    }

    [Theory]
    [InlineData(1, new int[0])]
    [InlineData(1, new[] { 0, 1 })]
    [InlineData(2, new[] { 0, 0 })]
    [InlineData(2, new[] { 3 })]
    [InlineData(2, new[] { -1 })]
    public async Task A_ballot_that_the_form_does_not_allow_is_refused(int most, int[] choices)
    {
        var gathering = await With(Form with { Most = most }, 1);
        Assert.Equal("poll.choice", (await Vote(gathering, "m-1", choices)).Refusal!.Rule);
        Assert.Empty(gathering.Stored.Ballots);
    }

    [Theory]
    [InlineData(Category.Full, Relation.Registered, Electorate.Voters, null)]
    [InlineData(Category.Full, Relation.TemporaryLetter, Electorate.Voters, "right.relation-elsewhere")]
    [InlineData(Category.Probationary, Relation.Registered, Electorate.Voters, "right.probationary")]
    [InlineData(Category.Probationary, Relation.Registered, Electorate.Members, null)]
    [InlineData(Category.Activist, Relation.Registered, Electorate.Members, "right.not-member")]
    [InlineData(Category.Activist, Relation.Registered, Electorate.Everyone, null)]
    public async Task Who_may_vote_follows_category_and_relation(Category category, Relation relation, Electorate electorate, string? rule)
    {
        var gathering = new TestGathering(hub);
        gathering.Enrol(1);
        hub.Database.Members[0] = hub.Database.Members[0] with { Category = category, Relation = relation };
        await gathering.Summon();
        await gathering.Enter("m-1");
        await gathering.Do(new PreparePoll(HubFixture.Secretary, Form with { Electorate = electorate }));
        await gathering.Do(new OpenPoll(HubFixture.Secretary, "p-1"));
        Assert.Equal(rule, (await Vote(gathering, "m-1", 0)).Refusal?.Rule);
        Assert.Equal(rule is null ? 1L : 0L, gathering.Stored.Log[^1].Value);
    }

    [Fact]
    public async Task The_room_learns_the_tally_of_a_named_poll_by_one_entry_a_second_however_many_vote()
    {
        var gathering = await With(Form, 60);
        var before = gathering.Stored.Log.Count;
        await gathering.Grain.Submit("n-1", [.. Enumerable.Range(1, 60).Select(n => new Vote(HubFixture.Actor($"m-{n}"), "p-1", "b", [n % 3]))]);
        await gathering.Pass(RoomLimits.Beat);
        var told = gathering.Stored.Log.Skip(before).ToArray();
        Assert.All(told, static e => Assert.Equal(EntryKind.PollTally, e.Kind));
        Assert.InRange(told.Length, 1, 2);
        Assert.Equal([20, 20, 20], told[^1].Tally!);
        Assert.Equal(60, told[^1].Value);
    }

    [Fact]
    public async Task The_choices_of_an_anonymous_poll_are_told_at_its_close_and_never_with_a_member()
    {
        var gathering = await With(Form with { Anonymous = true });
        await Vote(gathering, "m-1", 2);
        await gathering.Pass(RoomLimits.Beat);
        await Vote(gathering, "m-2", 2);
        await Vote(gathering, "m-3", 0);
        await gathering.Pass(RoomLimits.Beat);
        Assert.All(gathering.Stored.Ballots, static b => Assert.Null(b.Choices));
        Assert.All(gathering.Stored.Log.Where(static e => e.Kind == EntryKind.PollTally), static e => Assert.Null(e.Tally));
        Assert.Equal(3, gathering.Stored.Log[^1].Value);
        Assert.Null((await Poll(gathering, Ear())).Counts);
        Assert.DoesNotContain("2", new Vote(HubFixture.Actor("m-x"), "p", "b", [2]).ToString(), StringComparison.Ordinal);

        await gathering.Do(new ClosePoll(HubFixture.Secretary, "p-1"));

        var closed = await Poll(gathering, Ear());
        Assert.Equal([1, 0, 2], closed.Counts!);
        Assert.DoesNotContain(gathering.Stored.Log, static e => e.Kind == EntryKind.PollTally && (e.Author ?? e.Subject) is not null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_crash_a_poll_knows_who_has_voted_and_what_was_counted(bool anonymous)
    {
        var gathering = await With(Form with { Anonymous = anonymous });
        await Vote(gathering, "m-1", 1);
        await Vote(gathering, "m-2", 1);
        hub.Database.FailNext(gathering.Id, Grains.Journal.Commit.Unknown, written: true);
        await Vote(gathering, "m-3", 0);

        Assert.Null((await Vote(gathering, "m-3", 0)).Refusal);
        var voted = await gathering.Enter("m-1", "d-2");

        Assert.Equal(["p-1"], voted.Entrance!.Voted);
        await gathering.Enter("m-4");
        await Vote(gathering, "m-4", 2);
        await gathering.Do(new ClosePoll(HubFixture.Secretary, "p-1"));
        var closed = gathering.Stored.Log.Single(static e => e.Kind == EntryKind.PollClosed);
        Assert.Equal([1, 2, 1], closed.Tally!);
        Assert.Equal(4, closed.Value);
    }

    [Fact]
    public async Task Closing_the_gathering_closes_its_polls_first()
    {
        var gathering = await With(Form with { Anonymous = true });
        await Vote(gathering, "m-1", 1);
        await gathering.Do(new Close(HubFixture.Secretary));
        Assert.Equal([EntryKind.PollClosed, EntryKind.Closed], gathering.Stored.Log.TakeLast(2).Select(static e => e.Kind));
        Assert.Equal([0, 1, 0], gathering.Stored.Log[^2].Tally!);
    }

    [Fact]
    public async Task A_form_out_of_bounds_and_a_twenty_first_poll_are_refused()
    {
        var gathering = await new TestGathering(hub).Opened(1);
        PollForm[] bad =
        [
            Form with { Title = " " }, Form with { Title = new string('长', 101) }, Form with { Options = ["一"] }, Form with { Options = ["一", "一 "] },
            Form with { Options = [.. Enumerable.Range(0, 11).Select(n => $"{n}")] }, Form with { Most = 4 }, Form with { Most = 0 }, Form with { Id = "有 空" },
        ];
        foreach (var form in bad)
        {
            Assert.Equal("poll.form", (await gathering.Do(new PreparePoll(HubFixture.Secretary, form))).Refusal!.Rule);
        }

        for (var n = 0; n < RoomLimits.PollsMost; n++)
        {
            Assert.Null((await gathering.Do(new PreparePoll(HubFixture.Secretary, Form with { Id = $"p-{n}" }))).Refusal);
        }

        Assert.Equal("poll.too-many", (await gathering.Do(new PreparePoll(HubFixture.Secretary, Form with { Id = "p-more" }))).Refusal!.Rule);
    }
}
