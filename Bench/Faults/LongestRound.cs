using System.Globalization;

namespace Bench.Faults;

/// <summary>
/// How long the hub's slowest round over a room took, from its own figures: no send of a round took longer than the round.
/// Told by the end of the bucket it fell into.
/// </summary>
internal sealed class LongestRound(string url) : IDisposable
{
    private const string Name = "hub_live_round_milliseconds_bucket{";
    private readonly HttpClient _http = new();
    private IReadOnlyDictionary<double, long> _before = new Dictionary<double, long>();

    /// <summary>Rounds until now do not count.</summary>
    public async Task StartAsync(CancellationToken cancellation) => _before = await ReadAsync(cancellation);

    /// <summary>Milliseconds; infinite beyond the last bucket.</summary>
    public async Task<double> EndAsync(CancellationToken cancellation)
    {
        var more = (await ReadAsync(cancellation)).ToDictionary(static b => b.Key, b => b.Value - _before.GetValueOrDefault(b.Key));
        return more.OrderBy(static b => b.Key).First(b => b.Value == more.Values.Max()).Key;
    }

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyDictionary<double, long>> ReadAsync(CancellationToken cancellation) =>
        (await _http.GetStringAsync($"{url}/metrics", cancellation)).Split('\n')
            .Where(static line => line.StartsWith(Name, StringComparison.Ordinal))
            .ToDictionary(
                static line => line.Split("le=\"")[1].Split('"')[0] is var end && end == "+Inf" ? double.PositiveInfinity : double.Parse(end, CultureInfo.InvariantCulture),
                static line => long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
