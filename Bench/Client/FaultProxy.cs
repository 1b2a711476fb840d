using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Bench.Client;

/// <summary>What the proxy does to the bytes that pass.</summary>
public enum Wire
{
    Clean,
    /// <summary>Each byte goes alone, in a packet of its own.</summary>
    OneByte,
    /// <summary>Nothing passes and nothing is closed: the peer is there and silent.</summary>
    HalfOpen,
    /// <summary>One chunk of ten waits for 200–800 ms and holds up all behind it: what a lost packet looks like above TCP.</summary>
    Stalls,
}

/// <summary>
/// A TCP proxy on loopback that spoils connections on demand. What it is told holds at once for every connection
/// through it. A pair ends when either side does; <see cref="ResetAll"/> ends all with RST.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private const int StallLeastMs = 200;
    private const int StallMostMs = 800;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<Pair, Task> _pairs = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly int _target;
    private volatile TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Wire _wire;

    /// <param name="target">Loopback port to pass everything on to.</param>
    public FaultProxy(int target)
    {
        _target = target;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(4_096);
        _accepting = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";

    /// <summary>Pairs that are open now.</summary>
    public int Open => _pairs.Count;

    public Wire Wire
    {
        get => _wire;
        set
        {
            _wire = value;
            Interlocked.Exchange(ref _change, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
    }

    /// <summary>Cuts every connection with RST, as a network does that forgot them.</summary>
    public void ResetAll() => Reset(int.MaxValue);

    /// <summary>Cuts as many as asked for, whichever come first.</summary>
    public void Reset(int count)
    {
        foreach (var pair in _pairs.Keys.Take(count))
        {
            pair.Reset();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        ResetAll();
        await Task.WhenAll([_accepting, .. _pairs.Values]);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var pair = new Pair(await _listener.AcceptAsync(_stop.Token));
                var carrying = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _pairs[pair] = carrying.Task;
                _ = CarryAsync(pair, carrying);
            }
            catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // The proxy ends.
            }
        }
    }

    private async Task CarryAsync(Pair pair, TaskCompletionSource carrying)
    {
        try
        {
            await pair.Far.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            await Task.WhenAny(PumpAsync(pair.Near, pair.Far), PumpAsync(pair.Far, pair.Near));
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The far side is not there: the near side learns it by the reset.
        }

        pair.Reset();
        _pairs.TryRemove(pair, out _);
        carrying.SetResult();
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int got;
            while ((got = await from.ReceiveAsync(buffer, SocketFlags.None, _stop.Token)) > 0)
            {
                while (_wire == Wire.HalfOpen)
                {
                    var change = _change.Task;
                    if (_wire == Wire.HalfOpen)
                    {
                        await change.WaitAsync(_stop.Token);
                    }
                }

                await PassAsync(to, buffer.AsMemory(0, got));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Either side is gone, and so is the pair.
        }
    }

    private async Task PassAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        if (_wire == Wire.Stalls && Random.Shared.Next(10) == 0)
        {
            await Task.Delay(Random.Shared.Next(StallLeastMs, StallMostMs), _stop.Token);
        }

        while (!bytes.IsEmpty)
        {
            var sent = await to.SendAsync(_wire == Wire.OneByte ? bytes[..1] : bytes, SocketFlags.None, _stop.Token);
            bytes = bytes[sent..];
        }
    }

    private sealed class Pair(Socket near)
    {
        public Socket Near { get; } = Quick(near);
        public Socket Far { get; } = Quick(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));

        public void Reset()
        {
            foreach (var side in new[] { Near, Far })
            {
                try
                {
                    side.LingerState = new LingerOption(true, 0);
                }
                catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
                {
                    // Closed already.
                }

                side.Dispose();
            }
        }

        private static Socket Quick(Socket socket)
        {
            socket.NoDelay = true;
            return socket;
        }
    }
}
