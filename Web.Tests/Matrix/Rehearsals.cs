using Web.Tests.Support;

namespace Web.Tests.Matrix;

/// <summary>How each row is tried: the request of a route, the arguments of a hub method.</summary>
public static class Rehearsals
{
    /// <summary>Rows that need a gathering that is closed.</summary>
    public static bool NeedsClosed(string row) => row.EndsWith("/minutes", StringComparison.Ordinal);

    public static HttpRequestMessage Request(string row, Scene scene, Person? person, string? token)
    {
        var (method, path) = (row.Split(' ')[0], row.Split(' ')[1]);
        var verb = method != "ANY" ? new HttpMethod(method) : path == "/hub/negotiate" ? HttpMethod.Post : HttpMethod.Get;
        var target = path switch
        {
            "/api/me/sessions/{id}" => path.Replace("{id}", token is null ? "none" : SignIn.SessionToken.IdOf(token), StringComparison.Ordinal),
            "/api/nodes/{id}" => $"/api/nodes/{Tenant.Branch}",
            "/api/{**unknown}" => "/api/no/such/route",
            "/{**page}" => "/points",
            "/hub/negotiate" => "/hub/negotiate?negotiateVersion=1",
            _ when path.StartsWith("/api/media/", StringComparison.Ordinal) => path.Replace("{id}", scene.Picture, StringComparison.Ordinal),
            _ => path.Replace("{id}", scene.Gathering, StringComparison.Ordinal),
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
            "POST /api/gatherings/{id}/minutes" => """{"version":1,"remarks":""}""",
            "POST /api/gatherings/{id}/excuse" => """{"reason":"出差"}""",
            _ => "{}",
        };
        return new HttpRequestMessage(verb, target) { Content = verb == HttpMethod.Get || verb == HttpMethod.Delete ? null : HubCaller.Json(body) };
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
            _ => [gathering],
        };
    }
}
