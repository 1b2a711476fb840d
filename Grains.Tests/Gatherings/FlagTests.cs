using Grains.Gatherings;
using Grains.Gatherings.Flags;
using Grains.Rules;

namespace Grains.Tests.Gatherings;

/// <summary>Flag, hide, appeal.</summary>
public sealed class FlagTests(HubFixture hub) : IClassFixture<HubFixture>
{
    private static readonly Actor Deputy = HubFixture.Actor("m-deputy", new Office(Role.Deputy, "b-1", "/b-0/b-1/"));

    private async Task<(TestGathering Gathering, long Seq)> Said()
    {
        var gathering = await new TestGathering(hub).Opened(3);
        await gathering.Enter("m-1");
        await gathering.Enter("m-2");
        return (gathering, (await gathering.Post("m-1", "c-1", "不当言论")).Seq);
    }

    private static Task<RoomAnswer> Flag(TestGathering gathering, string member, long seq, string reason = "与主题无关") =>
        gathering.Do(new Flag(HubFixture.Actor(member), seq, reason));

    private static Task<RoomAnswer> Appeal(TestGathering gathering, long seq, string member = "m-1") =>
        gathering.Do(new Appeal(HubFixture.Actor(member), seq, "断章取义"));

    [Fact]
    public async Task A_flag_is_for_officers_only_counts_once_and_is_settled_by_hiding()
    {
        var (gathering, seq) = await Said();
        Assert.Null((await Flag(gathering, "m-2", seq)).Refusal);
        Assert.Null((await Flag(gathering, "m-2", seq)).Refusal);
        Assert.Equal("flag.target", (await Flag(gathering, "m-1", seq)).Refusal!.Rule);
        Assert.Equal("flag.target", (await Flag(gathering, "m-2", 99)).Refusal!.Rule);
        Assert.Equal("flag.reason", (await Flag(gathering, "m-2", 1, " ")).Refusal!.Rule);
        Assert.Equal("gathering.not-inside", (await Flag(gathering, "m-3", seq)).Refusal!.Rule);
        Assert.Equal(seq, gathering.Stored.Log[^1].Seq);

        await gathering.Do(new Hide(HubFixture.Secretary, seq, "离题"));

        Assert.Equal([FlagsSettled.Hidden], gathering.Stored.Flags.Values);
        await gathering.Enter("m-3");
        Assert.Equal("flag.target", (await Flag(gathering, "m-3", seq)).Refusal!.Rule);
    }

    [Fact]
    public async Task Dismissing_settles_what_was_flagged_and_a_new_flag_opens_it_again()
    {
        var (gathering, seq) = await Said();
        await Flag(gathering, "m-2", seq);
        Assert.Equal("right.officer-only", (await gathering.Do(new DismissFlags(HubFixture.Actor("m-2"), seq))).Refusal!.Rule);
        await gathering.Do(new DismissFlags(HubFixture.Secretary, seq));
        await gathering.Enter("m-3");
        await Flag(gathering, "m-3", seq);
        Assert.Equal([null, FlagsSettled.Dismissed], gathering.Stored.Flags.Values.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_appeal_is_the_authors_once_and_another_officer_decides_it()
    {
        var (gathering, seq) = await Said();
        Assert.Equal("appeal.target", (await Appeal(gathering, seq)).Refusal!.Rule);
        await gathering.Do(new Hide(HubFixture.Secretary, seq, "离题"));
        Assert.Equal("appeal.target", (await Appeal(gathering, seq, "m-2")).Refusal!.Rule);
        Assert.Equal("request.not-found", (await Appeal(gathering, seq, "m-77")).Refusal!.Rule);
        Assert.Null((await Appeal(gathering, seq)).Refusal);
        Assert.Null((await Appeal(gathering, seq)).Refusal);
        Assert.Equal([seq], (await gathering.Enter("m-1", "d-2")).Entrance!.Appealed);

        Assert.Equal("appeal.same-officer", (await gathering.Do(new DecideAppeal(HubFixture.Secretary, seq, true, ""))).Refusal!.Rule);
        Assert.Equal("appeal.note", (await gathering.Do(new DecideAppeal(Deputy, seq, false, ""))).Refusal!.Rule);
        Assert.Null((await gathering.Do(new DecideAppeal(Deputy, seq, true, ""))).Refusal);
        Assert.Null((await gathering.Do(new DecideAppeal(Deputy, seq, true, ""))).Refusal);
        Assert.Equal("appeal.decided", (await gathering.Do(new DecideAppeal(Deputy, seq, false, "改"))).Refusal!.Rule);

        var restored = gathering.Stored.Log.Single(static e => e.Kind == EntryKind.Restored);
        Assert.Equal((seq, "不当言论"), (restored.Target, restored.Text));
        Assert.Equal("hide.restored", (await gathering.Do(new Hide(HubFixture.Secretary, seq, "再次"))).Refusal!.Rule);
    }

    [Fact]
    public async Task What_was_changed_and_hidden_comes_back_as_it_last_stood_and_unquoted()
    {
        var (gathering, seq) = await Said();
        await gathering.Do(new Edit(HubFixture.Actor("m-1"), seq, "c-e", "改过的话"));
        await gathering.Do(new Post(HubFixture.Actor("m-2"), "c-r", "同意", seq, null));
        await gathering.Do(new Hide(HubFixture.Secretary, seq, "离题"));
        await Appeal(gathering, seq);
        Assert.Null((await gathering.Do(new DecideAppeal(Deputy, seq, true, ""))).Refusal);

        var log = gathering.Stored.Log;
        var restored = log.Single(static e => e.Kind == EntryKind.Restored);
        Assert.Equal(("改过的话", "m-deputy", null), (restored.Text, restored.Author, restored.ClientId));
        Assert.Equal(log.Single(static e => e.Kind == EntryKind.Edited).At, restored.EditedAt);
        await gathering.Do(new Post(HubFixture.Actor("m-2"), "c-q", "还是同意", seq, null));
        Assert.Null((await gathering.Do(new Edit(HubFixture.Actor("m-1"), seq, "c-f", "又改过"))).Refusal);

        var state = RoomState.Before(new GatheringTerms(GatheringState.Planned, null, default, null, 0)).Apply(log);
        Assert.Equal(["又改过", "同意", "还是同意"], state.Messages.Select(static m => m.Entry.Text));
        Assert.Equal([null, null, "改过的话"], state.Messages.Select(static m => m.Entry.Quote?.Text));
    }

    [Fact]
    public async Task A_denied_appeal_tells_why_and_survives_a_crash()
    {
        var (gathering, seq) = await Said();
        await gathering.Do(new Hide(HubFixture.Secretary, seq, "离题"));
        await Appeal(gathering, seq);
        hub.Database.FailNext(gathering.Id, Grains.Journal.Commit.Unknown, written: true);
        await gathering.Do(new DecideAppeal(Deputy, seq, false, "确属离题"));

        Assert.Null((await gathering.Do(new DecideAppeal(Deputy, seq, false, "确属离题"))).Refusal);
        Assert.Equal("确属离题", Assert.Single(gathering.Stored.Log, static e => e.Kind == EntryKind.AppealDenied).Text);
        Assert.False(gathering.Stored.Appeals[seq].Restored);
    }
}
