using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bench.Client;
using Web.Tests.Support;

namespace Web.Tests.Live;

/// <summary>Changed and quoted messages as clients meet them: live, in a snapshot, on a page and after a return.</summary>
public sealed class EditTests(HubServer server) : IClassFixture<HubServer>
{
    [Fact]
    public async Task What_was_written_over_is_told_to_nobody_anew_but_the_author_and_the_officers()
    {
        const string Before = "写错的原话";
        var gathering = await server.OpenAsync();
        await using var speaker = await RoomClient.EnterAsync(server, Tenant.Member, gathering);
        await using var listener = await RoomClient.EnterAsync(server, Tenant.NonRegistered, gathering);
        var position = listener.Log.Last;
        var seq = (await speaker.PostAsync("c-1", Before)).GetProperty("seq").GetInt64();
        var second = await speaker.Hub.Ask("Edit", gathering, seq, "c-2", "改了一次");
        var third = await speaker.Hub.Ask("Edit", gathering, seq, "c-3", "改了两次");
        Assert.True(second.GetProperty("ok").GetBoolean() && third.GetProperty("ok").GetBoolean(), third.ToString());

        var live = await listener.EntryAsync(e => e.GetProperty("s").GetInt64() == third.GetProperty("seq").GetInt64());
        Assert.Equal(("edited", seq, "改了两次"), (live.GetProperty("k").GetString(), live.GetProperty("to").GetInt64(), live.GetProperty("text").GetString()));
        using var reader = await server.SignInAsync(Tenant.NonRegistered);
        var fresh = Plain(await listener.Hub.Ask("Join", gathering, null, null));
        var resumed = Plain(await listener.Hub.Ask("Join", gathering, listener.Log.Epoch, position));
        var page = Plain((await reader.GetAsync($"/api/gatherings/{gathering}/log")).Json);
        foreach (var told in new[] { fresh, resumed, page })
        {
            Assert.Contains("改了两次", told, StringComparison.Ordinal);
            Assert.DoesNotContain(Before, told, StringComparison.Ordinal);
            Assert.DoesNotContain("改了一次", told, StringComparison.Ordinal);
            Assert.Contains("\"ed\":", told, StringComparison.Ordinal);
        }

        var path = $"/api/gatherings/{gathering}/messages/{seq}/versions";
        (await reader.GetAsync(path)).Expect(HttpStatusCode.Forbidden, "right.officer-only");
        foreach (var person in new[] { Tenant.Member, Tenant.Officer })
        {
            using var entitled = await server.SignInAsync(person);
            var versions = (await entitled.GetAsync(path)).Expect(HttpStatusCode.OK).Json.GetProperty("versions").EnumerateArray();
            Assert.Equal([Before, "改了一次", "改了两次"], versions.Select(static v => v.GetProperty("text").GetString()));
        }
    }

    [Fact]
    public async Task Hiding_takes_the_message_its_edits_and_its_quotes_out_of_whatever_is_told_anew()
    {
        const string Secret = "不该再出现";
        var gathering = await server.OpenAsync();
        await using var speaker = await RoomClient.EnterAsync(server, Tenant.Member, gathering);
        await using var officer = await RoomClient.EnterAsync(server, Tenant.Officer, gathering);
        var position = officer.Log.Last;
        var seq = (await speaker.PostAsync("c-1", "先说" + Secret)).GetProperty("seq").GetInt64();
        await speaker.Hub.Ask("Edit", gathering, seq, "c-2", "后说" + Secret);
        await officer.Hub.Ask("Post", gathering, new { clientId = "c-3", text = "回复", replyTo = seq });
        var quoted = await speaker.EntryAsync(static e => e.TryGetProperty("q", out _));
        Assert.Equal("后说" + Secret, quoted.GetProperty("q").GetProperty("text").GetString());

        var hidden = await officer.Hub.Ask("Hide", gathering, seq, "离题");

        await officer.FollowToAsync(hidden.GetProperty("seq").GetInt64());
        using var caller = await server.SignInAsync(Tenant.Officer);
        Assert.DoesNotContain(Secret, Plain(await officer.Hub.Ask("Join", gathering, null, null)), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Plain(await officer.Hub.Ask("Join", gathering, officer.Log.Epoch, position)), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Plain(await officer.Hub.Ask("Replay", gathering, 0, 300)), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Plain((await caller.GetAsync($"/api/gatherings/{gathering}/log")).Json), StringComparison.Ordinal);
        (await caller.GetAsync($"/api/gatherings/{gathering}/messages/{seq}/versions")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Restoring_brings_back_what_the_message_last_said_and_no_quote_of_it()
    {
        var gathering = await server.OpenAsync();
        await using var speaker = await RoomClient.EnterAsync(server, Tenant.Member, gathering);
        await using var officer = await RoomClient.EnterAsync(server, Tenant.Officer, gathering);
        await using var above = await RoomClient.EnterAsync(server, Tenant.OfficerAbove, gathering);
        var seq = (await speaker.PostAsync("c-1", "先说的话")).GetProperty("seq").GetInt64();
        await speaker.Hub.Ask("Edit", gathering, seq, "c-2", "后说的话");
        await officer.Hub.Ask("Post", gathering, new { clientId = "c-3", text = "回复", replyTo = seq });
        var hidden = (await officer.Hub.Ask("Hide", gathering, seq, "离题")).GetProperty("seq").GetInt64();
        await speaker.Hub.Ask("Appeal", gathering, seq, "断章取义");
        using var caller = await server.SignInAsync(Tenant.OfficerAbove);
        Assert.Contains("后说的话", Plain((await caller.GetAsync($"/api/gatherings/{gathering}/flags")).Json), StringComparison.Ordinal);

        await above.Hub.Ask("DecideAppeal", gathering, seq, true, "");

        var live = await speaker.EntryAsync(static e => e.GetProperty("k").GetString() == "restored");
        Assert.Equal((seq, "后说的话"), (live.GetProperty("to").GetInt64(), live.GetProperty("text").GetString()));
        Assert.True(live.TryGetProperty("ed", out _));
        await officer.FollowToAsync(live.GetProperty("s").GetInt64());
        foreach (var told in new[]
        {
            Plain(await officer.Hub.Ask("Join", gathering, null, null)),
            Plain(await officer.Hub.Ask("Replay", gathering, 0, 300)),
            Plain((await caller.GetAsync($"/api/gatherings/{gathering}/log")).Json),
        })
        {
            Assert.Contains("后说的话", told, StringComparison.Ordinal);
            Assert.DoesNotContain("先说的话", told, StringComparison.Ordinal);
            Assert.DoesNotContain("\"q\":", told, StringComparison.Ordinal);
        }

        Assert.Contains("后说的话", Plain(await officer.Hub.Ask("Join", gathering, officer.Log.Epoch, hidden)), StringComparison.Ordinal);
        (await caller.GetAsync($"/api/gatherings/{gathering}/messages/{seq}/versions")).Expect(HttpStatusCode.OK);
    }

    // Chinese as it is, not as escapes: else nothing would ever be found.
    private static string Plain(JsonElement json) => JsonSerializer.Serialize(json, Relaxed);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
