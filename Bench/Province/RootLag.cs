using System.Diagnostics;

namespace Bench.Province;

/// <summary>
/// Watches the root's registered members. The n-th acknowledged change is counted when the root has n more: what lies
/// between is how far the root was behind, up to the pace of asking, which is in it.
/// </summary>
internal sealed class RootLag(ProvinceHttp http, Signed root)
{
    /// <summary>A session may ask 20 times a second.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    private readonly List<(long At, int Registered)> _seen = [];

    public async Task<int> RegisteredAsync(CancellationToken cancellation) =>
        (await http.GetAsync(root, $"/api/nodes/{root.Node}/counts", cancellation)).GetProperty("totals").GetProperty("registered").GetInt32();

    public async Task WatchAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var registered = await RegisteredAsync(stop);
                _seen.Add((Stopwatch.GetTimestamp(), registered));
                await Task.Delay(Every, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    /// <summary>Seconds between each acknowledgement and the first reading that holds it, sorted.</summary>
    public double[] Of(IReadOnlyList<long> acknowledged, int before)
    {
        var lags = new List<double>();
        var reading = 0;
        for (var i = 0; i < acknowledged.Count; i++)
        {
            while (reading < _seen.Count && _seen[reading].Registered < before + i + 1)
            {
                reading++;
            }

            if (reading == _seen.Count)
            {
                throw new InvalidOperationException($"The root never counted change {i + 1} of {acknowledged.Count}.");
            }

            lags.Add(Math.Max(0, Stopwatch.GetElapsedTime(acknowledged[i], _seen[reading].At).TotalSeconds));
        }

        lags.Sort();
        return [.. lags];
    }
}
