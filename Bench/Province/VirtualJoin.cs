using System.Diagnostics;
using System.Text.Json;
using Grains.Tests.VirtualBranches;
using Storage;

namespace Bench.Province;

/// <summary>What joining came to, in milliseconds, each from the request to its answer.</summary>
internal sealed record JoinTimes(int Joins, double P50Ms, double P95Ms);

/// <summary>Fills one virtual branch and says what joining costs once it is full: the cost has to be flat.</summary>
internal sealed class VirtualJoin(ProvinceHttp http, (string Id, long Rules) branch, Signed[] joiners)
{
    /// <summary>Joins that are measured, one after the other, by the branch's own route: the first while other changes go on.</summary>
    public const int Measured = 500;
    private const int UnderLoad = 300;

    private readonly Queue<Signed> _waiting = new(joiners);

    /// <summary>Founds and fills it.</summary>
    /// <param name="joiners">Who will join: none of the first <paramref name="size"/> members by id, who are in it already.</param>
    public static async Task<VirtualJoin> PrepareAsync(
        ProvinceHttp http, StorageOptions storage, Signed founder, Signed[] joiners, int size, CancellationToken cancellation)
    {
        var branch = await FoundAsync(http, founder, "万人虚拟党支部", cancellation);
        await using var database = await HubDatabase.OpenAsync(storage, cancellation);
        var full = await new VirtualBranchBulk(database).FillAsync(branch.Id, size - 1, DateTimeOffset.UtcNow, cancellation);
        await Console.Error.WriteLineAsync($"province: the virtual branch has {full} members; {joiners.Length} more will join");
        return new VirtualJoin(http, branch, joiners);
    }

    /// <summary>Members join at an even pace over the time in which the load runs.</summary>
    public async Task<JoinTimes> BesideAsync(TimeSpan load, CancellationToken cancellation)
    {
        var (clock, times) = (Stopwatch.StartNew(), new List<double>());
        for (var i = 0; i < UnderLoad && _waiting.Count > 0 && clock.Elapsed < load; i++)
        {
            var wait = (load / UnderLoad * i) - clock.Elapsed;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellation);
            }

            times.Add(await TimedAsync(_waiting.Dequeue(), cancellation));
        }

        return Of(times);
    }

    /// <summary>The others join, as fast as they are answered, while nothing else goes on.</summary>
    public async Task<JoinTimes> AloneAsync(CancellationToken cancellation)
    {
        var times = new List<double>();
        while (_waiting.TryDequeue(out var joiner))
        {
            times.Add(await TimedAsync(joiner, cancellation));
        }

        return Of(times);
    }

    private async Task<double> TimedAsync(Signed joiner, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        await JoinAsync(http, joiner, branch.Id, branch.Rules, cancellation);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static JoinTimes Of(List<double> times)
    {
        times.Sort();
        double At(double share) => times.Count == 0 ? 0 : Math.Round(times[Math.Max(0, (int)Math.Ceiling(times.Count * share) - 1)], 1);
        return new JoinTimes(times.Count, At(0.5), At(0.95));
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
