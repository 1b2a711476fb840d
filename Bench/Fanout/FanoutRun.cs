using Bench.Client;
using Bench.Peers;

namespace Bench.Fanout;

/// <summary>
/// One run: the hub and, where asked for, others, one after the other under the same load. Fails with exit code 1 where
/// anything acknowledged by the hub was not delivered to everyone once.
/// </summary>
internal static class FanoutRun
{
    public static Task<int> RunAsync(FanoutPlan plan, CancellationToken cancellation) => Pinning.RunAsync(stop => MeasureAsync(plan, stop), cancellation);

    private static async Task<int> MeasureAsync(FanoutPlan plan, CancellationToken cancellation)
    {
        var hub = plan.Url is null ? await OwnHubAsync(plan, cancellation) : await ForeignHubAsync(plan, cancellation);
        var others = new Dictionary<string, FanoutFigures>();
        foreach (var peer in plan.Versus.Select(Peer.Of))
        {
            others.Add(peer.Name, await PeerAsync(plan, peer, cancellation));
        }

        var report = new FanoutReport(plan.Members, plan.Rate, plan.Seconds, plan.Url is null ? BenchHub.Lifted : "", hub, others);
        Report.Show(
            $"{report.Members} members, {report.Rate} posts/s, {report.Seconds} s; lifted: {report.Lifted}",
            [("hub", hub), .. others.Select(static other => (other.Key, other.Value))]);
        await Report.WriteAsync(report, plan.Json, cancellation);
        return hub.Gaps == 0 && hub.Duplicates == 0 && hub.Acknowledged == hub.Posts ? 0 : 1;
    }

    private static async Task<FanoutFigures> OwnHubAsync(FanoutPlan plan, CancellationToken cancellation)
    {
        await using var hub = await BenchHub.StartAsync(plan.Members, plan.Hub);
        var gathering = await hub.OpenAsync(cancellation);
        return await new Load(plan, hub.Url, hub.Tokens, gathering, hub.Process, static tally => new LeanClient(tally)).RunAsync("hub", cancellation);
    }

    private static async Task<FanoutFigures> ForeignHubAsync(FanoutPlan plan, CancellationToken cancellation)
    {
        var tokens = await File.ReadAllLinesAsync(plan.Cookies ?? throw new ArgumentException("--url needs --cookies"), cancellation);
        var gathering = plan.Gathering ?? throw new ArgumentException("--url needs --gathering");
        return await new Load(
            plan with { Members = Math.Min(plan.Members, tokens.Length) }, plan.Url!, tokens, gathering, null, static tally => new LeanClient(tally)).RunAsync("hub", cancellation);
    }

    private static async Task<FanoutFigures> PeerAsync(FanoutPlan plan, Peer peer, CancellationToken cancellation)
    {
        await using var server = await peer.StartAsync(cancellation);
        PlainMember.Restart();
        return await new Load(plan, server.Url, [], "g-bench", server, tally => peer.Member(tally, server.Url)).RunAsync(peer.Name, cancellation);
    }
}
