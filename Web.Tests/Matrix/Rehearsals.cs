using Web.Tests.Support;

namespace Web.Tests.Matrix;

/// <summary>How each row is tried: the request of a route, the arguments of a hub method.</summary>
public static class Rehearsals
{
    /// <summary>Rows that need a gathering that is closed.</summary>
    public static bool NeedsClosed(string row) => row.EndsWith("/minutes", StringComparison.Ordinal);

    /// <summary>Rows that need a consultation that is closed.</summary>
    public static bool NeedsSettled(string row) => row.EndsWith("/reopen", StringComparison.Ordinal) || row.EndsWith("/rating", StringComparison.Ordinal);

    public static HttpRequestMessage Request(string row, Scene scene, Person? person, string? token)
    {
        var (method, path) = (row.Split(' ')[0], row.Split(' ')[1]);
        var verb = method != "ANY" ? new HttpMethod(method) : HttpMethod.Get;
        var target = path switch
        {
            "/api/me/sessions/{id}" => path.Replace("{id}", token is null ? "none" : SignIn.SessionToken.IdOf(token), StringComparison.Ordinal),
            _ when path.StartsWith("/api/nodes/", StringComparison.Ordinal) => path.Replace("{id}", Tenant.Branch, StringComparison.Ordinal),
            _ when path.StartsWith("/api/consultations/", StringComparison.Ordinal) => path.Replace("{id}", scene.Consultation, StringComparison.Ordinal),
            _ when path.Contains("/corrections/", StringComparison.Ordinal) => path.Replace("{id}", scene.Correction, StringComparison.Ordinal),
            "/api/{**unknown}" => "/api/no/such/route",
            "/{**page}" => "/points",
            _ when path.StartsWith("/api/media/", StringComparison.Ordinal) => path.Replace("{id}", scene.Picture, StringComparison.Ordinal),
            _ when path.Contains("{seq:long}", StringComparison.Ordinal) => $"/api/gatherings/{scene.Gathering}/messages/{scene.Message}/versions",
            _ => path.Replace("{id}", scene.Gathering, StringComparison.Ordinal).Replace("{poll}", Scene.OpenedPoll, StringComparison.Ordinal),
        };
        if (row == "POST /api/media")
        {
            return Pictures.Upload(scene.Gathering, Pictures.Png(8, 8));
        }

        var body = row switch
        {
            "POST /api/sign-in" => $$"""{"number":"{{(person ?? Tenant.Member).Number}}","password":"{{Person.Password}}"}""",
            "POST /api/password" => """{"current":"not the one","next":"a long new password"}""",
            "POST /api/gatherings" => Gatherings.Body(Gatherings.NewId()),
            "POST /api/consultations" => Questions.Body(Questions.NewId()),
            "POST /api/consultations/{id}/messages" => """{"clientId":"c-9","text":"还想问一句"}""",
            "POST /api/consultations/{id}/hand-over" => $$"""{"to":"{{Tenant.Spare.Id}}"}""",
            "POST /api/consultations/{id}/rating" => """{"helped":true}""",
            "POST /api/consultations/{id}/read" => """{"seq":1}""",
            "POST /api/me/corrections" => $$"""{"requestId":"r-{{Guid.NewGuid():N}}","field":"phone","wanted":"139{{Random.Shared.Next(10_000_000, 99_999_999)}}","reason":"换了号码"}""",
            "POST /api/me/corrections/{id}/withdraw" => $$"""{"requestId":"r-{{Guid.NewGuid():N}}"}""",
            "POST /api/corrections/{id}/decide" => $$"""{"requestId":"r-{{Guid.NewGuid():N}}","apply":false,"answer":"查无此事"}""",
            "POST /api/gatherings/{id}/minutes" => """{"version":1,"remarks":""}""",
            "POST /api/gatherings/{id}/excuse" => """{"reason":"出差"}""",
            _ => "{}",
        };
        var request = new HttpRequestMessage(verb, target) { Content = verb == HttpMethod.Get || verb == HttpMethod.Delete ? null : HubCaller.Json(body) };
        if (path == "/metrics")
        {
            // From this machine anyone may ask; the row is about all others, who come through a proxy.
            request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        }

        return request;
    }

    /// <summary>Whether the room is entered before the method is tried.</summary>
    public static bool EntersFirst(string method) => method is not ("Hello" or "Join" or "WatchBranch" or "Excuse");

    public static string[] Arguments(string method, Scene scene)
    {
        var gathering = $"\"{scene.Gathering}\"";
        return method switch
        {
            "Hello" => ["{}"],
            "Join" => [gathering, "null", "null"],
            "Post" => [gathering, """{"clientId":"c-9","text":"发言"}"""],
            "Edit" => [gathering, $"{scene.Message}", "\"c-7\"", "\"改\""],
            "React" => [gathering, $"{scene.Message}", "\"👍\"", "true"],
            "Hide" => [gathering, $"{scene.Message}", "\"无关\""],
            "Mute" => [gathering, $"\"{Tenant.Spare.Id}\"", "true"],
            "SlowMode" => [gathering, "10"],
            "Extend" => [gathering, "5"],
            "Decide" => [gathering, "\"c-8\"", "\"决定\""],
            "Excuse" => [gathering, $"\"{Tenant.MustChange.Id}\"", "\"出差\""],
            "WatchRoster" => [gathering, "true"],
            "WatchBranch" => [$"\"{Tenant.Branch}\"", "true"],
            "Replay" => [gathering, "0", "10"],
            // Without a text, because rules that are published hold for every later row.
            "SetPostingRules" => [gathering, "\"\""],
            "AcceptRules" => [gathering, "0"],
            "Flag" => [gathering, $"{scene.Message}", "\"离题\""],
            "DismissFlags" => [gathering, $"{scene.Message}"],
            "Appeal" => [gathering, $"{scene.Hidden}", "\"请再看看\""],
            "DecideAppeal" => [gathering, $"{scene.Hidden}", "true", "\"\""],
            "RaiseHand" => [gathering, "false"],
            "LowerHand" => [gathering, "null"],
            "GiveFloor" => [gathering, $"\"{Tenant.OfficerAbove.Id}\""],
            "PauseFloor" => [gathering, "true"],
            "FloorRules" => [gathering, "true", "120"],
            "Ask" => [gathering, "\"q-9\"", "\"何时开班？\""],
            "MergeQuestion" => [gathering, $"{scene.Question}", $"{scene.Question + 1}"],
            "AnswerQuestion" => [gathering, $"{scene.Question}", "\"下周三\""],
            "PreparePoll" => [gathering, """{"id":"p-new","title":"新","options":["一","二"],"most":1,"anonymous":true,"electorate":"everyone"}"""],
            "DropPoll" or "OpenPoll" => [gathering, $"\"{Scene.PreparedPoll}\""],
            "ClosePoll" => [gathering, $"\"{Scene.OpenedPoll}\""],
            "Vote" => [gathering, $"\"{Scene.OpenedPoll}\"", "\"b-1\"", "[0]"],
            _ => [gathering],
        };
    }
}
