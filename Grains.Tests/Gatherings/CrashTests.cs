using Grains.Gatherings;
using Grains.Journal;

namespace Grains.Tests.Gatherings;

/// <summary>R3–R5 at the grain: what is acknowledged is there, what is not is not claimed, and a stale activation writes nothing.</summary>
public sealed class CrashTests(HubFixture hub) : IClassFixture<HubFixture>
{
    private async Task<TestGathering> Inside()
    {
        var gathering = await new TestGathering(hub).Opened(2);
        await gathering.Enter("m-1");
        return gathering;
    }

    [Fact]
    public async Task R3_dying_between_commit_and_acknowledgement_the_retry_gets_the_same_seq()
    {
        var gathering = await Inside();
        hub.Database.FailNext(gathering.Id, Commit.Unknown, written: true);
        Assert.Equal("hub.uncertain", (await gathering.Post("m-1", "c-1")).Refusal!.Rule);
        Assert.Equal(2, (await Retry(gathering, "c-1")).Seq);
        Assert.Single(gathering.Stored.Log, e => e.Kind == EntryKind.Message);
    }

    [Fact]
    public async Task R4_dying_before_the_commit_the_retry_makes_one_row()
    {
        var gathering = await Inside();
        hub.Database.FailNext(gathering.Id, Commit.Unavailable, written: false);
        Assert.Equal("hub.unavailable", (await gathering.Post("m-1", "c-1")).Refusal!.Rule);
        Assert.Equal(2, (await Retry(gathering, "c-1")).Seq);
        Assert.Single(gathering.Stored.Log, e => e.Kind == EntryKind.Message);
    }

    [Fact]
    public async Task R5_a_fenced_out_activation_writes_and_publishes_nothing()
    {
        var gathering = await Inside();
        var relay = new TestRelay();
        await gathering.Grain.Subscribe("n-1", hub.Grains.CreateObjectReference<IRelayObserver>(relay));
        await hub.Database.Take(gathering.Id, default);
        Assert.Equal("hub.busy", (await gathering.Post("m-1", "c-1")).Refusal!.Rule);
        Assert.DoesNotContain(relay.Delivered(), f => f.Entries.Length > 0);
        Assert.DoesNotContain(gathering.Stored.Log, e => e.Kind == EntryKind.Message);
        Assert.Null((await Retry(gathering, "c-1")).Refusal);
        GC.KeepAlive(relay);
    }

    [Fact]
    public async Task After_a_crash_the_room_is_what_it_was_and_attendance_goes_on()
    {
        var gathering = await Inside();
        await gathering.Post("m-1", "c-1");
        await gathering.Do(new Mute(HubFixture.Secretary, "m-2", true));
        await gathering.Pass(TimeSpan.FromSeconds(60));
        hub.Database.FailNext(gathering.Id, Commit.Unavailable, written: false);
        await gathering.Post("m-1", "c-2");
        hub.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null((await Retry(gathering, "c-2")).Refusal);
        await gathering.Pass(TimeSpan.FromSeconds(60));
        await gathering.Enter("m-2");
        Assert.Equal("post.muted", (await gathering.Post("m-2", "c-3")).Refusal!.Rule);
        Assert.InRange((await gathering.Status("m-1")).Seconds, 125, 135);
    }

    [Fact]
    public async Task Who_does_not_return_after_a_crash_left_when_the_room_was_last_known_alive()
    {
        var gathering = await Inside();
        await gathering.Pass(TimeSpan.FromSeconds(60));
        hub.Database.FailNext(gathering.Id, Commit.Unavailable, written: false);
        await gathering.Post("m-1", "c-1");
        await gathering.Counts();
        await gathering.Pass(RoomLimits.ReturnAfterCrash * 2);
        var status = await gathering.Status("m-1");
        Assert.False(status.Inside);
        Assert.InRange(status.Seconds, 60, 66);
    }

    [Fact]
    public async Task R7_while_the_database_is_away_a_gathering_is_refused_without_asking_it()
    {
        var gathering = await Inside();
        var fence = gathering.Stored.Row.Fence;
        hub.Database.FailNext(gathering.Id, Commit.Unavailable, written: false);
        await gathering.Post("m-1", "c-1");
        hub.Database.IsUp = false;
        try
        {
            await Assert.ThrowsAnyAsync<Exception>(() => gathering.Post("m-1", "c-1"));
            Assert.Equal(fence, gathering.Stored.Row.Fence);
        }
        finally
        {
            hub.Database.IsUp = true;
        }

        Assert.Null((await Retry(gathering, "c-1")).Refusal);
    }

    // The gate of a web node does the same: enter again, then send again.
    private static async Task<RoomAnswer> Retry(TestGathering gathering, string clientId)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await gathering.Enter("m-1", "d-2")).Refusal is not null)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        return await gathering.Post("m-1", clientId);
    }
}
