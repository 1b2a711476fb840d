using System.CommandLine;
using Bench.Peers;

namespace Bench.Fanout;

/// <summary>What a run is asked for.</summary>
/// <param name="Versus">Peers to measure beside the hub: see <see cref="Peer.Names"/>.</param>
public sealed record FanoutPlan(
    int Members, int Rate, int Seconds, int Warmup, string? Json, string[] Versus, string? Url, string? Cookies, string? Gathering, string? Hub);

/// <summary><c>fanout</c>: many members in one room, a steady stream of posts, every delivery counted.</summary>
internal static class FanoutCommand
{
    public static Command Create()
    {
        var members = Shared.Number("--members", 2_000, "connected members in the one room");
        var rate = Shared.Number("--rate", 60, "posts a second, from random members");
        var seconds = Shared.Number("--seconds", 10, "how long it is measured");
        var warmup = Shared.Number("--warmup", 15, "seconds of the same load before the measuring starts");
        var versus = new Option<string[]>("--vs") { Description = "the same load on others, in the same run: stock (a plain SignalR hub), nchan, ws", AllowMultipleArgumentsPerToken = true };
        versus.AcceptOnlyFromAmong(Peer.Names);
        var url = Shared.Text("--url", "a hub that runs already; needs --cookies and --gathering");
        var cookies = Shared.Text("--cookies", "file of session tokens, one a line");
        var gathering = Shared.Text("--gathering", "the gathering to enter");
        var (json, hub) = (Shared.Json(), Shared.Hub());
        var command = new Command("fanout", "measure one room") { members, rate, seconds, warmup, json, versus, url, cookies, gathering, hub };
        command.SetAction((parsed, cancellation) => FanoutRun.RunAsync(
            new FanoutPlan(
                parsed.GetValue(members), parsed.GetValue(rate), parsed.GetValue(seconds), parsed.GetValue(warmup), parsed.GetValue(json),
                parsed.GetValue(versus) ?? [], parsed.GetValue(url), parsed.GetValue(cookies), parsed.GetValue(gathering), parsed.GetValue(hub)),
            cancellation));
        return command;
    }
}
