using System.Diagnostics;
using System.Text.Json;

namespace Bench.Province;

/// <summary>
/// Corrections of the register: each city's secretary has held a census, and now corrects the register by it, one member
/// a command. Each correction is one change of standing: the root has one registered member more.
/// </summary>
internal sealed class ProvinceChanges(ProvinceHttp http, ProvinceSessions sessions)
{
    private readonly Queue<(Signed By, string Census, string Member)> _prepared = new();

    /// <summary>When each change was acknowledged, in the order of the acknowledgements.</summary>
    public List<long> Acknowledged { get; } = [];

    /// <summary>Holds the censuses: members who are not registered answer, through their secretary, that they are.</summary>
    public async Task PrepareAsync(int changes, CancellationToken cancellation)
    {
        var each = (changes + sessions.Cities.Length - 1) / sessions.Cities.Length;
        var lists = await Task.WhenAll(sessions.Cities.Select(city => HoldAsync(city, each, cancellation)));
        for (var i = 0; i < lists.Max(static list => list.Count) && _prepared.Count < changes; i++)
        {
            foreach (var list in lists.Where(list => i < list.Count))
            {
                _prepared.Enqueue(list[i]);
            }
        }
    }

    public int Prepared => _prepared.Count;

    /// <summary>Sends the next one, if there is one left; answers when it is acknowledged.</summary>
    public Task NextAsync(CancellationToken cancellation) =>
        _prepared.TryDequeue(out var next) ? ApplyAsync(next.By, next.Census, next.Member, cancellation) : Task.CompletedTask;

    private async Task ApplyAsync(Signed by, string census, string member, CancellationToken cancellation)
    {
        await http.PostAsync(by, $"/api/censuses/{census}/apply", new { requestId = Id("r-"), members = new[] { member } }, cancellation);
        var now = Stopwatch.GetTimestamp();
        lock (Acknowledged)
        {
            Acknowledged.Add(now);
        }
    }

    private async Task<List<(Signed By, string Census, string Member)>> HoldAsync(Signed city, int count, CancellationToken cancellation)
    {
        var (census, chosen, after) = (Id("c-"), new List<string>(), "");
        var closes = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeMilliseconds();
        await http.PostAsync(city, "/api/censuses", new { id = census, node = city.Node, title = "组织关系摸排", closesAt = closes }, cancellation);
        while (chosen.Count < count)
        {
            var page = await http.GetAsync(city, $"/api/censuses/{census}/lines?list=unanswered&after={after}", cancellation);
            foreach (var line in page.GetProperty("lines").EnumerateArray())
            {
                if (line.GetProperty("register").GetString() != "registered" && chosen.Count < count)
                {
                    chosen.Add(line.GetProperty("member").GetString()!);
                }
            }

            if (!page.TryGetProperty("next", out var next) || next.ValueKind != JsonValueKind.String)
            {
                break;
            }

            after = next.GetString()!;
        }

        foreach (var member in chosen)
        {
            await http.PostAsync(city, $"/api/censuses/{census}/answer", new { answer = "registered", evidence = "verified", member }, cancellation);
        }

        await http.PostAsync(city, $"/api/censuses/{census}/close", new { }, cancellation);
        return [.. chosen.Select(member => (city, census, member))];
    }

    internal static string Id(string prefix) => prefix + Convert.ToHexStringLower(Guid.NewGuid().ToByteArray())[..22];
}
