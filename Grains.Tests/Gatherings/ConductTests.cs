using Grains.Gatherings;
using Grains.Gatherings.Conduct;
using Grains.Gatherings.Questions;

namespace Grains.Tests.Gatherings;

/// <summary>Posting rules.</summary>
public sealed class ConductTests(HubFixture hub) : IClassFixture<HubFixture>
{
    [Fact]
    public async Task Nobody_posts_before_accepting_the_rules_and_a_version_is_accepted_once()
    {
        hub.Database.ForgetRules();
        var first = await new TestGathering(hub).Opened(2);
        await first.Enter("m-1");
        Assert.Null((await first.Post("m-1", "c-1")).Refusal);
        Assert.Equal("right.officer-only", (await first.Do(new SetPostingRules(HubFixture.Actor("m-1"), "文明发言"))).Refusal!.Rule);
        Assert.Equal("rules.text", (await first.Do(new SetPostingRules(HubFixture.Secretary, new string('长', 1_001)))).Refusal!.Rule);
        Assert.Null((await first.Do(new SetPostingRules(HubFixture.Secretary, "文明发言"))).Refusal);
        Assert.Null((await first.Do(new SetPostingRules(HubFixture.Secretary, "文明发言"))).Refusal);
        Assert.Equal(1, Assert.Single(first.Stored.Log, static e => e.Kind == EntryKind.PostingRules).Value);

        Assert.Equal("post.rules", (await first.Post("m-1", "c-2")).Refusal!.Rule);
        Assert.Equal("post.rules", (await first.Do(new AskQuestion(HubFixture.Actor("m-1"), "q-1", "问"))).Refusal!.Rule);
        Assert.Equal("rules.version", (await first.Do(new AcceptRules(HubFixture.Actor("m-1"), 7))).Refusal!.Rule);
        Assert.Equal("request.not-found", (await first.Do(new AcceptRules(HubFixture.Actor("m-77"), 1))).Refusal!.Rule);
        Assert.Null((await first.Do(new AcceptRules(HubFixture.Actor("m-1"), 1))).Refusal);
        Assert.Null((await first.Post("m-1", "c-2")).Refusal);

        var second = await new TestGathering(hub).Opened(2);
        Assert.Equal("文明发言", second.Stored.Log[1].Text);
        Assert.True((await second.Enter("m-1")).Entrance!.Accepted);
        Assert.False((await second.Enter("m-2")).Entrance!.Accepted);
        Assert.Null((await second.Post("m-1", "c-1")).Refusal);
        Assert.Equal("post.rules", (await second.Post("m-2", "c-1")).Refusal!.Rule);
        await second.Do(new SetPostingRules(HubFixture.Secretary, "文明发言，实名负责"));
        Assert.Equal("post.rules", (await second.Post("m-1", "c-2")).Refusal!.Rule);
        hub.Database.ForgetRules();
    }
}
