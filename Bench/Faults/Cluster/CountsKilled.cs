#if ORLEANS
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Bench.Fanout;
using Grains.Organisation.Tree;
using Grains.Statistics;
using Orleans;

namespace Bench.Faults.Cluster;

/// <summary>
/// R22: kill -9 the silo that keeps the counts, then the one that changes the tree, while groups are founded through web
/// nodes. The figures are counted anew on the other silo; every group that was acknowledged is there once.
/// </summary>
internal static class CountsKilled
{
    private const int MembersMost = 100;
    private const int RoundsMost = 5;
    private const int Burst = 10;
    private const double BackMost = 20;
    private static readonly TimeSpan CaughtUpMost = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task<Finding> RunAsync(FaultPlan plan, Action<string> say, CancellationToken cancellation)
    {
        var (members, rounds) = (Math.Min(plan.Members, MembersMost), Math.Min(plan.Rounds, RoundsMost));
        await using var stage = await ClusterStage.SetAsync(plan, members, ["silo", "silo", "web", "web"], cancellation);
        using var http = new HttpClient();
        var founded = new List<string>();
        var (back, read) = (0.0, 0.0);
        for (var round = 1; round <= rounds; round++)
        {
            await FoundAsync(stage, http, founded, Burst, cancellation);
            await CountedAsync(stage, http, founded.Count, cancellation);
            var host = await stage.HostAsync(
                grains => round % 2 == 1 ? grains.GetGrain<ICountsGrain>(ICountsGrain.Key) : grains.GetGrain<IOrganisationGrain>(IOrganisationGrain.Key), cancellation);
            var clock = Stopwatch.StartNew();
            await host.KillAsync();
            await FoundAsync(stage, http, founded, 1, cancellation);
            back = Math.Max(back, clock.Elapsed.TotalSeconds);
            await CountedAsync(stage, http, founded.Count, cancellation);
            read = Math.Max(read, clock.Elapsed.TotalSeconds);
            say($"round {round} of {rounds}: a group founded and counted after {clock.Elapsed.TotalSeconds:F1} s");
            await host.StartAsync();
        }

        var there = await CountedAsync(stage, http, founded.Count, cancellation);
        var (lost, doubled) = (founded.Except(there).Count(), there.Length - founded.Count);
        var differences = await RecountAsync(stage, http, cancellation);
        return new Finding("R22", $"{rounds} deaths of the silo of the counts or of the tree, 2 silos, 2 web nodes", founded.Count, lost, doubled, 0, back,
            $"counted again after {read:F1} s at most; a recount found {differences} figures wrong", lost == 0 && doubled == 0 && differences == 0 && back <= BackMost);
    }

    // Until it is acknowledged, the same command again: by another node each time.
    private static async Task FoundAsync(ClusterStage stage, HttpClient http, List<string> founded, int count, CancellationToken cancellation)
    {
        for (var i = 0; i < count; i++)
        {
            var body = $$"""{"requestId":"r-{{Guid.NewGuid():N}}","kind":"group","name":"第{{founded.Count + 1}}党小组","parent":"{{Provision.Node}}"}""";
            for (var attempt = 0; ; attempt++)
            {
                if (await AskAsync(stage, http, attempt, "/api/org/nodes", body, cancellation) is { } done)
                {
                    founded.Add(done.GetProperty("id").GetString()!);
                    break;
                }
            }
        }
    }

    /// <summary>The groups that the counts know, once there are at least as many as have been acknowledged.</summary>
    private static async Task<string[]> CountedAsync(ClusterStage stage, HttpClient http, int count, CancellationToken cancellation)
    {
        string[] groups = [];
        for (var (clock, attempt) = (Stopwatch.StartNew(), 0); clock.Elapsed < CaughtUpMost && groups.Length < count; attempt++)
        {
            groups = await AskAsync(stage, http, attempt, $"/api/nodes/{Provision.Node}/counts", null, cancellation) is { } counts
                ? [.. counts.GetProperty("children").EnumerateArray().Select(static child => child.GetProperty("id").GetString()!)]
                : groups;
        }

        return groups;
    }

    private static async Task<int> RecountAsync(ClusterStage stage, HttpClient http, CancellationToken cancellation)
    {
        var state = await AskAsync(stage, http, 0, "/api/counts/recount", "{}", cancellation);
        while (state is null || state.Value.GetProperty("running").GetBoolean())
        {
            await Task.Delay(Pause, cancellation);
            state = await AskAsync(stage, http, 0, "/api/counts/recount", null, cancellation);
        }

        return state.Value.GetProperty("differences").GetInt32();
    }

    /// <summary>The answer; null, after a pause, where the node says that it cannot answer now.</summary>
    private static async Task<JsonElement?> AskAsync(ClusterStage stage, HttpClient http, int attempt, string path, string? body, CancellationToken cancellation)
    {
        var url = stage.UrlOf(attempt);
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, url + path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("Cookie", $"hub-session={stage.Tokens[0]}");
        request.Headers.Add("X-Hub-Client", "1");
        request.Headers.Add("Origin", url);
        using var answer = await http.SendAsync(request, cancellation);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            await Task.Delay(Pause, cancellation);
            return null;
        }

        var text = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new InvalidOperationException($"{path} was answered with {(int)answer.StatusCode}.");
    }
}
#endif
