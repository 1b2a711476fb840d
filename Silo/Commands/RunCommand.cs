using System.CommandLine;
using System.Net;
using Silo.Hosting;

namespace Silo.Commands;

/// <summary><c>run</c>: serves until it is told to stop.</summary>
internal static class RunCommand
{
    private const int DefaultPort = 5080;

    public static Command Create()
    {
        var port = Port("--port", DefaultPort, "port of pages, API and hub; 0 takes a free one", least: 0);
        var listen = Address("--listen", "address to serve on; 0.0.0.0 for every one of this machine's");
        var data = DataOptions.Data();
        var database = DataOptions.Database();
        var demo = new Option<bool>("--demo") { Description = "fill an empty database with the demo tenant and show its sign-ins" };
        var roles = new Option<string>("--roles")
        {
            Description = "silo, web or silo,web", DefaultValueFactory = static _ => "silo,web", HelpName = "ROLES",
        };
        roles.AcceptOnlyFromAmong("silo", "web", "silo,web", "web,silo");
        var log = new Option<LogLevel>("--log") { Description = "least level logged", DefaultValueFactory = static _ => LogLevel.Warning };
        var clusterId = Text("--cluster-id", "hub", "name of the cluster");
        var service = Text("--cluster-service", "hub", "name under which grains' state is stored");
        var advertise = Address("--cluster-address", "address at which other silos reach this one");
        var siloPort = Port("--cluster-silo-port", 0, "port between silos; 0: 11111 in a cluster, else a free one", least: 0);
        var gatewayPort = Port("--cluster-gateway-port", 0, "port from web nodes to silos; 0: 30000 in a cluster, else a free one", least: 0);
        var join = new Option<bool>("--cluster-join") { Description = "meet other silos in the PostgreSQL database" };
        var command = new Command("run", "serve until told to stop")
        {
            port, listen, data, database, demo, roles, log, clusterId, service, advertise, siloPort, gatewayPort, join,
        };
        command.SetAction((parsed, cancellation) => HubHost.RunAsync(
            new RunSettings(
                IPAddress.Parse(parsed.GetValue(listen)!),
                parsed.GetValue(port),
                parsed.GetValue(data)!,
                parsed.GetValue(database),
                parsed.GetValue(demo),
                parsed.GetValue(roles) switch { "silo" => Roles.Silo, "web" => Roles.Web, _ => Roles.Both },
                parsed.GetValue(log),
                new ClusterSettings(
                    parsed.GetValue(clusterId)!, parsed.GetValue(service)!, IPAddress.Parse(parsed.GetValue(advertise)!),
                    parsed.GetValue(siloPort), parsed.GetValue(gatewayPort), parsed.GetValue(join))),
            cancellation));
        return command;
    }

    private static Option<int> Port(string name, int standard, string description, int least)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => standard, HelpName = "PORT" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var port) || port < least || port > IPEndPoint.MaxPort))
            {
                result.AddError($"{name} lies between {least} and {IPEndPoint.MaxPort}");
            }
        });
        return option;
    }

    private static Option<string> Address(string name, string description)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = static _ => "127.0.0.1", HelpName = "ADDRESS" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !IPAddress.TryParse(result.Tokens[0].Value, out _))
            {
                result.AddError($"{name} takes an IP address");
            }
        });
        return option;
    }

    private static Option<string> Text(string name, string standard, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard, HelpName = "NAME" };
}
