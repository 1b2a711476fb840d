using System.Net.WebSockets;
using System.Text;
using Bench.Client;
using Bench.Faults;

namespace Bench.Fuzz;

/// <summary>Mutated frames down real sockets of a real hub, while a crowd goes on beside it.</summary>
internal static class SocketFuzz
{
    private const int Attackers = 8;
    private const int Bystanders = 20;
    private const int Rate = 10;
    private const long GrowthMostKb = 96 * 1024;

    public static async Task<Finding> RunAsync(FaultPlan plan, int seconds, CancellationToken cancellation)
    {
        await using var stage = await Stage.SetAsync(plan, Bystanders + Attackers, postgres: false, cancellation);
        await using var crowd = await Crowd.EnterAsync(stage, Bystanders, Rate, cancellation);
        await crowd.MoreAsync(Rate * 2, cancellation);
        var before = stage.Server.Resident();
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(TimeSpan.FromSeconds(seconds));
        var sent = await Task.WhenAll(Enumerable.Range(0, Attackers).Select(i =>
            AttackAsync(stage, stage.Tokens[Bystanders + i], plan.Seed + i, time.Token)));
        var growth = stage.Server.Resident() - before;
        await crowd.MoreAsync(Rate, cancellation);
        var reckoning = await crowd.ReckonAsync(stage, cancellation);
        return reckoning.Find("fuzz", $"{sent.Sum()} frames down {Attackers} sockets in {seconds} s, seed {plan.Seed}, {Bystanders} bystanders", null,
            $"memory {growth / 1024:+0;-0;0} MB", growth <= GrowthMostKb);
    }

    private static async Task<long> AttackAsync(Stage stage, string token, int seed, CancellationToken time)
    {
        var mutator = new Mutator(Corpus.Of("frame"), seed);
        var buffer = new byte[16 * 1024];
        var sent = 0L;
        while (!time.IsCancellationRequested)
        {
            try
            {
                using var socket = new ClientWebSocket();
                socket.Options.SetRequestHeader("Origin", stage.Url);
                socket.Options.SetRequestHeader("Cookie", $"hub-session={token}");
                await socket.ConnectAsync(new Uri(stage.Url.Replace("http", "ws", StringComparison.Ordinal) + "/hub"), time);
                await SendAsync(socket, Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), time);
                var reading = ReadAsync(socket, buffer, time);
                while (!reading.IsCompleted)
                {
                    await SendAsync(socket, mutator.Next(), time);
                    sent++;
                }
            }
            catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
            {
                // Closed by the hub, which is what it should do.
            }
        }

        return sent;
    }

    private static Task SendAsync(ClientWebSocket socket, byte[] bytes, CancellationToken time) =>
        socket.SendAsync(bytes, WebSocketMessageType.Text, true, time);

    private static async Task ReadAsync(ClientWebSocket socket, byte[] buffer, CancellationToken time)
    {
        try
        {
            while ((await socket.ReceiveAsync(buffer, time)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The end of this socket.
        }
    }
}
