using System.Collections.Concurrent;

namespace Grains.Tests.Runtime;

/// <summary>
/// What a test and the grain of the same key share outside of calls: the grain notes what it does, the test awaits
/// that; the grain waits at a gate, the test opens it. Works since both runtimes run inside the test process.
/// </summary>
internal sealed class Probe
{
    private static readonly ConcurrentDictionary<string, Probe> All = new();

    /// <summary>Far beyond what any step takes; reached only when a test fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<string> _notes = [];
    private readonly List<(string Note, int Times, TaskCompletionSource Seen)> _awaited = [];
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Probe Of(string key) => All.GetOrAdd(key, static _ => new());

    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_notes)
            {
                return [.. _notes];
            }
        }
    }

    public Task Gate => _gate.Task;

    public void OpenGate() => _gate.TrySetResult();

    public void Note(string note)
    {
        lock (_notes)
        {
            _notes.Add(note);
            foreach (var awaited in _awaited.Where(awaited => Times(awaited.Note) >= awaited.Times))
            {
                awaited.Seen.TrySetResult();
            }
        }
    }

    public Task Saw(string note, int times = 1)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_notes)
        {
            _awaited.Add((note, times, seen));
            if (Times(note) >= times)
            {
                seen.TrySetResult();
            }
        }

        return seen.Task.WaitAsync(Patience);
    }

    public int Times(string note)
    {
        lock (_notes)
        {
            return _notes.Count(noted => noted == note);
        }
    }
}
