#if ORLEANS
using System.Net;
using System.Net.Sockets;
using Bench.Fanout;

namespace Bench.Faults.Cluster;

/// <summary>One process of a cluster. It comes back at the ports that it had.</summary>
internal sealed class ClusterNode(string hub, string folder, string database, string roles) : IAsyncDisposable
{
    // Below those that the kernel gives to outgoing connections: nobody else takes one while the process is away.
    private const int LowestPort = 12_000;
    private const int HighestPort = 30_000;
    private readonly int[] _ports = [FreePort(), FreePort(), FreePort()];
    private HubProcess? _process;

    public string Url => $"http://127.0.0.1:{_ports[0]}";
    public int SiloPort => _ports[1];
    public int GatewayPort => _ports[2];
    public bool IsSilo => roles.Contains("silo", StringComparison.Ordinal);
    public bool IsWeb => roles.Contains("web", StringComparison.Ordinal);
    public string Roles => roles;

    public async Task StartAsync() => _process = await HubProcess.StartAsync(
        hub,
        ["run", "--cluster-join", "--roles", roles, "--port", $"{_ports[0]}", "--cluster-silo-port", $"{SiloPort}",
            "--cluster-gateway-port", $"{GatewayPort}", "--data", folder, "--log", "Critical"],
        new Dictionary<string, string>(Stage.Lifted) { ["HUB_DATABASE"] = database }, anywhere: true);

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.DisposeAsync();
    }

    public Task FreezeAsync() => _process!.FreezeAsync();

    /// <summary>Goes on, finds that the others have declared it dead, and ends by itself.</summary>
    public async Task ThawAsync(CancellationToken patience)
    {
        await _process!.ThawAsync();
        await _process.EndsAsync(patience);
        await _process.DisposeAsync();
    }

    /// <summary>As a supervisor stops it: with a signal, and it takes its time.</summary>
    public async Task StopAsync()
    {
        await _process!.StopAsync();
        await _process.DisposeAsync();
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(LowestPort, HighestPort);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody's.
            }
        }
    }
}
#endif
