using System.Diagnostics;
using System.Text.Json;

namespace Bench.Province;

/// <summary>Fills one virtual branch by its own route and says what joining cost once it was full: the cost has to be flat.</summary>
internal static class VirtualJoin
{
    /// <summary>Joins at the end that are measured one by one.</summary>
    private const int Measured = 500;
    private const int AtOnce = 16;

    /// <summary>95th percentile in milliseconds; null where this hub has no virtual branches.</summary>
    public static async Task<double?> RunAsync(ProvinceHttp http, Signed founder, Signed[] joiners, CancellationToken cancellation)
    {
        if (joiners.Length == 0 || !await http.HasAsync(founder, "/api/virtual-branches/texts", cancellation))
        {
            await Console.Error.WriteLineAsync("province: this hub has no virtual branches, so no joins were measured");
            return null;
        }

        var id = ProvinceChanges.Id("v-");
        var (rules, pledge) = Versions(await http.GetAsync(founder, "/api/virtual-branches/texts", cancellation));
        await http.PostAsync(founder, "/api/virtual-branches", new
        {
            id, requestId = ProvinceChanges.Id("r-"), name = "五万人虚拟党支部", topic = "流动党员", about = "压测", openJoining = true, rules, pledge,
        }, cancellation);
        var filling = Math.Max(0, joiners.Length - Measured);
        var done = 0;
        await Parallel.ForEachAsync(
            joiners.Take(filling), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (joiner, stop) =>
            {
                await JoinAsync(http, joiner, id, rules, stop);
                if (Interlocked.Increment(ref done) % 5_000 == 0)
                {
                    await Console.Error.WriteLineAsync($"province: {done} have joined the virtual branch");
                }
            });
        var times = new List<double>();
        foreach (var joiner in joiners.Skip(filling))
        {
            var clock = Stopwatch.StartNew();
            await JoinAsync(http, joiner, id, rules, cancellation);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return Math.Round(times[(int)Math.Ceiling(times.Count * 0.95) - 1], 1);
    }

    private static Task<JsonElement> JoinAsync(ProvinceHttp http, Signed joiner, string id, long rules, CancellationToken cancellation) =>
        http.PostAsync(joiner, $"/api/virtual-branches/{id}/join", new { requestId = ProvinceChanges.Id("r-"), rules }, cancellation);

    // The versions in force of the rules, which every member signs, and of the secretary's pledge.
    private static (long Rules, long Pledge) Versions(JsonElement texts)
    {
        var versions = texts.EnumerateArray().ToDictionary(
            static text => text.GetProperty("document").GetString()!, static text => text.GetProperty("version").GetInt64());
        return (versions.First(static v => v.Key.Contains("rules", StringComparison.OrdinalIgnoreCase)).Value,
            versions.First(static v => v.Key.Contains("pledge", StringComparison.OrdinalIgnoreCase)).Value);
    }
}
