using System.Net;
using System.Net.Sockets;

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
/// <param name="SiloPort">Between silos; keep it from the public, as every port of the cluster. 0: see <see cref="Ports"/>.</param>
/// <param name="GatewayPort">From web nodes to silos. 0: see <see cref="Ports"/>.</param>
/// <param name="Join">True: silos find each other in the database (PostgreSQL). False: this is the only one.</param>
internal sealed record ClusterSettings(
    string Id, string Service, IPAddress Advertise, int SiloPort, int GatewayPort, bool Join)
{
    private const int UsualSiloPort = 11_111;
    private const int UsualGatewayPort = 30_000;

    /// <summary>
    /// Both ports as they hold: where none is given, the usual ones in a cluster, whose other members have to be let
    /// through to them, and free ones of a hub alone, of which a machine may run several.
    /// </summary>
    public (int Silo, int Gateway) Ports()
    {
        using var silo = new TcpListener(IPAddress.Loopback, 0);
        using var gateway = new TcpListener(IPAddress.Loopback, 0);
        return (Port(SiloPort, UsualSiloPort, silo), Port(GatewayPort, UsualGatewayPort, gateway));
    }

    private int Port(int asked, int usual, TcpListener free)
    {
        if (asked != 0 || Join)
        {
            return asked != 0 ? asked : usual;
        }

        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
