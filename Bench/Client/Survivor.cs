using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace Bench.Client;

/// <summary>Where a survivor lives and how it behaves.</summary>
/// <param name="Pause">Time between two posts, drawn anew each time.</param>
public sealed record Habitat(string Url, string Gathering, Acknowledged Acknowledged, Func<TimeSpan> Pause);

/// <summary>
/// A member that posts now and then, keeps the room's log, and after a break comes back with its position and posts
/// again what was not acknowledged, under the same client id. Of each entry it keeps a hash, so that thousands fit.
/// </summary>
public sealed class Survivor(Habitat home, string token, int index)
{
    private static readonly TimeSpan AnswerMost = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private readonly List<int> _seen = [];
    private readonly RoomLog _log = new(home.Gathering);
    private HubConnection? _hub;
    private TaskCompletionSource _broken = Fresh();
    private TaskCompletionSource _inside = Fresh();
    private TaskCompletionSource? _healing;
    private volatile bool _finished;
    private int _posted;
    private string _url = home.Url;

    /// <summary>Head of the last snapshot: what came before is not in this log.</summary>
    public long From { get; private set; } = -1;
    public long Last { get { lock (_gate) { return _log.Last; } } }
    /// <summary>Snapshots taken; the first is the entrance.</summary>
    public long Snapshots => _log.Snapshots;
    /// <summary>Entries that came a second time.</summary>
    public long Repeated => _log.Repeated;

    /// <summary>Completes when it is in the room, anew after each break.</summary>
    public Task Inside { get { lock (_gate) { return _inside.Task; } } }

    /// <summary>Posts no more; <see cref="LiveAsync"/> ends.</summary>
    public void Finish()
    {
        _finished = true;
        Volatile.Read(ref _broken).TrySetResult();
    }

    /// <summary>Where it connects from its next connection on.</summary>
    public void Move(string url) => _url = url;

    public string Url => _url;

    /// <summary>Has it tell the counts that it hears.</summary>
    public void Hear(Action<JsonElement> counted) => _log.Counted = counted;

    /// <summary>Its connection breaks, here and now.</summary>
    public void Break() => Volatile.Read(ref _broken).TrySetResult();

    public async Task LiveAsync(CancellationToken patience)
    {
        _log.Applied = e => _seen.Add(HashOf(e));
        while (!_finished)
        {
            try
            {
                await EnterAsync(patience);
                // Somewhere in the middle of a pause: a crowd that comes back goes on at its rate.
                var pause = home.Pause() * Random.Shared.NextDouble();
                while (!_finished && await WaitAsync(pause, patience))
                {
                    await PostAsync();
                    pause = home.Pause();
                }
            }
            catch (Exception) when (!patience.IsCancellationRequested)
            {
                // The hub is away: again in a moment, with the position held and the same client id.
                await Task.Delay(Random.Shared.Next(50, 500), patience);
            }
        }
    }

    /// <summary>Waits until the log reaches a seq, entering again where the connection is gone.</summary>
    public async Task FollowToAsync(long last, CancellationToken patience)
    {
        while (Last < last)
        {
            try
            {
                await ReplayAsync();
            }
            catch (Exception) when (!patience.IsCancellationRequested)
            {
                await EnterAsync(patience);
            }
        }

        await _hub!.DisposeAsync();
    }

    /// <summary>Whether this log has the text at the seq, or lies after it.</summary>
    public bool Holds(long seq, string? text)
    {
        lock (_gate)
        {
            return seq <= From || (seq <= From + _seen.Count && _seen[(int)(seq - From - 1)] == Hash(text));
        }
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static int HashOf(JsonElement entry) => Hash(entry.TryGetProperty("text", out var text) ? text.GetString() : null);

    private static int Hash(string? text) => string.GetHashCode(text ?? "", StringComparison.Ordinal);

    // False: the connection broke.
    private async Task<bool> WaitAsync(TimeSpan pause, CancellationToken patience)
    {
        var broken = Volatile.Read(ref _broken).Task;
        await Task.WhenAny(Task.Delay(pause, patience), broken);
        patience.ThrowIfCancellationRequested();
        return !broken.IsCompleted;
    }

    private async Task PostAsync()
    {
        var (text, started) = ($"{index}/{_posted}", Stopwatch.GetTimestamp());
        var ack = await _hub!.Ask("Post", home.Gathering, new { clientId = $"c-{index}-{_posted}", text }).WaitAsync(AnswerMost);
        home.Acknowledged.Took(started);
        if (ack.GetProperty("ok").GetBoolean())
        {
            home.Acknowledged.Add(ack.GetProperty("seq").GetInt64(), text);
            _posted++;
            return;
        }

        home.Acknowledged.Refuse();
        if (ack.GetProperty("refusal").GetProperty("rule").GetString() == "gathering.not-inside")
        {
            Break();
        }
    }

    private async Task EnterAsync(CancellationToken patience)
    {
        lock (_gate)
        {
            if (_inside.Task.IsCompleted)
            {
                _inside = Fresh();
            }
        }

        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }

        var broken = Fresh();
        Volatile.Write(ref _broken, broken);
        var hub = _hub = HubClient.Create(_url, $"hub-session={token}");
        hub.Closed += _ =>
        {
            broken.TrySetResult();
            return Task.CompletedTask;
        };
        // Frames may come right after the answer to Join and before it is taken here: they wait for it.
        var joined = Fresh();
        hub.On<JsonElement>("frame", async frame =>
        {
            await joined.Task;
            Take(frame, broken);
        });
        hub.On<JsonElement>("resync", async resync =>
        {
            await joined.Task;
            Replace(() => _log.Resync(resync));
        });
        try
        {
            await hub.StartAsync(patience);
            var answer = await hub.Ask("Join", home.Gathering, _log.Epoch, _log.Position).WaitAsync(AnswerMost, patience);
            if (!answer.GetProperty("ok").GetBoolean())
            {
                throw new IOException("The room is not open now.");
            }

            Replace(() => _log.Joined(answer));
            Arrive();
        }
        finally
        {
            joined.SetResult();
        }
    }

    private void Arrive()
    {
        lock (_gate)
        {
            _inside.TrySetResult();
        }
    }

    // What a snapshot replaces is forgotten; entries taken one by one go on.
    private void Replace(Action take)
    {
        lock (_gate)
        {
            var snapshots = _log.Snapshots;
            take();
            if (_log.Snapshots != snapshots)
            {
                _seen.Clear();
                From = _log.Last;
            }
        }
    }

    private void Take(JsonElement frame, TaskCompletionSource broken)
    {
        Next next;
        lock (_gate)
        {
            next = _log.Frame(frame);
        }

        if (next == Next.Replay)
        {
            _ = HealAsync(broken);
        }
        else if (next == Next.JoinAnew)
        {
            broken.TrySetResult();
        }
    }

    private async Task HealAsync(TaskCompletionSource broken)
    {
        if (Interlocked.CompareExchange(ref _healing, broken, null) is not null)
        {
            return;
        }

        try
        {
            await ReplayAsync();
        }
        catch (Exception)
        {
            broken.TrySetResult();
        }
        finally
        {
            Volatile.Write(ref _healing, null);
        }
    }

    private async Task ReplayAsync()
    {
        var more = true;
        while (more)
        {
            var page = await _hub!.Ask("Replay", home.Gathering, Last, 300).WaitAsync(AnswerMost);
            lock (_gate)
            {
                more = _log.Replayed(page);
            }
        }
    }
}
