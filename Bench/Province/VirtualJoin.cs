using System.Diagnostics;
using System.Text.Json;
using Grains.Tests.VirtualBranches;
using Storage;

namespace Bench.Province;

/// <summary>Fills one virtual branch and says what joining costs once it is full: the cost has to be flat.</summary>
internal static class VirtualJoin
{
    /// <summary>Joins that are measured, one after the other, by the branch's own route.</summary>
    public const int Measured = 500;

    /// <summary>95th percentile in milliseconds, the way over HTTP included; null where nobody is to join.</summary>
    /// <param name="joiners">Who joins: none of the first <paramref name="size"/> members by id, who are in it already.</param>
    public static async Task<double?> RunAsync(
        ProvinceHttp http, StorageOptions storage, Signed founder, Signed[] joiners, int size, CancellationToken cancellation)
    {
        if (joiners.Length == 0)
        {
            return null;
        }

        var (id, rules) = await FoundAsync(http, founder, "万人虚拟党支部", cancellation);
        await using (var database = await HubDatabase.OpenAsync(storage, cancellation))
        {
            var full = await new VirtualBranchBulk(database).FillAsync(id, size - 1, DateTimeOffset.UtcNow, cancellation);
            await Console.Error.WriteLineAsync($"province: the virtual branch has {full} members; {joiners.Length} more join");
        }

        var times = new List<double>();
        foreach (var joiner in joiners)
        {
            var clock = Stopwatch.StartNew();
            await JoinAsync(http, joiner, id, rules, cancellation);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return Math.Round(times[(int)Math.Ceiling(times.Count * 0.95) - 1], 1);
    }

    /// <summary>Founds a branch that everyone may join at once; answers its id and the version of the rules to sign.</summary>
    public static async Task<(string Id, long Rules)> FoundAsync(ProvinceHttp http, Signed founder, string name, CancellationToken cancellation)
    {
        var id = ProvinceChanges.Id("v-");
        var (rules, pledge) = Versions(await http.GetAsync(founder, "/api/virtual-branches/texts", cancellation));
        await http.PostAsync(founder, "/api/virtual-branches", new
        {
            id, requestId = ProvinceChanges.Id("r-"), name, topic = "流动党员", about = "压测", openJoining = true, rules, pledge,
        }, cancellation);
        return (id, rules);
    }

    public static Task<JsonElement> JoinAsync(ProvinceHttp http, Signed joiner, string id, long rules, CancellationToken cancellation) =>
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
