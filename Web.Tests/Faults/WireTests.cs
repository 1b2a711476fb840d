using System.Diagnostics;
using System.Diagnostics.Metrics;
using Bench.Client;
using Microsoft.Extensions.DependencyInjection;
using Web.Live.Connections;
using Web.Live.Rooms;
using Web.Tests.Live;
using Web.Tests.Support;

namespace Web.Tests.Faults;

/// <summary>R9 and R10: wires that break and clients that never read, in front of a whole hub.</summary>
[Trait("Category", "Slow")]
public sealed class WireTests : IAsyncLifetime
{
    private const int Devices = 8;
    private const int Batch = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CutMost = TimeSpan.FromSeconds(15);
    private static readonly Person[] People = [Tenant.Member, Tenant.NonRegistered, Tenant.Spare];
    private readonly HubServer _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task R9_resets_silence_and_single_bytes_leave_nothing_behind()
    {
        var gathering = await _server.OpenAsync();
        await using var bystander = await RoomClient.EnterAsync(_server, Tenant.Officer, gathering);
        await using var proxy = new FaultProxy(new Uri(_server.Origin).Port);
        using var open = new OpenConnections(_server);
        var clients = new List<RoomClient>();
        foreach (var person in People)
        {
            using var caller = await _server.SignInAsync(person);
            for (var i = 0; i < Devices; i++)
            {
                var client = await RoomClient.ConnectAsync(_server, caller.Token!, gathering, proxy.Url);
                await client.JoinAsync();
                clients.Add(client);
            }
        }

        proxy.Wire = Wire.OneByte;
        var seq = (await clients[0].PostAsync("c-1", "一个字节一个字节地来")).GetProperty("seq").GetInt64();
        await Task.WhenAll(clients.Select(client => client.FollowToAsync(seq)));
        proxy.Wire = Wire.HalfOpen;
        var unheard = clients[0].PostAsync("c-2", "没有回音");
        Assert.True((await bystander.Hub.Ask("Decide", gathering, "d-1", "照常")).GetProperty("ok").GetBoolean());
        Assert.False(unheard.IsCompleted);
        proxy.ResetAll();

        await Assert.ThrowsAnyAsync<Exception>(() => unheard);
        await Task.WhenAll(clients.Select(static client => client.Closed));
        // The bystander alone is left, in every book that the hub keeps.
        await open.FallTo(1).WaitAsync(Patience);
        var connections = _server.Services.GetRequiredService<HubConnections>();
        Assert.Equal(Tenant.Officer.Id, Assert.Single(connections.All).Member);
        var relay = _server.Services.GetRequiredService<RelayDirectory>().Find(gathering)!;
        Assert.Equal(1, relay.Fan.Members);
        Assert.True((await bystander.Hub.Ask("Decide", gathering, "d-2", "仍然照常")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task R10_who_never_reads_is_cut_within_fifteen_seconds_and_the_others_miss_nothing()
    {
        var gathering = await _server.OpenAsync();
        var officer = await _server.ActorAsync(Tenant.Officer);
        await using var reader = await RoomClient.EnterAsync(_server, Tenant.Officer, gathering);
        using var caller = await _server.SignInAsync(Tenant.Member);
        using var silent = new SilentClient();
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Services.GetRequiredService<HubConnections>().Left += left =>
        {
            if (left.Member == Tenant.Member.Id)
            {
                cut.TrySetResult();
            }
        };
        var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Services.GetRequiredService<HubConnections>().MemberChanged += (connection, online) =>
        {
            if (online && connection.Member == Tenant.Member.Id)
            {
                came.TrySetResult();
            }
        };
        await silent.EnterAsync(_server.Origin, caller.Token!, gathering, CancellationToken.None);
        await came.Task.WaitAsync(Patience);

        // The kernel takes some megabytes for a loopback socket before a write is stuck.
        var live = Assert.Single(_server.Services.GetRequiredService<HubConnections>().Of(Tenant.Member.Id));
        var text = new string('议', Grains.Gatherings.RoomLimits.DecisionCodePoints);
        var (clock, free) = (Stopwatch.StartNew(), TimeSpan.Zero);
        for (var i = 0; !cut.Task.IsCompleted; i++)
        {
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Patience * 3);
            free = live.IsBusy ? free : clock.Elapsed;
            var answers = await _server.SubmitAsync(gathering, [.. Enumerable.Range(0, Batch).Select(n => new Grains.Gatherings.Decide(officer, $"d-{i}-{n}", text))]);
            await reader.FollowToAsync(answers[^1].Seq);
        }

        Assert.InRange(clock.Elapsed - free, TimeSpan.Zero, CutMost);
        Assert.Equal(0, reader.Log.Repeated);
        Assert.True((await reader.Hub.Ask("Decide", gathering, "d-last", "照常")).GetProperty("ok").GetBoolean());
    }

    /// <summary>How many connections this server's Kestrel holds, by its own meter.</summary>
    private sealed class OpenConnections : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly List<(long Count, TaskCompletionSource Reached)> _awaited = [];
        private long _open;

        public OpenConnections(HubServer server)
        {
            // Those open already are not told again.
            _open = server.Services.GetRequiredService<HubConnections>().All.Count;
            var scope = server.Services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "kestrel.upgraded_connections" && ReferenceEquals(instrument.Meter.Scope, scope))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, change, _, _) => Change(change));
            _listener.Start();
        }

        public Task FallTo(long count)
        {
            lock (_awaited)
            {
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _awaited.Add((count, reached));
                Change(0);
                return reached.Task;
            }
        }

        public void Dispose() => _listener.Dispose();

        private void Change(long by)
        {
            lock (_awaited)
            {
                _open += by;
                _awaited.FindAll(awaited => _open <= awaited.Count).ForEach(static awaited => awaited.Reached.TrySetResult());
            }
        }
    }
}
