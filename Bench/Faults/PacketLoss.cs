using System.Diagnostics;
using Bench.Client;

namespace Bench.Faults;

/// <summary>
/// R8: the hub in a network namespace of its own, where nftables drops one packet of ten in each direction. Where the
/// kernel or the user does not allow that, a proxy stalls one chunk of ten, and the report says so.
/// </summary>
internal static class PacketLoss
{
    private const string Space = "hub-faults";
    private const string Host = "10.213.77.1", Inside = "10.213.77.2";
    private const int Posts = 600;

    public static async Task<Finding> RunAsync(FaultPlan plan, Action<string> say, CancellationToken cancellation)
    {
        var members = Math.Min(plan.Members, 300);
        var real = await SetNetworkAsync();
        say(real ? "nftables drops 10 % of the packets between two namespaces" : "no namespace or nftables here: a proxy stalls 10 % of the chunks");
        try
        {
            await using var stage = await Stage.SetAsync(
                plan, members, postgres: false, cancellation, real ? Inside : null, real ? Space : null);
            await using var proxy = real ? null : new FaultProxy(stage.Port);
            await using var crowd = await Crowd.EnterAsync(stage, members, plan.Rate, cancellation, proxy?.Url);
            if (proxy is not null)
            {
                proxy.Wire = Wire.Stalls;
            }
            else
            {
                await DropAsync();
            }

            crowd.Acknowledged.Forget();
            var seconds = await crowd.MoreAsync(Posts, cancellation);
            var slowest = crowd.Acknowledged.SlowestMs;
            if (proxy is not null)
            {
                proxy.Wire = Wire.Clean;
            }

            // The reckoning too is made under loss.
            var reckoning = await crowd.ReckonAsync(stage, cancellation);
            return reckoning.Find("R8", $"{members} clients, {Posts} posts in {seconds:F0} s, {(real ? "10 % of packets dropped (nftables numgen)" : "10 % of chunks stalled 200–800 ms (proxy)")}",
                null, $"slowest acknowledgement {slowest} ms; {reckoning.Snapshots} snapshots");
        }
        finally
        {
            await RunAsync("ip", "netns", "del", Space);
        }
    }

    private static async Task<bool> SetNetworkAsync()
    {
        await RunAsync("ip", "netns", "del", Space);
        return await RunAsync("ip", "netns", "add", Space)
            && await RunAsync("ip", "link", "add", "hubf0", "type", "veth", "peer", "name", "hubf1", "netns", Space)
            && await RunAsync("ip", "addr", "add", $"{Host}/30", "dev", "hubf0")
            && await RunAsync("ip", "link", "set", "hubf0", "up")
            && await InsideAsync("ip", "addr", "add", $"{Inside}/30", "dev", "hubf1")
            && await InsideAsync("ip", "link", "set", "hubf1", "up")
            && await InsideAsync("ip", "link", "set", "lo", "up")
            && await InsideAsync("nft", "add", "table", "inet", "loss");
    }

    private static async Task DropAsync()
    {
        foreach (var hook in new[] { "input", "output" })
        {
            await InsideAsync("nft", "add", "chain", "inet", "loss", hook, $"{{ type filter hook {hook} priority 0; }}");
            await InsideAsync("nft", "add", "rule", "inet", "loss", hook, "meta", "l4proto", "tcp", "numgen", "random", "mod", "100", "<", "10", "drop");
        }
    }

    private static Task<bool> InsideAsync(params string[] command) => RunAsync("ip", ["netns", "exec", Space, .. command]);

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            await Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync(), process.WaitForExitAsync());
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
