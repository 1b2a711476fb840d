using Grains.Gateways;
using Grains.Statistics;
using Grains.Time;

namespace Grains.Branches;

/// <summary>Counts who is online and tells the watchers, at most once a second. Loses nothing by dying: every node reports again.</summary>
internal sealed class BranchGrain(TimeProvider clock) : Grain, IBranchGrain
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (string[] Online, DateTimeOffset Until)> _reports = [];
    private readonly Dictionary<string, (IBranchObserver Observer, DateTimeOffset Until)> _watchers = [];
    private readonly HashSet<Notice> _notices = [];
    private IGrainTimer? _timer;
    private int _told = -1;

    public Task Report(string node, string[] online)
    {
        if (online.Length == 0)
        {
            _reports.Remove(node);
        }
        else
        {
            _reports[node] = (online, clock.Now() + Lease);
        }

        return Task.CompletedTask;
    }

    public Task<BranchLive> Watch(string node, IBranchObserver observer)
    {
        _watchers[node] = (observer, clock.Now() + Lease);
        _timer ??= this.RegisterGrainTimer(
            static (grain, _) => grain.Tell(),
            this,
            new GrainTimerCreationOptions(TellEvery, TellEvery) { KeepAlive = true });
        // Whoever looks at the page is told of its figures too.
        GrainFactory.GetGrain<ICountsGrain>(ICountsGrain.Key).Watch(this.GetPrimaryKeyString()).Ignore();
        var live = Live();
        _told = live.Online;
        return Task.FromResult(live);
    }

    public Task Unwatch(string node)
    {
        _watchers.Remove(node);
        return Task.CompletedTask;
    }

    public Task Notice(Notice notice)
    {
        // Who opens the page later reads it anew.
        if (_watchers.Count > 0)
        {
            _notices.Add(notice);
        }

        return Task.CompletedTask;
    }

    public Task<string[]> Online() => Task.FromResult(Members().Order(StringComparer.Ordinal).ToArray());

    public Task<int> Count() => Task.FromResult(Members().Count());

    private Task Tell()
    {
        var now = clock.Now();
        Expire(_reports, now, r => r.Until);
        Expire(_watchers, now, w => w.Until);
        if (_watchers.Count == 0)
        {
            _notices.Clear();
            _timer?.Dispose();
            _timer = null;
            return Task.CompletedTask;
        }

        var live = Live();
        if (live.Online != _told)
        {
            _told = live.Online;
            foreach (var (observer, _) in _watchers.Values)
            {
                observer.Changed(live).Ignore();
            }
        }

        if (_notices.Count > 0)
        {
            Notice[] notices = [.. _notices];
            _notices.Clear();
            foreach (var (observer, _) in _watchers.Values)
            {
                observer.Noticed(live.Node, notices).Ignore();
            }
        }

        return Task.CompletedTask;
    }

    private BranchLive Live() => new(this.GetPrimaryKeyString(), Members().Count(), clock.Now());

    // A member with devices on two nodes counts once.
    private IEnumerable<string> Members() => _reports.Values.SelectMany(r => r.Online).Distinct();

    private static void Expire<T>(Dictionary<string, T> leases, DateTimeOffset now, Func<T, DateTimeOffset> until)
    {
        foreach (var node in leases.Where(l => until(l.Value) < now).Select(l => l.Key).ToList())
        {
            leases.Remove(node);
        }
    }
}
