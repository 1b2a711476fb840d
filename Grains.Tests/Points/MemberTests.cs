using Grains.Consultations;
using Grains.Gateways;
using Grains.Journal;
using Grains.Members;
using Grains.Points;
using Grains.Tests.Gatherings;

namespace Grains.Tests.Points;

/// <summary>F1, F2: caps exact under a hundred awards at once, each award once, pushes after the commit.</summary>
public sealed class MemberTests(HubFixture hub) : IClassFixture<HubFixture>
{
    [Fact]
    public async Task A_hundred_awards_at_once_keep_the_cap_to_the_point()
    {
        var member = hub.Grains.GetGrain<IMemberGrain>("m-hundred");
        var at = hub.Clock.GetUtcNow();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(n =>
            member.Award([new Award("m-hundred", PointRules.FlashAttended, $"g-cap-{n}", at)])));
        var ledger = hub.Database.LedgerOf("m-hundred");
        Assert.Equal(10, ledger.Sum(e => e.Points));
        Assert.Equal(100, ledger.Count);
        Assert.Equal(Enumerable.Range(1, 100).Select(n => (long)n), ledger.Select(e => e.Seq));
    }

    [Fact]
    public async Task The_same_award_is_entered_once_however_often_it_comes()
    {
        var member = hub.Grains.GetGrain<IMemberGrain>("m-same");
        var award = new Award("m-same", PointRules.Spoke, "g-same/2", hub.Clock.GetUtcNow());
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => member.Award([award, award])));
        Assert.Single(hub.Database.LedgerOf("m-same"));
    }

    [Fact]
    public async Task A_reversal_is_an_entry_of_its_own_and_needs_something_to_reverse()
    {
        var member = hub.Grains.GetGrain<IMemberGrain>("m-reverse");
        var award = new Award("m-reverse", PointRules.Spoke, "g-r/2", hub.Clock.GetUtcNow());
        Assert.Empty(await member.Award([award with { Reverses = true }]));
        await member.Award([award]);
        await member.Award([award with { Reverses = true }]);
        Assert.Equal([1, -1], hub.Database.LedgerOf("m-reverse").Select(e => e.Points));
    }

    [Fact]
    public async Task Every_device_hears_of_points_after_the_commit_and_replay_repeats_them()
    {
        var member = hub.Grains.GetGrain<IMemberGrain>("m-push");
        var ears = new[] { new Ear(), new Ear() };
        await member.Attach("n-1", hub.Grains.CreateObjectReference<IGatewayObserver>(ears[0]));
        await member.Attach("n-2", hub.Grains.CreateObjectReference<IGatewayObserver>(ears[1]));
        await member.Award([new Award("m-push", PointRules.FlashAttended, "g-push", hub.Clock.GetUtcNow())]);
        foreach (var ear in ears)
        {
            var push = await ear.Next();
            push = push.Entry.Rule == PointRules.Visit ? await ear.Next() : push;
            Assert.Equal((5, 6, 5), (push.Entry.Points, push.Today, push.CapLeft));
        }

        Assert.Equal([PointRules.Visit, PointRules.FlashAttended], (await member.Replay(0)).Select(p => p.Entry.Rule));
        Assert.Single(await member.Replay(1));
        GC.KeepAlive(ears);
    }

    [Fact]
    public async Task Only_the_first_visit_of_a_day_counts()
    {
        var member = hub.Grains.GetGrain<IMemberGrain>("m-visit");
        var ear = new Ear();
        var gateway = hub.Grains.CreateObjectReference<IGatewayObserver>(ear);
        await member.Attach("n-1", gateway);
        await member.Attach("n-1", gateway);
        await member.Attach("n-2", gateway);
        Assert.Single(hub.Database.LedgerOf("m-visit"));
        Assert.Single(hub.Database.Participation, p => p.Member == "m-visit");
        GC.KeepAlive(ear);
    }

    [Fact]
    public async Task An_award_that_could_not_be_stored_claims_nothing_and_comes_again()
    {
        var member = hub.Grains.GetGrain<IMemberGrain>("m-again");
        var award = new Award("m-again", PointRules.Spoke, "g-again/2", hub.Clock.GetUtcNow());
        hub.Database.FailNext("m-again", Commit.Unknown, written: true);
        Assert.Empty(await member.Award([award]));
        await member.Award([award]);
        Assert.Single(hub.Database.LedgerOf("m-again"));
    }

    private sealed class Ear : IGatewayObserver
    {
        private readonly System.Threading.Channels.Channel<PointsPush> _heard = System.Threading.Channels.Channel.CreateUnbounded<PointsPush>();

        public async Task<PointsPush> Next()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            return await _heard.Reader.ReadAsync(patience.Token);
        }

        public Task Consulted(string member, ConsultationPush push) => Task.CompletedTask;

        public Task Noticed(string member, Notice notice) => Task.CompletedTask;

        public Task Points(string member, PointsPush[] pushes)
        {
            Array.ForEach(pushes, push => _heard.Writer.TryWrite(push));
            return Task.CompletedTask;
        }

        public Task News(GatheringNews news) => Task.CompletedTask;
        public Task Revoked(string member, string[] sessions) => Task.CompletedTask;
    }
}
