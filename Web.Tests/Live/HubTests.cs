using System.Text.Json;
using Bench.Client;
using Grains.Gatherings;
using Web.Tests.Support;

namespace Web.Tests.Live;

/// <summary>The hub as clients meet it: real sockets, real clients, the whole process behind them.</summary>
public sealed class HubTests(HubServer server) : IClassFixture<HubServer>
{
    [Fact]
    public async Task A_message_reaches_the_others_and_is_acknowledged_once_it_is_stored()
    {
        var gathering = await server.OpenAsync();
        await using var speaker = await RoomClient.EnterAsync(server, Tenant.Member, gathering);
        await using var listener = await RoomClient.EnterAsync(server, Tenant.Officer, gathering);

        var ack = await speaker.PostAsync("c-1", "同志们好");

        Assert.True(ack.GetProperty("ok").GetBoolean());
        var entry = await listener.EntryAsync(static e => e.GetProperty("k").GetString() == "message");
        Assert.Equal(ack.GetProperty("seq").GetInt64(), entry.GetProperty("s").GetInt64());
        Assert.Equal("同志们好", entry.GetProperty("text").GetString());
        Assert.Equal("c-1", entry.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_retried_post_answers_the_same_seq_and_makes_no_second_entry()
    {
        var gathering = await server.OpenAsync();
        await using var speaker = await RoomClient.EnterAsync(server, Tenant.Member, gathering);

        var first = await speaker.PostAsync("c-1", "一次");
        var second = await speaker.PostAsync("c-1", "一次");
        var other = await speaker.PostAsync("c-2", "两次");

        Assert.Equal(first.GetProperty("seq").GetInt64(), second.GetProperty("seq").GetInt64());
        Assert.Equal(first.GetProperty("seq").GetInt64() + 1, other.GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task Who_comes_back_with_its_position_gets_what_follows_and_nothing_twice()
    {
        var gathering = await server.OpenAsync();
        await using var speaker = await RoomClient.EnterAsync(server, Tenant.Member, gathering);
        await using var listener = await RoomClient.EnterAsync(server, Tenant.Officer, gathering);
        var seq = (await speaker.PostAsync("c-1", "一")).GetProperty("seq").GetInt64();
        await listener.FollowToAsync(seq);
        await listener.Hub.StopAsync();
        var missed = (await speaker.PostAsync("c-2", "二")).GetProperty("seq").GetInt64();

        await listener.Hub.StartAsync();
        var joined = await listener.JoinAsync();

        Assert.True(joined.GetProperty("recovered").GetBoolean());
        Assert.Equal(missed, listener.Log.Last);
        Assert.Equal(0, listener.Log.Gaps);
    }

    [Theory]
    [InlineData(-1L, null)]
    [InlineData(1_000_000L, null)]
    [InlineData(1L, "another")]
    public async Task R14_a_position_that_cannot_be_honoured_is_answered_with_a_snapshot(long lastSeq, string? epoch)
    {
        var gathering = await server.OpenAsync();
        await using var client = await RoomClient.EnterAsync(server, Tenant.Member, gathering);

        var joined = await client.Hub.Ask("Join", gathering, epoch ?? client.Log.Epoch, lastSeq);

        Assert.False(joined.GetProperty("recovered").GetBoolean());
        Assert.Equal(JsonValueKind.Object, joined.GetProperty("snapshot").ValueKind);
    }

    [Fact]
    public async Task Text_of_a_hidden_message_is_in_no_snapshot_and_no_page()
    {
        const string Secret = "不该出现的内容";
        var gathering = await server.OpenAsync();
        await using var speaker = await RoomClient.EnterAsync(server, Tenant.Member, gathering);
        await using var officer = await RoomClient.EnterAsync(server, Tenant.Officer, gathering);
        var before = officer.Log.Last;
        var seq = (await speaker.PostAsync("c-1", Secret)).GetProperty("seq").GetInt64();

        var hidden = await officer.Hub.Ask("Hide", gathering, seq, "离题");

        Assert.True(hidden.GetProperty("ok").GetBoolean(), hidden.ToString());
        await officer.FollowToAsync(hidden.GetProperty("seq").GetInt64());
        var fresh = await officer.Hub.Ask("Join", gathering, null, null);
        var resumed = await officer.Hub.Ask("Join", gathering, officer.Log.Epoch, before);
        var page = await officer.Hub.Ask("Replay", gathering, before, 300);
        Assert.DoesNotContain(Secret, fresh.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, resumed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, page.ToString(), StringComparison.Ordinal);
        Assert.Contains("离题", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_may_not_do_what_officers_may()
    {
        var gathering = await server.OpenAsync();
        await using var member = await RoomClient.EnterAsync(server, Tenant.Member, gathering);

        var refused = new[]
        {
            await member.Hub.Ask("Hide", gathering, 1, "x"), await member.Hub.Ask("Mute", gathering, Tenant.Spare.Id, true),
            await member.Hub.Ask("SlowMode", gathering, 10), await member.Hub.Ask("Extend", gathering, 5),
            await member.Hub.Ask("Decide", gathering, "d-1", "x"), await member.Hub.Ask("Close", gathering),
            await member.Hub.Ask("SummonAgain", gathering), await member.Hub.Ask("WatchRoster", gathering, true),
        };

        Assert.All(refused, static answer => Assert.False(answer.GetProperty("ok").GetBoolean()));
    }

    [Fact]
    public async Task Outsiders_cannot_tell_a_foreign_room_from_none()
    {
        var gathering = await server.OpenAsync();
        await using var outsider = await RoomClient.ConnectAsync(server, Tenant.OffRoster, gathering);

        var foreign = await outsider.Hub.Ask("Join", gathering, null, null);
        var none = await outsider.Hub.Ask("Join", Gatherings.NewId(), null, null);

        Assert.Equal("request.not-found", foreign.GetProperty("refusal").GetProperty("rule").GetString());
        Assert.Equal(none.ToString(), foreign.ToString());
    }

    [Fact]
    public async Task Hello_tells_what_runs_and_news_tells_what_opens()
    {
        await using var early = await RoomClient.ConnectAsync(server, Tenant.Officer);
        var running = await server.OpenAsync();
        await early.EventAsync("news");
        // The list was read for the early one within the same second; what opened since stands in it all the same.
        await using var member = await RoomClient.ConnectAsync(server, Tenant.Member);

        var hello = await member.Hub.Ask("Hello", new { pointsSeq = 0 });
        var opened = await server.OpenAsync("新的");

        Assert.Equal(Tenant.Member.Id, hello.GetProperty("member").GetString());
        Assert.Contains(hello.GetProperty("live").EnumerateArray(), g => g.GetProperty("id").GetString() == running);
        var news = await member.EventAsync("news");
        Assert.Equal("opened", news.GetProperty("kind").GetString());
        Assert.Equal(opened, news.GetProperty("gathering").GetProperty("id").GetString());
        Assert.True(news.GetProperty("gathering").GetProperty("mine").GetProperty("expected").GetBoolean());
    }

    [Fact]
    public async Task Officers_who_watch_get_roster_changes_and_branch_watchers_the_number_online()
    {
        var gathering = await server.OpenAsync();
        await using var officer = await RoomClient.EnterAsync(server, Tenant.Officer, gathering);
        await officer.Hub.Ask("WatchRoster", gathering, true);
        var watched = await officer.Hub.Ask("WatchBranch", Tenant.Branch, true);

        await using var member = await RoomClient.EnterAsync(server, Tenant.NonRegistered, gathering);

        var roster = await officer.EventAsync("roster");
        Assert.Equal(Tenant.Branch, watched.GetProperty("node").GetString());
        Assert.NotEmpty(roster.GetProperty("lines").EnumerateArray());
    }

    [Fact]
    public async Task S3_signing_out_closes_the_connection_and_says_why()
    {
        using var caller = await server.SignInAsync(Tenant.Spare);
        await using var client = await RoomClient.ConnectAsync(server, caller.Token!);

        await caller.PostAsync("/api/sign-out");

        Assert.Equal("signed-out", (await client.EventAsync("bye")).GetProperty("code").GetString());
        await client.Closed;
    }

    [Fact]
    public async Task A_hub_that_stops_tells_everyone_when_to_come_back()
    {
        var stopping = new HubServer();
        await stopping.InitializeAsync();
        await using var client = await RoomClient.ConnectAsync(stopping, Tenant.Member);
        var stopped = stopping.DisposeAsync();

        var bye = await client.EventAsync("bye");
        Assert.Equal("draining", bye.GetProperty("code").GetString());
        Assert.InRange(bye.GetProperty("returnAfterMs").GetInt32(), 1, 10_000);
        await client.Closed;
        await stopped;
    }

    [Fact]
    public async Task The_eleventh_connection_ends_the_oldest()
    {
        using var caller = await server.SignInAsync(Tenant.Activist);
        var clients = new List<RoomClient>();
        for (var i = 0; i < 11; i++)
        {
            clients.Add(await RoomClient.ConnectAsync(server, caller.Token!));
        }

        Assert.Equal("too-many-connections", (await clients[0].EventAsync("bye")).GetProperty("code").GetString());
        await clients[0].Closed;
        Assert.Equal(Microsoft.AspNetCore.SignalR.Client.HubConnectionState.Connected, clients[10].Hub.State);
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Twenty_errors_in_five_seconds_close_the_connection()
    {
        await using var client = await RoomClient.ConnectAsync(server, Tenant.Member);
        for (var i = 0; i < 25; i++)
        {
            _ = client.Hub.SendCoreAsync("NoSuchMethod", [i]);
        }

        Assert.Equal("too-many-errors", (await client.EventAsync("bye")).GetProperty("code").GetString());
        await client.Closed;
    }

    [Fact]
    public async Task R16_joining_in_the_middle_of_a_burst_leaves_no_gap_and_no_double()
    {
        var gathering = await server.OpenAsync();
        var officer = await server.ActorAsync(Tenant.Officer);
        await using var first = await RoomClient.EnterAsync(server, Tenant.Officer, gathering);
        var burst = Task.Run(async () =>
        {
            for (var i = 0; i < 300; i++)
            {
                await server.SubmitAsync(gathering, new Decide(officer, $"d-{i}", $"决定 {i}"));
            }
        });
        var joiners = new List<RoomClient>();
        for (var i = 0; i < 5; i++)
        {
            joiners.Add(await RoomClient.EnterAsync(server, Tenant.NonRegistered, gathering));
        }

        await burst;
        var head = (await first.Hub.Ask("Replay", gathering, 0, 1)).GetProperty("head").GetInt64();
        foreach (var joiner in joiners)
        {
            await joiner.FollowToAsync(head);
            Assert.Equal(0, joiner.Log.Gaps);
            Assert.Equal(0, joiner.Log.Repeated);
            await joiner.DisposeAsync();
        }
    }
}
