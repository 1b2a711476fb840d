using Grains.Gateways;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Web.Live.Connections;
using Web.Live.Rooms;
using Web.Live.Sockets;
using Web.Live.Wire;

namespace Web.Live.Node;

/// <summary>
/// This web node among the others: keeps its lease with the directory, and does everything that is done now and then.
/// Each duty is tried by itself and again at its next turn, so that one that fails holds up no other.
/// On stop everyone is told to come back at a random moment and gets a short while to go by itself.
/// </summary>
public sealed partial class GatewayNode(
    LiveOptions options, ILiveGrains grains, GatewayEar ear, HubConnections connections, LiveSockets sockets, RelayDirectory relays, Attachments attachments,
    OnlineReports online, BranchWatches branches, SessionWatch sessions, NodeFigures figures, ActorReader actors, IHostApplicationLifetime lifetime,
    TimeProvider time, ILogger<GatewayNode> logger) : BackgroundService
{
    public static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);
    public const int TurnsASecond = 4;
    public const int TurnsARenewal = 40;
    private static readonly TimeSpan DrainMost = TimeSpan.FromSeconds(10);

    private IGatewayObserver? _ear;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _ear = grains.Ear<IGatewayObserver>(ear);
        attachments.Ear = _ear;
        connections.MemberChanged += attachments.Changed;
        connections.MemberChanged += online.Changed;
        connections.Left += branches.Unwatch;
        lifetime.ApplicationStopping.Register(Drain);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Turn, time);
        Task slow = Task.CompletedTask;
        for (var turn = 0L; ; turn++)
        {
            connections.Sweep();
            if (turn % TurnsASecond == 0)
            {
                sockets.Beat();
                attachments.Renew();
                // A duty that hangs must not be started over and over, nor hold up the sweep.
                slow = slow.IsCompleted ? Duties(turn % TurnsARenewal == 0) : slow;
            }

            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await relays.DisposeAsync().AsTask().WaitAsync(DrainMost, time, cancellationToken);
            await grains.Directory.Leave(options.Node).WaitAsync(DrainMost, time, cancellationToken);
        }
        catch (Exception fault)
        {
            LogDuty("leave", fault.GetType().Name);
        }
    }

    private async Task Duties(bool renewal)
    {
        await Try("sessions", sessions.Check);
        await Try("online", () => online.Report(renewal));
        await Try("relays", relays.Sweep);
        await Try("figures", figures.Report);
        if (renewal)
        {
            await Try("register", () => grains.Directory.Register(options.Node, _ear!));
            await Try("branches", branches.Renew);
            actors.Sweep(connections.Holds);
        }
    }

    private async Task Try(string duty, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception fault)
        {
            LogDuty(duty, fault.GetType().Name);
        }
    }

    private void Drain()
    {
        var within = (long)Math.Max(1, (options.DrainWait < DrainMost ? options.DrainWait : DrainMost).TotalMilliseconds);
        var until = time.Milliseconds() + within;
        connections.Drain(within);
        while (!connections.IsEmpty && time.Milliseconds() < until)
        {
            Thread.Sleep(20);
        }

        // Who has not gone by then is cut.
        sockets.CloseAll();
    }

    [LoggerMessage(EventId = 2801, Level = LogLevel.Warning, Message = "{Duty} failed: {Fault}")]
    private partial void LogDuty(string duty, string fault);
}
