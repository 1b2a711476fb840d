using Grains.Gatherings;
using Grains.Gatherings.Questions;

namespace Grains.Tests.Gatherings;

/// <summary>Questions with up-votes.</summary>
public sealed class QuestionTests(HubFixture hub) : IClassFixture<HubFixture>
{
    private async Task<TestGathering> With(int members)
    {
        var gathering = await new TestGathering(hub).Opened(members);
        for (var n = 1; n <= members; n++)
        {
            await gathering.Enter($"m-{n}");
        }

        return gathering;
    }

    private static async Task<long> Ask(TestGathering gathering, string member, string id, string text = "何时开班？")
    {
        var answer = await gathering.Do(new AskQuestion(HubFixture.Actor(member), id, text));
        Assert.Null(answer.Refusal);
        return answer.Seq;
    }

    private static Task<RoomAnswer> Vote(TestGathering gathering, string member, long seq, bool on = true) =>
        gathering.Do(new React(HubFixture.Actor(member), seq, QuestionState.UpVote, on));

    private async Task<QuestionState[]> Questions(TestGathering gathering) =>
        (await gathering.Grain.Subscribe("n-9", hub.Grains.CreateObjectReference<IRelayObserver>(new TestRelay())))!.State.Questions;

    [Fact]
    public async Task A_question_is_asked_once_voted_for_and_answered()
    {
        var gathering = await With(3);
        var seq = await Ask(gathering, "m-1", "q-1");
        Assert.Equal(seq, await Ask(gathering, "m-1", "q-1", "别的"));
        await Vote(gathering, "m-2", seq);
        await Vote(gathering, "m-3", seq);
        await Vote(gathering, "m-3", seq);
        Assert.Equal("react.emoji", (await gathering.Do(new React(HubFixture.Actor("m-2"), seq, "❓", true))).Refusal!.Rule);
        Assert.Equal("right.officer-only", (await gathering.Do(new AnswerQuestion(HubFixture.Actor("m-2"), seq, ""))).Refusal!.Rule);
        await gathering.Do(new AnswerQuestion(HubFixture.Secretary, seq, "下周三"));
        await gathering.Pass(RoomLimits.Beat);

        var question = Assert.Single(await Questions(gathering));
        Assert.Equal((2, true, "下周三"), (question.Votes, question.Answered, question.Answer));
        Assert.Equal([new Reacted(seq, QuestionState.UpVote)], (await gathering.Enter("m-2", "d-2")).Entrance!.Reacted);
    }

    [Fact]
    public async Task A_merged_question_keeps_every_vote_and_counts_each_member_once()
    {
        var gathering = await With(4);
        var (first, second) = (await Ask(gathering, "m-1", "q-1"), await Ask(gathering, "m-2", "q-2", "什么时候开班"));
        await Vote(gathering, "m-1", first);
        await Vote(gathering, "m-3", first);
        await Vote(gathering, "m-3", second);
        await Vote(gathering, "m-4", second);

        Assert.Null((await gathering.Do(new MergeQuestion(HubFixture.Secretary, second, first))).Refusal);
        await gathering.Pass(RoomLimits.Beat);

        var questions = await Questions(gathering);
        Assert.Equal((3, first), (questions[0].Votes, questions[1].MergedInto));
        Assert.Equal("question.target", (await Vote(gathering, "m-1", second)).Refusal!.Rule);
        Assert.Equal("question.target", (await gathering.Do(new MergeQuestion(HubFixture.Secretary, second, first))).Refusal!.Rule);
        Assert.Equal("question.target", (await gathering.Do(new MergeQuestion(HubFixture.Secretary, first, first))).Refusal!.Rule);
    }

    [Fact]
    public async Task A_question_is_hidden_like_a_message_and_is_no_message()
    {
        var gathering = await With(2);
        var seq = await Ask(gathering, "m-1", "q-1");
        Assert.Equal("post.target", (await gathering.Do(new Post(HubFixture.Actor("m-2"), "c-1", "回", seq, null))).Refusal!.Rule);
        Assert.Null((await gathering.Do(new Hide(HubFixture.Secretary, seq, "离题"))).Refusal);
        Assert.True(Assert.Single(await Questions(gathering)).Hidden);
        await gathering.Do(new Close(HubFixture.Secretary));
        Assert.Equal(0, gathering.Stored.Minutes[^1].Body.Messages);
    }

    [Fact]
    public async Task A_question_out_of_bounds_and_the_hundred_and_first_are_refused()
    {
        var gathering = await With(1);
        var me = HubFixture.Actor("m-1");
        Assert.Equal("question.text", (await gathering.Do(new AskQuestion(me, "q-0", " "))).Refusal!.Rule);
        Assert.Equal("question.text", (await gathering.Do(new AskQuestion(me, "q-0", new string('问', 201)))).Refusal!.Rule);
        for (var n = 0; n < RoomLimits.QuestionsMost; n++)
        {
            await Ask(gathering, "m-1", $"q-{n}");
        }

        Assert.Equal("question.too-many", (await gathering.Do(new AskQuestion(me, "q-more", "还有"))).Refusal!.Rule);
        Assert.Equal("question.answer", (await gathering.Do(new AnswerQuestion(HubFixture.Secretary, (await Questions(gathering))[0].Entry.Seq, new string('答', 501)))).Refusal!.Rule);
    }
}
