using Grains.Branches;
using Grains.Gateways;
using Grains.Organisation;
using Grains.Rules;
using Grains.Time;
using Microsoft.Extensions.Logging;

namespace Grains.Statistics;

/// <summary>
/// Holds the tree's counts and brings them along the log of changes. Loses nothing by dying: it counts anew when it is
/// called next. While the database is away it answers what it holds, with the time of which it is.
/// </summary>
[KeepAlive]
internal sealed partial class CountsGrain(ICountsStore store, TimeProvider clock, ILogger<CountsGrain> log) : Grain, ICountsGrain
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    /// <summary>Nodes that a recount names; more are counted.</summary>
    private const int NamedMost = 20;
    /// <summary>Nodes watched at once; a page beyond them is read, and not pushed.</summary>
    private const int WatchedMost = 10_000;
    /// <summary>Bytes of one node: its figures, its row, its place in the dictionary.</summary>
    private static readonly int NodeBytes = (Cells.All * sizeof(int)) + 320;

    private Task _folding = Task.CompletedTask;
    private readonly Dictionary<string, DateTimeOffset> _watched = new(StringComparer.Ordinal);
    private CountsTree _tree = null!;
    private long _position;
    private DateTimeOffset _asOf;
    private DateTimeOffset _toldAt;
    private RecountState? _recount;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Begin(cancellationToken);
        this.RegisterGrainTimer(
            static (grain, stop) => grain.Beat(stop), this, new GrainTimerCreationOptions(Every, Every) { KeepAlive = true, Interleave = true });
    }

    public Task<NodeCounts?> Read(string node, Line line) =>
        Task.FromResult(_tree.Find(node) is { Row.Dissolved: false } found ? CountsReading.Of(_tree, found, line, Here()) : null);

    public Task<bool> IsBelow(string node, string[] above, Line line)
    {
        var at = _tree.Find(node) is { Row.Dissolved: false } found ? found : null;
        for (var step = 0; at is not null && step < CountsTree.DepthMost; step++)
        {
            if (above.Contains(at.Row.Id, StringComparer.Ordinal))
            {
                return Task.FromResult(true);
            }

            at = at.Above(line);
        }

        return Task.FromResult(false);
    }

    public Task<CountsPosition> Where() => Task.FromResult(Here());

    public Task Watch(string node)
    {
        if (_tree.Find(node) is { } found && (_watched.Count < WatchedMost || _watched.ContainsKey(node)))
        {
            found.Watched = true;
            _watched[node] = clock.Now() + Lease;
        }

        return Task.CompletedTask;
    }

    public Task Poke() => Alone(() => Follow(CancellationToken.None));

    public Task<RecountState> Recount()
    {
        if (_recount is not { EndedAt: null })
        {
            _recount = new RecountState(clock.Now(), null, 0, _position, 0, 0, 0, [], Failed: false);
            RunRecount(_recount).Ignore();
        }

        return Task.FromResult(_recount);
    }

    public Task<RecountState?> Recounted() => Task.FromResult(_recount);

    private async Task Begin(CancellationToken cancellation)
    {
        var now = clock.Now();
        var basis = await store.Basis(cancellation);
        Take(new CountsTree(basis));
        (_position, _asOf) = (basis.Position, now);
    }

    // Whatever is watched may have changed by it.
    private void Take(CountsTree tree)
    {
        _tree = tree;
        foreach (var node in _watched.Keys)
        {
            if (tree.Find(node) is { } found)
            {
                found.Watched = true;
                tree.Dirty.Add(found);
            }
        }
    }

    // One at a time; whoever comes while it folds finds its change folded by the next beat.
    private Task Beat(CancellationToken cancellation) => _folding.IsCompleted ? Alone(() => Follow(cancellation)) : Task.CompletedTask;

    private async Task Follow(CancellationToken cancellation)
    {
        try
        {
            await Follow([], cancellation);
            Tell();
        }
        catch (Exception fault) when (IsAway(fault))
        {
            LogAway(fault.GetType().Name, _position);
        }
    }

    // All of a grain's code runs in turn: between the check and the new task nobody else comes.
    private async Task Alone(Func<Task> work)
    {
        while (!_folding.IsCompleted)
        {
            await _folding;
        }

        _folding = work();
        await _folding;
    }

    private static bool IsAway(Exception fault) =>
        fault is System.Data.Common.DbException or TimeoutException or InvalidOperationException or OperationCanceledException;

    /// <summary>Folds all that there is, into the tree and those that go with it.</summary>
    private async Task Follow(CountsTree[] beside, CancellationToken cancellation)
    {
        while (true)
        {
            var now = clock.Now();
            var step = await CountsFolder.Step(store, [_tree, .. beside], _position, cancellation);
            if (step.Recount)
            {
                await Begin(cancellation);
                CountsMetrics.Recounted(0);
                return;
            }

            _position = step.Position;
            CountsMetrics.Folded(step.Changes, clock.Now());
            if (step.AtEnd)
            {
                _asOf = now;
                return;
            }
        }
    }

    private async Task RunRecount(RecountState state)
    {
        try
        {
            // Read while the beats go on; only the comparison holds them up.
            var basis = await store.Basis(CancellationToken.None);
            var fresh = new CountsTree(basis);
            _recount = state with { Progress = 0.7, Nodes = fresh.Count };
            await Alone(() => Compare(fresh, basis.Position, state));
        }
        catch (Exception fault) when (IsAway(fault))
        {
            LogAway(fault.GetType().Name, _position);
            _recount = state with { EndedAt = clock.Now(), Progress = 1, Failed = true };
        }
    }

    private async Task Compare(CountsTree fresh, long position, RecountState state)
    {
        var tree = _tree;
        var found = await Level(fresh, position) ? CountsReading.Differences(tree, fresh) : [];
        CountsMetrics.Recounted(found.Count);
        if (found.Count > 0)
        {
            LogDiffers(found.Count, _position);
            Take(fresh);
        }

        _recount = state with
        {
            EndedAt = clock.Now(),
            Progress = 1,
            Seq = _position,
            Nodes = _tree.Count,
            People = CountsReading.People(_tree),
            Differences = found.Count,
            Where = [.. found.Distinct().Take(NamedMost)],
        };
    }

    /// <summary>Brings both to one position at the end of the log; false where something in bulk came and all is counted anew.</summary>
    private async Task<bool> Level(CountsTree fresh, long position)
    {
        var tree = _tree;
        if (await Bring(fresh, position, _position) && await Bring(tree, _position, position))
        {
            _position = Math.Max(_position, position);
            await Follow([fresh], CancellationToken.None);
        }
        else
        {
            await Begin(CancellationToken.None);
        }

        return ReferenceEquals(tree, _tree);
    }

    private async Task<bool> Bring(CountsTree tree, long from, long to)
    {
        while (from < to)
        {
            var step = await CountsFolder.Step(store, [tree], from, CancellationToken.None, to);
            if (step.Recount)
            {
                return false;
            }

            from = step.Changes.Count == 0 ? to : step.Position;
        }

        return true;
    }

    // Not awaited: a page that misses it reads the next change or the next reading.
    private void Tell()
    {
        var now = clock.Now();
        if (now - _toldAt < TellEvery)
        {
            return;
        }

        _toldAt = now;
        foreach (var (node, _) in _watched.Where(watch => watch.Value < now).ToList())
        {
            _watched.Remove(node);
            if (_tree.Find(node) is { } found)
            {
                found.Watched = false;
            }
        }

        foreach (var node in _tree.Dirty)
        {
            GrainFactory.GetGrain<IBranchGrain>(node.Row.Id).Notice(new Notice("counts", node.Row.Id)).Ignore();
        }

        _tree.Dirty.Clear();
    }

    private CountsPosition Here() => new(_position, _asOf, _tree.Count, (int)((long)_tree.Count * NodeBytes / 1024));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Counts stand still at {Position}: {Fault}")]
    private partial void LogAway(string fault, long position);

    [LoggerMessage(Level = LogLevel.Error, Message = "A recount at {Position} found {Figures} figures wrong; they are right again")]
    private partial void LogDiffers(int figures, long position);
}
