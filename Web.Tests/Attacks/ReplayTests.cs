using System.Net;
using System.Text.Json;
using Bench.Client;
using Grains.Gatherings;
using Microsoft.Extensions.DependencyInjection;
using Web.Tests.Live;
using Web.Tests.Support;

namespace Web.Tests.Attacks;

/// <summary>S5: idempotency keys sent again, in every way that a broken or hostile client may.</summary>
public sealed class ReplayTests(HubServer server) : IClassFixture<HubServer>
{
    [Fact]
    public async Task S5_another_body_under_the_same_id_changes_nothing()
    {
        var gathering = await server.OpenAsync();
        await using var speaker = await RoomClient.EnterAsync(server, Tenant.Member, gathering);

        var first = await speaker.PostAsync("c-1", "原话");
        var other = await speaker.PostAsync("c-1", "改过的话");

        Assert.Equal(Seq(first), Seq(other));
        Assert.Equal(["原话"], await TextsAsync(gathering));
    }

    [Fact]
    public async Task S5_the_same_id_from_many_devices_at_once_is_one_message()
    {
        var gathering = await server.OpenAsync();
        using var caller = await server.SignInAsync(Tenant.Member);
        var devices = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            var device = await RoomClient.ConnectAsync(server, caller.Token!, gathering);
            await device.JoinAsync();
            return device;
        }));

        var acks = await Task.WhenAll(devices.SelectMany(static d => Enumerable.Range(0, 3).Select(_ => d.PostAsync("c-same", "同一句"))));

        Assert.Single(acks.Select(Seq).Distinct());
        Assert.Equal(["同一句"], await TextsAsync(gathering));
        foreach (var device in devices)
        {
            await device.DisposeAsync();
        }
    }

    [Fact]
    public async Task S5_another_members_id_is_neither_taken_nor_told()
    {
        var gathering = await server.OpenAsync();
        await using var speaker = await RoomClient.EnterAsync(server, Tenant.Member, gathering);
        await using var other = await RoomClient.EnterAsync(server, Tenant.NonRegistered, gathering);

        var mine = await speaker.PostAsync("c-1", "我的");
        var theirs = await other.PostAsync("c-1", "我的另一句");

        Assert.NotEqual(Seq(mine), Seq(theirs));
        Assert.Equal(["我的", "我的另一句"], await TextsAsync(gathering));
    }

    [Fact]
    public async Task S5_after_a_failover_and_through_another_node_the_answer_is_the_first()
    {
        var gathering = await server.OpenAsync();
        await using var speaker = await RoomClient.EnterAsync(server, Tenant.Member, gathering);
        var first = Seq(await speaker.PostAsync("c-1", "一次"));

        // Another owner takes the fence: this activation finds out at its next commit and gives up its place.
        await server.Services.GetRequiredService<IGatheringStore>().Take(gathering, CancellationToken.None);
        JsonElement moved;
        do
        {
            moved = await speaker.PostAsync("c-2", "之后");
            if (!moved.GetProperty("ok").GetBoolean())
            {
                await speaker.JoinAsync();
            }
        }
        while (!moved.GetProperty("ok").GetBoolean());

        var again = await speaker.PostAsync("c-1", "一次");
        var member = await server.ActorAsync(Tenant.Member);
        var elsewhere = await server.SubmitAsync(gathering, new Enter(member, "d-elsewhere"), new Post(member, "c-1", "又一次", null, null));

        Assert.Equal([first, first], [Seq(again), elsewhere[1].Seq]);
        Assert.Equal(["一次", "之后"], await TextsAsync(gathering));
    }

    [Fact]
    public async Task S5_a_summons_again_is_one_gathering_and_another_under_its_id_is_refused()
    {
        using var officer = await server.SignInAsync(Tenant.Officer);
        using var above = await server.SignInAsync(Tenant.OfficerAbove);
        var id = Gatherings.NewId();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => officer.PostAsync("/api/gatherings", Gatherings.Body(id))));

        Assert.All(answers, static reply => reply.Expect(HttpStatusCode.Created));
        (await officer.PostAsync("/api/gatherings", Gatherings.Body(id, topic: "另一个"))).Expect(HttpStatusCode.Conflict);
        (await above.PostAsync("/api/gatherings", Gatherings.Body(id))).Expect(HttpStatusCode.Conflict);
        Assert.Single(await EntriesAsync(id));
    }

    private static long Seq(JsonElement ack)
    {
        Assert.True(ack.GetProperty("ok").GetBoolean(), ack.ToString());
        return ack.GetProperty("seq").GetInt64();
    }

    private async Task<IEnumerable<string?>> TextsAsync(string gathering) =>
        (await EntriesAsync(gathering)).Where(static e => e.Kind == EntryKind.Message).Select(static e => e.Text);

    private Task<IReadOnlyList<Entry>> EntriesAsync(string gathering) =>
        server.Services.GetRequiredService<IGatheringStore>().Entries(gathering, 0, 100, CancellationToken.None);
}
