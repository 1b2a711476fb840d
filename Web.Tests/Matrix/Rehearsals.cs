using Web.Tests.Support;

namespace Web.Tests.Matrix;

/// <summary>How each row is tried: the request of a route, the arguments of a hub method.</summary>
public static class Rehearsals
{
    /// <summary>Rows that need a gathering that is closed.</summary>
    public static bool NeedsClosed(string row) => row.EndsWith("/minutes", StringComparison.Ordinal);

    /// <summary>Rows that need a consultation that is closed.</summary>
    public static bool NeedsSettled(string row) => row.EndsWith("/reopen", StringComparison.Ordinal) || row.EndsWith("/rating", StringComparison.Ordinal);

    /// <summary>Rows that need a virtual branch.</summary>
    public static bool NeedsVirtual(string row) => row.Contains(" /api/virtual-branches/{id}", StringComparison.Ordinal);

    public static HttpRequestMessage Request(string row, Scene scene, Person? person, string? token)
    {
        var (method, path) = (row.Split(' ')[0], row.Split(' ')[1]);
        var verb = method != "ANY" ? new HttpMethod(method) : HttpMethod.Get;
        var target = OrganisationScene.Target(path) ?? path switch
        {
            "/api/me/sessions/{id}" => path.Replace("{id}", token is null ? "none" : SignIn.SessionToken.IdOf(token), StringComparison.Ordinal),
            "/api/nodes/{id}/counts/names" => $"/api/nodes/{Tenant.Branch}/counts/names?category=full&relation=registered",
            _ when path.StartsWith("/api/censuses/", StringComparison.Ordinal) => path.Replace("{id}", scene.Census, StringComparison.Ordinal),
            _ when path.StartsWith("/api/nodes/", StringComparison.Ordinal) => path.Replace("{id}", Tenant.Branch, StringComparison.Ordinal),
            _ when path.StartsWith("/api/consultations/", StringComparison.Ordinal) => path.Replace("{id}", scene.Consultation, StringComparison.Ordinal),
            _ when NeedsVirtual(row) => path.Replace("{id}", scene.Virtual, StringComparison.Ordinal),
            "/api/transfers/units" when method == "GET" => $"{path}?source={Tenant.Branch}&target={Tenant.Elsewhere}",
            _ when path.StartsWith("/api/transfers/", StringComparison.Ordinal) => path.Replace("{id}", scene.Transfer, StringComparison.Ordinal),
            _ when path.StartsWith("/api/cards/", StringComparison.Ordinal) => path.Replace("{id}", scene.Card, StringComparison.Ordinal),
            _ when path.StartsWith("/api/members/", StringComparison.Ordinal) => path.Replace("{id}", Tenant.Activist.Id, StringComparison.Ordinal),
            _ when path.StartsWith("/api/declarations/", StringComparison.Ordinal) => path.Replace("{id}", scene.Declaration, StringComparison.Ordinal),
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

        var body = OrganisationScene.Body(row) ?? row switch
        {
            "POST /api/sign-in" => $$"""{"number":"{{(person ?? Tenant.Member).Number}}","password":"{{Person.Password}}"}""",
            "POST /api/password" => """{"current":"not the one","next":"a long new password"}""",
            "POST /api/gatherings" => Gatherings.Body(Gatherings.NewId()),
            "POST /api/consultations" => Questions.Body(Questions.NewId()),
            "POST /api/consultations/{id}/messages" => """{"clientId":"c-9","text":"还想问一句"}""",
            "POST /api/consultations/{id}/hand-over" => $$"""{"to":"{{Tenant.Spare.Id}}"}""",
            "POST /api/consultations/{id}/rating" => """{"helped":true}""",
            "POST /api/consultations/{id}/read" => """{"seq":1}""",
            "POST /api/virtual-branches" => Virtuals.Founding("v-"),
            "POST /api/life-groups" => Virtuals.Founding("l-"),
            "POST /api/virtual-branches/texts" => """{"document":"virtual-rules","version":99,"titleZh":"规则","titleEn":"Rules","textZh":"一","textEn":"1"}""",
            "POST /api/virtual-branches/{id}/answer" => Virtuals.Body().Replace(Tenant.Member.Id, Tenant.Spare.Id, StringComparison.Ordinal),
            _ when NeedsVirtual(row) => Virtuals.Body(),
            "POST /api/transfers" => Moves.Body(Moves.NewId()),
            "POST /api/transfers/units" => $$"""{"requestId":"{{Moves.Request()}}","id":"{{Moves.NewId()}}","source":"{{Tenant.Branch}}","target":"{{Tenant.Elsewhere}}"}""",
            "POST /api/transfers/{id}/advance" => $$"""{"requestId":"{{Moves.Request()}}","from":"submitted"}""",
            "POST /api/transfers/{id}/papers" => $$"""{"requestId":"{{Moves.Request()}}","slot":"duesProof","media":"{{scene.Picture}}"}""",
            "POST /api/transfers/{id}/papers/check" => $$"""{"requestId":"{{Moves.Request()}}","slot":"duesProof","accepted":true}""",
            "POST /api/transfers/{id}/outreach" => $$"""{"requestId":"{{Moves.Request()}}","way":"visit","note":"上门"}""",
            "POST /api/cards" => $$"""{"requestId":"{{Moves.Request()}}","id":"{{Moves.NewId("c-")}}","host":"{{Tenant.Elsewhere}}","until":"{{DateTime.UtcNow.AddDays(20):yyyy-MM-dd}}"}""",
            "POST /api/cards/{id}/dues" => $$"""{"requestId":"{{Moves.Request()}}","month":"2026-01","fen":100}""",
            _ when path.StartsWith("/api/transfers/", StringComparison.Ordinal) || path.StartsWith("/api/cards/", StringComparison.Ordinal) =>
                $$"""{"requestId":"{{Moves.Request()}}","why":"理由"}""",
            "POST /api/me/corrections" => $$"""{"requestId":"r-{{Guid.NewGuid():N}}","field":"phone","wanted":"139{{Random.Shared.Next(10_000_000, 99_999_999)}}","reason":"换了号码"}""",
            "POST /api/me/corrections/{id}/withdraw" => $$"""{"requestId":"r-{{Guid.NewGuid():N}}"}""",
            "POST /api/corrections/{id}/decide" => $$"""{"requestId":"r-{{Guid.NewGuid():N}}","apply":false,"answer":"查无此事"}""",
            "POST /api/gatherings/{id}/minutes" => """{"version":1,"remarks":""}""",
            // Without a title, because a census that is open asks members in every later row.
            "POST /api/censuses" => $$"""{"id":"{{CensusScenes.NewId()}}","node":"{{Tenant.Branch}}","title":"","closesAt":1}""",
            "POST /api/censuses/{id}/answer" => """{"answer":"registered"}""",
            "POST /api/censuses/{id}/apply" => $$"""{"requestId":"r-9","members":["{{Tenant.NonRegistered.Id}}"]}""",
            // Those who may name no measure, no title and an award that is not there: nothing is left for the next row.
            "POST /api/nodes/{id}/targets" => $$"""{"requestId":"{{Moves.Request()}}","id":"{{Moves.NewId("o-")}}","measure":"none","goal":900,"until":"2020-01-01","source":"计划"}""",
            "POST /api/nodes/{id}/targets/drop" => $$"""{"requestId":"{{Moves.Request()}}","id":"o-none","why":"调整"}""",
            "POST /api/nodes/{id}/demonstrations" => $$"""{"requestId":"{{Moves.Request()}}","id":"{{Moves.NewId("x-")}}","title":"","reason":"评选","until":"2020-01-01"}""",
            "POST /api/nodes/{id}/demonstrations/review" => $$"""{"requestId":"{{Moves.Request()}}","id":"x-none","review":"合格","until":"2020-01-01"}""",
            "POST /api/nodes/{id}/demonstrations/revoke" => $$"""{"requestId":"{{Moves.Request()}}","id":"x-none","why":"撤销"}""",
            "POST /api/gatherings/{id}/excuse" => """{"reason":"出差"}""",
            "POST /api/me/privacy" => $$"""{"requestId":"{{Gatherings.NewId()}}","audience":"officers","conflicts":["同事"]}""",
            // Nobody may, or the post is none: the row changes nothing for those after it.
            "POST /api/nodes/{id}/offices" => $$"""{"requestId":"{{Gatherings.NewId()}}","member":"{{Tenant.NonRegistered.Id}}","role":"deputy","years":3}""",
            "POST /api/nodes/{id}/offices/end" => $$"""{"requestId":"{{Gatherings.NewId()}}","member":"{{Tenant.NonRegistered.Id}}","role":"deputy","reason":"换届"}""",
            "POST /api/nodes/{id}/vote-policy" => $$"""{"requestId":"{{Gatherings.NewId()}}","version":0,"allowed":true,"reason":"","since":0,"until":1}""",
            "POST /api/members/{id}/development" => $$"""{"requestId":"{{Gatherings.NewId()}}","step":"converted","day":"2020-01-01","evidence":"记录","reason":"","months":0}""",
            "POST /api/declarations" => $$"""{"requestId":"{{person?.Id}}","receipt":"{{Scene.NewReceipt()}}","name":"赵新","category":"applicant","place":"东湖街道","employer":"","note":""}""",
            "POST /api/declarations/status" => $$"""{"receipt":"{{Scene.NewReceipt()}}"}""",
            "POST /api/declarations/{id}/accept" => $$"""{"requestId":"{{Gatherings.NewId()}}","branch":"{{Tenant.Root}}","category":"applicant","relation":"unknown"}""",
            "POST /api/declarations/{id}/answer" => $$"""{"requestId":"{{Gatherings.NewId()}}","text":""}""",
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
