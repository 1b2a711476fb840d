using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Bench.Client;
using Bench.Fanout;

namespace Bench.Peers;

/// <summary>
/// Something else that one could carry a room with. Each does the same job as the hub on the wire (a message of the
/// same size to every member over a WebSocket, an answer to the poster) and none of the rest: nothing is stored, nobody
/// is counted, nothing is asked for rights.
/// </summary>
internal abstract class Peer
{
    public static readonly string[] Names = ["stock", "nchan", "ws"];

    /// <summary>The peer of a name.</summary>
    public static Peer Of(string name) => name switch
    {
        "nchan" => new Nchan(),
        "ws" => new NodeWs(),
        _ => new Stock(),
    };

    public abstract string Name { get; }

    /// <summary>Starts it on core 0.</summary>
    /// <exception cref="InvalidOperationException">It is not installed here; the message says what to do.</exception>
    public abstract Task<HubProcess> StartAsync(CancellationToken cancellation);

    public abstract IRoomMember Member(Tally tally, string url);

    protected static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A plain SignalR hub: a group, one send a message.</summary>
    private sealed class Stock : Peer
    {
        public override string Name => "plain SignalR";

        public override Task<HubProcess> StartAsync(CancellationToken cancellation) =>
            HubProcess.StartAsync(Assembly.GetExecutingAssembly().Location, ["stock-server"]);

        public override IRoomMember Member(Tally tally, string url) => new LeanClient(tally);
    }

    /// <summary>nginx with nchan: written in C, publishes over HTTP.</summary>
    private sealed class Nchan : Peer
    {
        private const string Module = "/usr/lib/nginx/modules/ngx_nchan_module.so";
        /// <summary>A peer that answers later than this counts as one that did not.</summary>
        private static readonly TimeSpan AnswerMost = TimeSpan.FromSeconds(30);
        private HttpClient? _publish;

        public override string Name => "nginx + nchan";

        public override async Task<HubProcess> StartAsync(CancellationToken cancellation)
        {
            if (!File.Exists(Module))
            {
                throw new InvalidOperationException("nchan is not installed: apt-get install libnginx-mod-nchan");
            }

            var folder = Directory.CreateTempSubdirectory("hub-bench-nchan-").FullName;
            var port = FreePort();
            var config = Path.Combine(folder, "nginx.conf");
            await File.WriteAllTextAsync(config, $$"""
                load_module {{Module}};
                daemon off; master_process off; worker_processes 1; worker_rlimit_nofile 20000;
                pid {{folder}}/pid; error_log stderr crit;
                events { worker_connections 19000; }
                http {
                  access_log off; client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy;
                  fastcgi_temp_path {{folder}}/fastcgi; uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
                  server {
                    listen 127.0.0.1:{{port}} backlog=4096;
                    location = /pub { nchan_publisher; nchan_channel_id room; nchan_message_buffer_length 500; nchan_message_timeout 60s; }
                    location = /sub { nchan_subscriber websocket; nchan_channel_id room; nchan_subscriber_first_message newest; nchan_websocket_ping_interval 15s; }
                  }
                }
                """, cancellation);
            return await HubProcess.StartAsync("nginx", ["-p", folder, "-c", config], $"http://127.0.0.1:{port}", cancellation);
        }

        public override IRoomMember Member(Tally tally, string url) =>
            new PlainMember(tally, "/sub", _publish ??= new HttpClient { BaseAddress = new Uri(url), Timeout = AnswerMost });
    }

    /// <summary>Node with ws, the package that most rooms in JavaScript stand on.</summary>
    private sealed class NodeWs : Peer
    {
        public override string Name => "node ws";

        public override async Task<HubProcess> StartAsync(CancellationToken cancellation)
        {
            var folder = Path.Combine(Repository.Root(), "Bench", "Peers", "ws");
            if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            {
                using var install = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
                await install.WaitForExitAsync(cancellation);
            }

            return await HubProcess.StartAsync("node", [Path.Combine(folder, "server.mjs")], null, cancellation);
        }

        public override IRoomMember Member(Tally tally, string url) => new PlainMember(tally, "/");
    }
}
