using System.CommandLine;

namespace Bench.Fanout;

/// <summary>What a run is asked for.</summary>
public sealed record FanoutPlan(
    int Members, int Rate, int Seconds, int Warmup, string? Json, bool Stock, string? Url, string? Cookies, string? Gathering, string? Hub);

/// <summary><c>fanout</c>: many members in one room, a steady stream of posts, every delivery counted.</summary>
internal static class FanoutCommand
{
    public static Command Create()
    {
        var members = Number("--members", 2_000, "connected members in the one room");
        var rate = Number("--rate", 60, "posts a second, from random members");
        var seconds = Number("--seconds", 10, "how long it is measured");
        var warmup = Number("--warmup", 15, "seconds of the same load before the measuring starts");
        var json = Text("--json", "writes the figures to this file");
        var versus = Text("--vs", "'stock': the same load on a plain SignalR hub, in the same run");
        versus.AcceptOnlyFromAmong("stock");
        var url = Text("--url", "a hub that runs already; needs --cookies and --gathering");
        var cookies = Text("--cookies", "file of session tokens, one a line");
        var gathering = Text("--gathering", "the gathering to enter");
        var hub = Text("--hub", "Silo.dll to start; default the one built beside this tool");
        var command = new Command("fanout", "measure one room") { members, rate, seconds, warmup, json, versus, url, cookies, gathering, hub };
        command.SetAction((parsed, cancellation) => FanoutRun.RunAsync(
            new FanoutPlan(
                parsed.GetValue(members), parsed.GetValue(rate), parsed.GetValue(seconds), parsed.GetValue(warmup), parsed.GetValue(json),
                parsed.GetValue(versus) == "stock", parsed.GetValue(url), parsed.GetValue(cookies), parsed.GetValue(gathering), parsed.GetValue(hub)),
            cancellation));
        return command;
    }

    private static Option<int> Number(string name, int standard, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };

    private static Option<string?> Text(string name, string description) => new(name) { Description = description };
}
