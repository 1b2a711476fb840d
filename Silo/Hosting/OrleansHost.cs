#if ORLEANS
using System.Net;
using Orleans.Configuration;
using Orleans.Serialization.Configuration;
using Storage;

namespace Silo.Hosting;

/// <summary>
/// Runs the grains under Orleans: a silo with or without the web node beside it, or the web node alone as a client.
/// Alone, it needs no other process; with <see cref="ClusterSettings.Join"/>, silos and clients meet in PostgreSQL. A silo that dies is declared dead after three missed probes of a second each.
/// </summary>
internal static class OrleansHost
{
    public const string Name = "orleans";
    private const string Postgres = "Npgsql";
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(1);
    /// <summary>A pause of the garbage collector or of a busy machine must not end a silo that lives.</summary>
    private const int ProbesMissed = 3;
    /// <summary>One accusation is enough in a cluster of two or three, where a second accuser may not exist.</summary>
    private const int VotesForDeath = 1;
    /// <summary>A call into a silo that died waits this long; every command may be sent again, so a short wait costs nothing.</summary>
    private static readonly TimeSpan Response = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan TableRefresh = TimeSpan.FromSeconds(10);
    /// <summary>A web node's second try must not meet a silo that the others have given up.</summary>
    private static readonly TimeSpan GatewayRefresh = TimeSpan.FromSeconds(1);

    public static async Task AddAsync(
        WebApplicationBuilder builder, RunSettings settings, StorageOptions storage, CancellationToken cancellation)
    {
        if (settings.Roles == Roles.Web)
        {
            builder.UseOrleansClient(client =>
            {
                client.Configure<ClusterOptions>(options => NameIt(options, settings.Cluster));
                client.Configure<ClientMessagingOptions>(static options => options.ResponseTimeout = Response);
                client.Configure<GatewayOptions>(static options => options.GatewayListRefreshPeriod = GatewayRefresh);
                client.Services.Configure<TypeManifestOptions>(AllowOwnTypesOnly);
                client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Postgres, storage.Postgres));
                client.UseConnectionRetryFilter<GatewayRetry>();
            });
            return;
        }
        if (settings.Cluster.Join)
        {
            await OrleansTables.EnsureAsync(storage.Postgres!, cancellation);
        }

        var ports = settings.Cluster.Ports();
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(options => NameIt(options, settings.Cluster));
            silo.Configure<SiloMessagingOptions>(static options => options.ResponseTimeout = Response);
            silo.Services.Configure<TypeManifestOptions>(AllowOwnTypesOnly);
            if (settings.Cluster.Join)
            {
                Join(silo, settings.Cluster, ports, storage.Postgres!);
            }
            else
            {
                silo.UseLocalhostClustering(ports.Silo, ports.Gateway, null, settings.Cluster.Service, settings.Cluster.Id);
            }
        });
    }

    private static void Join(ISiloBuilder silo, ClusterSettings cluster, (int Silo, int Gateway) ports, string connection)
    {
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Postgres, connection));
        silo.ConfigureEndpoints(
            cluster.Advertise, ports.Silo, ports.Gateway, listenOnAnyHostAddress: !IPAddress.IsLoopback(cluster.Advertise));
        silo.Configure<ClusterMembershipOptions>(static options =>
        {
            // By itself it would wait four times as long for a silo that has spoken lately and then stands still.
            (options.ProbeTimeout, options.MinProbeTimeout, options.MaxProbeTimeout) = (Probe, Probe, Probe);
            options.NumMissedProbesLimit = ProbesMissed;
            options.NumVotesForDeathDeclaration = VotesForDeath;
            options.TableRefreshTimeout = TableRefresh;
            options.ExtendProbeTimeoutDuringDegradation = false;
        });
    }

    private static void NameIt(ClusterOptions options, ClusterSettings cluster) =>
        (options.ClusterId, options.ServiceId) = (cluster.Id, cluster.Service);

    // Only types that carry [GenerateSerializer] of ours cross the wire; names of any other type are refused.
    private static void AllowOwnTypesOnly(TypeManifestOptions options) => options.AllowAllTypes = false;
}
#endif
