using System.Net;

namespace Silo.Hosting;

/// <summary>Which parts of the hub this process runs.</summary>
[Flags]
internal enum Roles
{
    Silo = 1,
    Web = 2,
    Both = Silo | Web,
}

/// <summary>What <c>run</c> was asked for.</summary>
internal sealed record RunSettings(
    IPAddress Listen, int Port, string Data, string? Database, bool Demo, Roles Roles, LogLevel Log, ClusterSettings Cluster);

/// <summary>
/// How this process meets the others (Orleans only). <paramref name="Id"/> names the running cluster,
/// <paramref name="Service"/> the product whose stored state outlives clusters; both as in the other processes.
/// </summary>
/// <param name="Advertise">Address at which other silos reach this one; loopback: one machine only.</param>
/// <param name="SiloPort">Between silos; keep it from the public, as every port of the cluster.</param>
/// <param name="GatewayPort">From web nodes to silos.</param>
/// <param name="Join">True: silos find each other in the database (PostgreSQL). False: this is the only one.</param>
internal sealed record ClusterSettings(
    string Id, string Service, IPAddress Advertise, int SiloPort, int GatewayPort, bool Join);
