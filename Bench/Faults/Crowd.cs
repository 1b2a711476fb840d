using System.Diagnostics;
using Bench.Client;

namespace Bench.Faults;

/// <summary>Members of a stage who live through whatever happens, and what they were promised.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private static readonly TimeSpan FollowMost = TimeSpan.FromMinutes(2);
    private const int Spread = 64;
    private readonly Survivor[] _members;
    private readonly CancellationTokenSource _stop;
    private readonly Task _living;

    private Crowd(IStage stage, string? url, int members, int rate, CancellationToken cancellation)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // Each posts at its own random moments; together they post at the rate.
        var mean = TimeSpan.FromSeconds((double)members / rate);
        var home = new Habitat(url ?? stage.UrlOf(0), stage.Gathering, Acknowledged, () => mean * (Random.Shared.NextDouble() + 0.5));
        _members = [.. stage.Tokens.Take(members).Select((token, i) => new Survivor(home, token, i))];
        for (var i = 0; i < members; i++)
        {
            _members[i].Move(url ?? stage.UrlOf(i));
        }

        _living = Task.WhenAll(_members.Select((member, i) => LiveAsync(member, i)));
    }

    public Acknowledged Acknowledged { get; } = new();
    public Survivor[] Members => _members;

    /// <summary>Lets them in; completes when all are inside.</summary>
    public static async Task<Crowd> EnterAsync(IStage stage, int members, int rate, CancellationToken cancellation, string? url = null)
    {
        var crowd = new Crowd(stage, url, members, rate, cancellation);
        await crowd.AllInsideAsync(cancellation);
        return crowd;
    }

    public Task AllInsideAsync(CancellationToken patience) => Task.WhenAll(_members.Select(static m => m.Inside)).WaitAsync(patience);

    /// <summary>Waits for so many further acknowledgements; answers how long that took, in seconds.</summary>
    public async Task<double> MoreAsync(int count, CancellationToken patience)
    {
        var clock = Stopwatch.StartNew();
        await Acknowledged.ReachAsync(Acknowledged.Texts.Count + count, patience);
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>Ends the posting, lets everyone follow to the end, and holds all against the database.</summary>
    public async Task<Reckoning> ReckonAsync(IStage stage, CancellationToken cancellation)
    {
        Array.ForEach(_members, static m => m.Finish());
        await _living;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(FollowMost);
        var last = Acknowledged.Texts.Keys.Max();
        await Parallel.ForEachAsync(_members, new ParallelOptions { MaxDegreeOfParallelism = Spread, CancellationToken = patience.Token },
            (member, token) => new ValueTask(member.FollowToAsync(last, token)));
        return await Reckoning.MakeAsync(stage, this, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Array.ForEach(_members, static m => m.Finish());
        await _living.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    // They do not come all in the same moment unless a scenario makes them.
    private async Task LiveAsync(Survivor member, int i)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(i * 2), _stop.Token);
        await member.LiveAsync(_stop.Token);
    }
}
