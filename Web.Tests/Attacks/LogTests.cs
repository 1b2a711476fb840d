using System.Text.Json;
using Web.Tests.Matrix;
using Web.Tests.Support;

namespace Web.Tests.Attacks;

/// <summary>S11: a whole story, with everything logged that any part of the process can log, and nothing of it in the lines.</summary>
public sealed class LogTests(HubServer hub) : IClassFixture<HubServer>
{
    private const string Said = "机密之言-4471", Reason = "私人原因-8812", Topic = "内部题目-9937", Wrong = "WrongPassword-6613", Typed = "误填-2290";

    [Fact]
    public async Task S11_a_whole_story_leaves_no_word_no_figure_and_no_secret_in_the_log()
    {
        using var officer = await hub.SignInAsync(Tenant.Officer);
        using var member = await hub.SignInAsync(Tenant.Member);
        var gathering = await hub.OpenAsync(Topic);
        using var desk = await HubSocket.OpenAsync(hub.Origin, officer.Token, hub.Origin);
        using var phone = await HubSocket.OpenAsync(hub.Origin, member.Token, hub.Origin);
        var id = $"\"{gathering}\"";
        await desk.InvokeAsync("Join", id, "null", "null");
        await phone.InvokeAsync("Join", id, "null", "null");
        var seq = (await phone.InvokeAsync("Post", id, Json(new { clientId = "c-1", text = Said }))).GetProperty("seq").GetInt64();
        await phone.InvokeAsync("React", id, $"{seq}", "\"👍\"", "true");
        await desk.InvokeAsync("Hide", id, $"{seq}", Json(Reason));
        await desk.InvokeAsync("Decide", id, "\"c-2\"", Json(Said));
        await desk.InvokeAsync("Excuse", id, $"\"{Tenant.Spare.Id}\"", Json(Reason));
        // Calls that cannot be bound, that are refused, and that nobody knows.
        await phone.InvokeAsync("Post", id, Json(Typed));
        await phone.InvokeAsync("Hide", id, Json(Typed), Json(Typed));
        await phone.InvokeAsync(Typed, Json(Typed));
        await phone.InvokeAsync("Join", Json(Typed), Json(Typed), "0");
        using (var stranger = hub.Anonymous())
        {
            await stranger.PostAsync("/api/sign-in", $$"""{"number":"{{Tenant.Spare.Number}}","password":"{{Wrong}}"}""");
            await stranger.PostAsync("/api/sign-in", $$"""{"number":"{{Typed}}","password":"{{Wrong}}" """);
            await stranger.GetAsync($"/api/gatherings/{Uri.EscapeDataString(Typed)}?after={Uri.EscapeDataString(Typed)}");
        }

        await member.PostAsync("/api/password", $$"""{"current":"{{Wrong}}","next":"{{Wrong}}"}""");
        await member.SendAsync(Pictures.Upload(gathering, Pictures.Png(8, 8)));
        await desk.InvokeAsync("Close", id);
        await officer.GetAsync($"/api/gatherings/{gathering}/attendance.csv");
        await officer.PostAsync($"/api/gatherings/{gathering}/minutes", $$"""{"version":1,"remarks":"{{Said}}"}""");
        await officer.GetAsync($"/api/gatherings/{gathering}/minutes");
        await member.PostAsync("/api/sign-out");

        var log = hub.Logs.Text;
        Assert.NotEmpty(log);
        string[] secrets =
        [
            Said, Reason, Topic, Wrong, Typed, Person.Password, officer.Token!, Tenant.BranchName,
            .. Tenant.People.SelectMany(static p => new[] { p.Number, p.Name }),
        ];
        Assert.All(secrets.Concat(secrets.Select(Uri.EscapeDataString)), secret =>
        {
            var at = log.IndexOf(secret, StringComparison.Ordinal);
            Assert.True(at < 0, at < 0 ? "" : log[Math.Max(0, at - 200)..Math.Min(log.Length, at + 100)]);
        });
    }

    [Fact]
    public async Task S11_no_answer_tells_how_the_hub_is_made()
    {
        using var caller = await hub.SignInAsync(Tenant.Member);
        using var socket = await HubSocket.OpenAsync(hub.Origin, caller.Token, hub.Origin);
        string[] answers =
        [
            (await caller.PostAsync("/api/gatherings", "{")).Text,
            (await caller.PostAsync("/api/gatherings", """{"id":5}""")).Text,
            (await caller.GetAsync("/api/gatherings/%00")).Text,
            (await caller.GetAsync("/api/media/..%2f..%2fhub.db")).Text,
            (await caller.SendAsync(new HttpRequestMessage(new HttpMethod("PATCH"), "/api/me"))).Text,
            (await socket.InvokeAsync("Post", "5", "{}")).ToString(),
            (await socket.InvokeAsync("Post")).ToString(),
            (await socket.InvokeAsync("NoSuchMethod", "1")).ToString(),
        ];
        foreach (var word in new[] { "Exception", "   at ", "System.", "Microsoft.", "Sqlite", "Npgsql", "/work/", ".cs:line" })
        {
            // SignalR's own sentence for a method that is none.
            Assert.All(answers, answer => Assert.DoesNotContain(
                word, answer.Replace("HubException: Method does not exist.", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        }
    }

    private static string Json(object value) => JsonSerializer.Serialize(value);
}
