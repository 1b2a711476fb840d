#if ORLEANS
using System.Net;
using Bench.Fanout;
using Grains.Gatherings;
using Grains.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Storage;

namespace Bench.Faults.Cluster;

/// <summary>Several processes on one PostgreSQL server of their own, and an open gathering of many members.</summary>
internal sealed class ClusterStage : IStage, IAsyncDisposable
{
    private const string Name = "hub";
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-cluster-").FullName;
    private PostgresServer? _postgres;
    private ClusterNode[] _webs = [];

    public string[] Tokens { get; private set; } = [];
    public string Gathering { get; private set; } = "";
    public StorageOptions Storage { get; private set; } = new();
    public ClusterNode[] Nodes { get; private set; } = [];

    /// <param name="roles">Of each process, such as <c>silo,web</c>.</param>
    public static async Task<ClusterStage> SetAsync(FaultPlan plan, int members, string[] roles, CancellationToken cancellation)
    {
        var stage = new ClusterStage();
        try
        {
            stage._postgres = await PostgresServer.StartAsync();
            var database = await stage._postgres.CreateDatabaseAsync();
            stage.Storage = new StorageOptions { Data = stage._folder, Postgres = database };
            stage.Tokens = await Provision.FillAsync(stage.Storage, members);
            stage.Nodes = [.. roles.Select(role => new ClusterNode(plan.Hub, stage._folder, database, role))];
            stage._webs = [.. stage.Nodes.Where(static n => n.IsWeb)];
            foreach (var node in stage.Nodes)
            {
                await node.StartAsync();
            }

            stage.Gathering = await Summons.OpenAsync(stage._webs[0].Url, stage.Tokens[0], cancellation);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public string UrlOf(int member) => _webs[member % _webs.Length].Url;

    /// <summary>What a load balancer does: whoever connects to a node from now on gets another one.</summary>
    public void Divert(ClusterNode from, Crowd crowd)
    {
        var others = _webs.Where(w => w != from).ToArray();
        var turn = 0;
        foreach (var member in crowd.Members.Where(m => m.Url == from.Url))
        {
            member.Move(others[turn++ % others.Length].Url);
        }
    }

    /// <summary>The process in which the gathering lives now, as the cluster itself says it.</summary>
    public Task<ClusterNode> HostAsync(CancellationToken cancellation) => HostAsync(grains => grains.GetGrain<IGatheringGrain>(Gathering), cancellation);

    /// <summary>The process in which another grain lives now.</summary>
    public async Task<ClusterNode> HostAsync(Func<IGrainFactory, IAddressable> grain, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleansClient(client => client
            .UseStaticClustering([.. Nodes.Where(static n => n.IsSilo).Select(static n => new IPEndPoint(IPAddress.Loopback, n.GatewayPort))])
            .Configure<ClusterOptions>(static options => (options.ClusterId, options.ServiceId) = (Name, Name)));
        using var host = builder.Build();
        await host.StartAsync(cancellation);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var address = await grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain(grains), cancellation)
            ?? throw new InvalidOperationException("The grain lives nowhere.");
        await host.StopAsync(cancellation);
        return Nodes.Single(n => n.IsSilo && n.SiloPort == address.Endpoint.Port);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
#endif
