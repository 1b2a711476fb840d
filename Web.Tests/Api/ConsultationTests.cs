using System.Net;
using System.Text.Json;
using Bench.Client;
using Web.Tests.Live;
using Web.Tests.Support;

namespace Web.Tests.Api;

/// <summary>Asking one's branch over HTTP, with the devices of both sides live.</summary>
public sealed class ConsultationTests(HubServer hub) : IClassFixture<HubServer>
{
    [Fact]
    public async Task A_question_reaches_every_device_of_the_desk_and_the_answer_every_device_of_the_member()
    {
        await using var desk = await RoomClient.ConnectAsync(hub, Tenant.Officer);
        await using var colleague = await RoomClient.ConnectAsync(hub, Tenant.Spare);
        await using var phone = await RoomClient.ConnectAsync(hub, Tenant.Member);
        await using var tablet = await RoomClient.ConnectAsync(hub, Tenant.Member);
        await using var above = await RoomClient.ConnectAsync(hub, Tenant.OfficerAbove);
        var id = await hub.AskAsync();
        var asked = await PushAsync(desk, id, 2);
        Assert.Equal(("officer", "waiting"), (asked.GetProperty("consultation").GetProperty("as").GetString(), asked.GetProperty("consultation").GetProperty("state").GetString()));
        Assert.Equal("想问一下", asked.GetProperty("entries")[1].GetProperty("text").GetString());
        await PushAsync(colleague, id, 2);

        using var officer = await hub.SignInAsync(Tenant.Officer);
        (await officer.PostAsync($"/api/consultations/{id}/take")).Expect(HttpStatusCode.OK);
        var ack = (await officer.PostAsync($"/api/consultations/{id}/messages", """{"clientId":"c-2","text":"每月交"}""")).Expect(HttpStatusCode.OK).Json;
        foreach (var device in new[] { phone, tablet })
        {
            var answered = await PushAsync(device, id, ack.GetProperty("seq").GetInt64());
            Assert.Equal("member", answered.GetProperty("consultation").GetProperty("as").GetString());
            Assert.Equal("每月交", answered.GetProperty("entries")[0].GetProperty("text").GetString());
        }

        // The next thing that the superior hears is a gathering, not the thread.
        await hub.OpenAsync("之后的闪聚");
        Assert.DoesNotContain("consultation", await above.BeforeAsync("news"));
    }

    [Fact]
    public async Task What_was_missed_is_read_from_the_log_after_the_position_held()
    {
        var id = await hub.AskAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var held = (await member.GetAsync($"/api/consultations/{id}")).Expect(HttpStatusCode.OK).Json.GetProperty("consultation").GetProperty("head").GetInt64();
        await officer.PostAsync($"/api/consultations/{id}/take");
        await officer.PostAsync($"/api/consultations/{id}/messages", """{"clientId":"c-2","text":"离线时的答复"}""");

        var listed = (await member.GetAsync("/api/consultations")).Json.GetProperty("consultations").EnumerateArray()
            .Single(c => c.GetProperty("id").GetString() == id);
        var log = (await member.GetAsync($"/api/consultations/{id}/log?after={held}")).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(held + 2, listed.GetProperty("head").GetInt64());
        Assert.Equal(held, listed.GetProperty("read").GetInt64());
        Assert.Equal(["taken", "message"], log.GetProperty("entries").EnumerateArray().Select(static e => e.GetProperty("k").GetString()));
        var read = (await member.PostAsync($"/api/consultations/{id}/read", $$"""{"seq":{{held + 2}}}""")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(held + 2, read.GetProperty("consultation").GetProperty("read").GetInt64());
        var seen = (await officer.GetAsync($"/api/consultations/{id}")).Json.GetProperty("consultation");
        Assert.Equal(held + 2, seen.GetProperty("otherRead").GetInt64());
    }

    [Fact]
    public async Task A_picture_of_a_consultation_is_shown_to_its_parties_alone()
    {
        var id = Questions.NewId();
        using var member = await hub.SignInAsync(Tenant.OffRoster);
        var bytes = Pictures.Png(40, 30);
        var upload = Pictures.Upload("", bytes);
        upload.RequestUri = new Uri($"/api/media?consultation={id}", UriKind.Relative);
        var media = (await member.SendAsync(upload)).Expect(HttpStatusCode.Created).Json.GetProperty("media").GetString()!;
        var picture = $$$""","picture":{"media":"{{{media}}}","width":40,"height":30}""";
        (await member.PostAsync("/api/consultations", Questions.Body(id, extra: picture))).Expect(HttpStatusCode.Created);

        foreach (var (person, status) in new[]
        {
            (Tenant.OffRoster, HttpStatusCode.OK), (Tenant.OfficerElsewhere, HttpStatusCode.OK), (Tenant.Officer, HttpStatusCode.NotFound),
            (Tenant.OfficerAbove, HttpStatusCode.NotFound), (Tenant.Member, HttpStatusCode.NotFound),
        })
        {
            using var caller = await hub.SignInAsync(person);
            (await caller.GetAsync($"/api/media/{media}")).Expect(status);
            (await caller.GetAsync($"/api/media/{media}/thumb")).Expect(status);
        }

        using var stranger = await hub.SignInAsync(Tenant.Member);
        var push = Pictures.Upload("", bytes);
        push.RequestUri = new Uri($"/api/media?consultation={id}", UriKind.Relative);
        (await stranger.SendAsync(push)).Expect(HttpStatusCode.NotFound);
        var own = await hub.AskAsync();
        (await stranger.PostAsync($"/api/consultations/{own}/messages", $$"""{"clientId":"c-5","text":""{{picture}}}"""))
            .Expect(HttpStatusCode.BadRequest, "post.picture");
    }

    [Fact]
    public async Task No_log_line_no_audit_and_no_figure_holds_a_word_of_a_consultation()
    {
        const string Secret = "只说给支部听-5c1d";
        var id = Questions.NewId();
        using var member = await hub.SignInAsync(Tenant.NonRegistered);
        using var officer = await hub.SignInAsync(Tenant.Officer);
        (await member.PostAsync("/api/consultations", Questions.Body(id, Secret, Secret))).Expect(HttpStatusCode.Created);
        await officer.PostAsync($"/api/consultations/{id}/take");
        await officer.PostAsync($"/api/consultations/{id}/messages", $$"""{"clientId":"c-2","text":"{{Secret}}"}""");
        await officer.PostAsync($"/api/consultations/{id}/hand-over", $$"""{"to":"{{Secret}}"}""");
        await officer.PostAsync($"/api/consultations/{id}/messages", $$"""{"clientId":"c-3","text":"{{Secret}}",""");

        var figures = (await officer.GetAsync($"/api/nodes/{Tenant.Branch}/consultations")).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain(Secret, figures.Text, StringComparison.Ordinal);
        Assert.All(figures.Json.EnumerateObject(), static f => Assert.Equal(JsonValueKind.Number, f.Value.ValueKind));
        Assert.Contains((Tenant.Officer.Id, "consultation.take"), await Audit.OfAsync(hub, id));
        Assert.Empty(await Audit.HoldingAsync(hub, Secret));
        Assert.DoesNotContain(Secret, hub.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_that_means_nothing_is_refused_with_a_sentence()
    {
        var id = await hub.AskAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        using var officer = await hub.SignInAsync(Tenant.Officer);
        (await member.PostAsync("/api/consultations", Questions.Body("q-short"))).Expect(HttpStatusCode.BadRequest, "request.invalid");
        (await member.PostAsync("/api/consultations", Questions.Body(Questions.NewId(), subject: " "))).Expect(HttpStatusCode.BadRequest, "consultation.subject");
        (await member.PostAsync($"/api/consultations/{id}/messages", """{"clientId":"c 1","text":"x"}""")).Expect(HttpStatusCode.BadRequest, "post.client-id");
        (await member.PostAsync($"/api/consultations/{id}/messages", """{"clientId":"c-8","text":" "}""")).Expect(HttpStatusCode.BadRequest, "post.empty");
        (await member.PostAsync($"/api/consultations/{id}/rating")).Expect(HttpStatusCode.BadRequest, "request.invalid");
        (await member.PostAsync($"/api/consultations/{id}/rating", """{"helped":true}""")).Expect(HttpStatusCode.Conflict, "consultation.open");
        (await officer.PostAsync($"/api/consultations/{id}/hand-over")).Expect(HttpStatusCode.BadRequest, "consultation.officer");
        (await member.GetAsync($"/api/consultations/{id}/log?count=501")).Expect(HttpStatusCode.BadRequest);
        (await member.GetAsync($"/api/consultations/{Questions.NewId()}")).Expect(HttpStatusCode.NotFound);
    }

    private static async Task<JsonElement> PushAsync(RoomClient client, string id, long head)
    {
        while (true)
        {
            var push = await client.EventAsync("consultation");
            var consultation = push.GetProperty("consultation");
            if (consultation.GetProperty("id").GetString() == id && consultation.GetProperty("head").GetInt64() == head)
            {
                return push;
            }
        }
    }
}
