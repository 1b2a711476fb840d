using System.Threading.Channels;
using Grains.Consultations;
using Grains.Gateways;
using Grains.Gatherings;
using Grains.Journal;
using Grains.Members;
using Grains.Points;
using Grains.Rules;
using Grains.Tests.Gatherings;

namespace Grains.Tests.Consultations;

/// <summary>D10: a private thread between a member and the committee of the member's branch.</summary>
public sealed class ConsultationTests : IClassFixture<HubFixture>
{
    private readonly HubFixture _hub;
    private readonly string _branch = $"b-{Guid.NewGuid():N}";
    private readonly Actor _asker;
    private readonly Actor _secretary;
    private readonly Actor _deputy;
    private readonly Actor _above;
    private readonly Actor _stranger;

    public ConsultationTests(HubFixture hub)
    {
        _hub = hub;
        _asker = Add("asker");
        _secretary = Add("secretary", new Office(Role.Secretary, _branch, Path));
        _deputy = Add("deputy", new Office(Role.Deputy, _branch, Path));
        _above = Add("above", new Office(Role.Secretary, "b-0", "/b-0/"));
        _stranger = Add("stranger");
    }

    private string Path => $"/b-0/{_branch}/";

    [Fact]
    public async Task A_question_waits_is_taken_answered_handed_over_closed_and_reopened()
    {
        var (id, grain) = await OpenAsync();
        Assert.Equal(ConsultationState.Waiting, Terms(id).State);
        var asked = Terms(id).WaitingSince;
        Assert.NotNull(asked);
        Assert.Equal("consultation.hand", (await grain.Submit(new Say(_secretary, "c-1", "您好", null))).Refusal?.Rule);

        await Done(grain, new TakeInHand(_secretary));
        Assert.Equal(asked, Terms(id).WaitingSince);
        Assert.Equal("consultation.taken", (await grain.Submit(new TakeInHand(_deputy))).Refusal?.Rule);
        await Done(grain, new Say(_secretary, "c-1", "您好", null));
        Assert.Null(Terms(id).WaitingSince);
        Assert.NotNull(Terms(id).FirstReplyAt);

        await Done(grain, new Say(_asker, "c-2", "还有", null));
        Assert.NotNull(Terms(id).WaitingSince);
        await Done(grain, new HandOver(_secretary, _deputy.Member));
        Assert.Equal(_deputy.Member, Terms(id).Officer);
        Assert.Equal("consultation.hand", (await grain.Submit(new Say(_secretary, "c-3", "不该", null))).Refusal?.Rule);
        await Done(grain, new Say(_deputy, "c-3", "我来答复", null));

        Assert.Equal("consultation.open", (await grain.Submit(new Rate(_asker, true))).Refusal?.Rule);
        await Done(grain, new Settle(_deputy));
        await Done(grain, new Rate(_asker, false));
        Assert.False(Terms(id).Helped);
        Assert.Equal("consultation.closed", (await grain.Submit(new Say(_asker, "c-4", "等等", null))).Refusal?.Rule);
        await Done(grain, new Reopen(_asker));
        Assert.Equal((ConsultationState.Taken, _deputy.Member), (Terms(id).State, Terms(id).Officer));
        Assert.NotNull(Terms(id).WaitingSince);
        Assert.Equal(Enumerable.Range(1, Log(id).Count).Select(n => (long)n), Log(id).Select(e => e.Seq));
        Assert.Equal(Enum.GetValues<ConsultationEntryKind>().Order(), Log(id).Select(e => e.Kind).Distinct().Order());
    }

    [Fact]
    public async Task A_consultation_is_not_there_for_anyone_but_the_asker_and_the_desk()
    {
        var (id, grain) = await OpenAsync();
        foreach (var other in new[] { _above, _stranger })
        {
            foreach (var command in new ConsultationCommand[]
            {
                new Say(other, "c-9", "偷看", null), new TakeInHand(other), new HandOver(other, other.Member), new Settle(other),
                new Reopen(other), new Rate(other, true), new MarkRead(other, 1),
            })
            {
                Assert.Equal("request.not-found", (await grain.Submit(command)).Refusal?.Rule);
            }

            Assert.Equal("request.not-found", (await grain.Open(Question(other))).Refusal?.Rule);
        }

        Assert.Equal(2, Log(id).Count);
        Assert.Equal("right.officer-only", (await grain.Submit(new TakeInHand(_asker))).Refusal?.Rule);
        Assert.Equal("consultation.member-only", (await grain.Submit(new Reopen(_secretary))).Refusal?.Rule);
        Assert.Equal("consultation.officer", (await grain.Submit(new HandOver(_secretary, _above.Member))).Refusal?.Rule);
    }

    [Fact]
    public async Task Asking_again_with_the_same_id_opens_one_and_saying_again_makes_one_entry()
    {
        var (id, grain) = await OpenAsync();
        Assert.Null((await grain.Open(Question(_asker))).Refusal);
        Assert.Equal("request.conflict", (await grain.Open(Question(_asker) with { Subject = "另一件事" })).Refusal?.Rule);
        var first = await Done(grain, new Say(_asker, "c-7", "一次", null));
        var second = await Done(grain, new Say(_asker, "c-7", "一次", null));
        Assert.Equal(first.Seq, second.Seq);
        Assert.Equal(3, Log(id).Count);
    }

    [Theory]
    [InlineData(Commit.Unavailable, false, "hub.unavailable")]
    [InlineData(Commit.Unknown, true, "hub.uncertain")]
    [InlineData(Commit.Unknown, false, "hub.uncertain")]
    public async Task What_is_not_known_to_be_stored_is_not_acknowledged_and_the_retry_makes_one_entry(Commit outcome, bool written, string rule)
    {
        var (id, grain) = await OpenAsync();
        _hub.Database.FailNext(id, outcome, written);
        Assert.Equal(rule, (await grain.Submit(new Say(_asker, "c-1", "只有一次", null))).Refusal?.Rule);
        ConsultationAnswer again;
        do
        {
            again = await grain.Submit(new Say(_asker, "c-1", "只有一次", null));
        }
        while (again.Refusal?.Rule == "hub.busy");

        Assert.Null(again.Refusal);
        Assert.Equal(3, again.Seq);
        Assert.Single(Log(id), e => e.Text == "只有一次");
    }

    [Fact]
    public async Task Who_moves_to_another_branch_takes_what_is_new_out_of_the_old_desks_sight()
    {
        var (id, grain) = await OpenAsync();
        await Done(grain, new TakeInHand(_secretary));
        var heard = await ListenAsync(_secretary);
        var moved = _asker with { Node = "b-elsewhere", Path = "/b-0/b-elsewhere/" };
        _hub.Database.People[_asker.Member] = moved;

        Assert.Equal("consultation.moved", (await grain.Submit(new Say(moved, "c-5", "新情况", null))).Refusal?.Rule);
        Assert.Equal("consultation.moved", (await grain.Submit(new Say(_secretary, "c-5", "还在吗", null))).Refusal?.Rule);
        // Reading is the member's own affair; of that too the old desk hears nothing.
        await Done(grain, new MarkRead(moved, 3));
        _hub.Database.People[_asker.Member] = _asker;
        await Done(grain, new Say(_asker, "c-6", "回来了", null));
        var first = await heard.ReadAsync();
        Assert.Equal("回来了", Assert.Single(first.Entries).Text);
        Assert.Equal(4, Log(id).Count);
    }

    [Fact]
    public async Task Every_party_hears_of_each_entry_after_the_commit_and_nobody_else_does()
    {
        var (_, grain) = await OpenAsync();
        var parties = new[] { await ListenAsync(_asker), await ListenAsync(_secretary), await ListenAsync(_deputy) };
        var others = new[] { await ListenAsync(_above), await ListenAsync(_stranger) };

        await Done(grain, new TakeInHand(_secretary));
        await Done(grain, new Say(_secretary, "c-1", "在办", null));
        await Done(grain, new MarkRead(_asker, 4));

        foreach (var party in parties)
        {
            // Between silos one may overtake another; a device puts them in order by the head.
            var heard = new[] { await party.ReadAsync(), await party.ReadAsync(), await party.ReadAsync() };
            var pushes = heard.OrderBy(static p => p.Consultation.Head).ThenByDescending(static p => p.Entries.Length).ToArray();
            Assert.Equal([1, 1, 0], pushes.Select(p => p.Entries.Length));
            Assert.Equal([3, 4, 4], pushes.Select(p => p.Consultation.Head));
            Assert.Contains(pushes[2].Consultation.Marks, m => m.Member == _asker.Member && m.Seq == 4);
        }

        Assert.All(others, other => Assert.False(other.TryRead(out _)));
    }

    [Fact]
    public async Task A_secretary_who_asks_is_answered_by_the_others_of_the_committee()
    {
        var (id, grain) = await OpenAsync(_secretary);
        Assert.Equal(_branch, _hub.Database.Consultation(id).Row.Charter.Node);
        Assert.Equal("right.officer-only", (await grain.Submit(new TakeInHand(_secretary))).Refusal?.Rule);
        await Done(grain, new TakeInHand(_deputy));
        Assert.Equal("consultation.officer", (await grain.Submit(new HandOver(_deputy, _secretary.Member))).Refusal?.Rule);
    }

    [Fact]
    public async Task Without_a_committee_the_nearest_above_answers_and_without_any_nobody_is_asked()
    {
        _hub.Database.People.Remove(_secretary.Member);
        _hub.Database.People.Remove(_deputy.Member);
        var (id, _) = await OpenAsync();
        Assert.Equal("b-0", _hub.Database.Consultation(id).Row.Charter.Node);

        var lonely = _asker with { Member = _asker.Member + "-lonely", Path = $"/{Guid.NewGuid():N}/" };
        _hub.Database.People[lonely.Member] = lonely;
        Assert.Equal("consultation.no-desk", (await Grain(NewId()).Open(Question(lonely))).Refusal?.Rule);
    }

    [Fact]
    public async Task Limits_refuse_with_a_sentence()
    {
        for (var n = 0; n < ConsultationLimits.OpenMost; n++)
        {
            await OpenAsync();
        }

        Assert.Equal("consultation.too-many", (await Grain(NewId()).Open(Question(_asker))).Refusal?.Rule);
        Assert.Equal("consultation.subject", (await Grain(NewId()).Open(Question(_stranger) with { Subject = new string('长', 101) })).Refusal?.Rule);
        Assert.Equal("post.empty", (await Grain(NewId()).Open(Question(_stranger) with { Text = " \u202e " })).Refusal?.Rule);
        var (_, grain) = await OpenAsync(_stranger);
        for (var n = 1; n < ConsultationLimits.MessagesAMinute; n++)
        {
            await Done(grain, new Say(_stranger, $"c-{n}", "问", null));
        }

        Assert.Equal("post.too-fast", (await grain.Submit(new Say(_stranger, "c-x", "问", null))).Refusal?.Rule);
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await Done(grain, new Say(_stranger, "c-x", "问", null));
    }

    private Actor Add(string who, params Office[] offices)
    {
        var actor = new Actor($"m-{who}-{Guid.NewGuid():N}", who, Category.Full, Relation.Registered, _branch, Path, offices);
        return _hub.Database.People[actor.Member] = actor;
    }

    private static string NewId() => "q-" + Guid.NewGuid().ToString("N")[..22];

    private IConsultationGrain Grain(string id) => _hub.Grains.GetGrain<IConsultationGrain>(id);

    private static Ask Question(Actor by) => new(by, ConsultationTopic.Dues, "党费怎么交", "c-0", "想问一下", null);

    private async Task<(string Id, IConsultationGrain Grain)> OpenAsync(Actor? by = null)
    {
        var id = NewId();
        Assert.Null((await Grain(id).Open(Question(by ?? _asker))).Refusal);
        return (id, Grain(id));
    }

    private static async Task<ConsultationAnswer> Done(IConsultationGrain grain, ConsultationCommand command)
    {
        var answer = await grain.Submit(command);
        Assert.Null(answer.Refusal);
        return answer;
    }

    private ConsultationTerms Terms(string id) => _hub.Database.Consultation(id).Row.Terms;

    private List<ConsultationEntry> Log(string id) => _hub.Database.Consultation(id).Log;

    private async Task<ChannelReader<ConsultationPush>> ListenAsync(Actor actor)
    {
        var ear = new Ear();
        Ears.Add(ear);
        await _hub.Grains.GetGrain<IMemberGrain>(actor.Member).Attach("n-1", _hub.Grains.CreateObjectReference<IGatewayObserver>(ear));
        return ear.Heard.Reader;
    }

    // Observers are held weakly.
    private List<Ear> Ears { get; } = [];

    private sealed class Ear : IGatewayObserver
    {
        public Channel<ConsultationPush> Heard { get; } = Channel.CreateUnbounded<ConsultationPush>();

        public Task Consulted(string member, ConsultationPush push)
        {
            Heard.Writer.TryWrite(push);
            return Task.CompletedTask;
        }

        public Task Noticed(string member, Notice notice) => Task.CompletedTask;

        public Task Points(string member, PointsPush[] pushes) => Task.CompletedTask;

        public Task News(GatheringNews news) => Task.CompletedTask;

        public Task Revoked(string member, string[] sessions) => Task.CompletedTask;
    }
}
