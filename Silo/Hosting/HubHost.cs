using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging.Console;
using Silo.Commands;
using Silo.Demo;
using Storage;

namespace Silo.Hosting;

/// <summary>Puts the hub's parts together, serves, and stops in order.</summary>
internal static class HubHost
{
    /// <summary>From the signal to the end of the process: sockets are told to return elsewhere, then grains leave.</summary>
    private static readonly TimeSpan StopMost = TimeSpan.FromSeconds(8);

    /// <summary>The host logs why a start failed, with its whole trace; the command's one line says it already.</summary>
    private const string HostLog = "Microsoft.Extensions.Hosting.Internal.Host";

    public static async Task<int> RunAsync(RunSettings settings, CancellationToken cancellation)
    {
        GrainRuntime.Check(settings);
        var folder = DataOptions.Writable(settings.Data);
        var storage = DataOptions.Storage(folder, settings.Database);
        await using var database = await HubDatabase.OpenAsync(storage, cancellation);
        var signIns = settings.Demo ? await DemoTenant.EnsureAsync(database, folder, cancellation) : [];
        var started = false;
        await using var app = await BuildAsync(settings, storage, database, () => started, cancellation);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception fault) when (IsAddressFault(fault))
        {
            throw new CommandException(ExitCode.AddressTaken, $"{Taken(settings, fault)} is taken or not this machine's", fault);
        }
        started = true;
        await Console.Out.WriteLineAsync($"listening on {AddressOf(app)}");
        if (signIns.Count > 0)
        {
            DemoSignIns.Show(signIns, Console.Out);
        }
        await Console.Out.FlushAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return ExitCode.Done;
    }

    private static async Task<WebApplication> BuildAsync(
        RunSettings settings, StorageOptions storage, HubDatabase database, Func<bool> started, CancellationToken cancellation)
    {
        // The command line configures; limits may also come from the environment (Room__…).
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(settings.Listen, settings.Port);
        });
        builder.Logging.ClearProviders();
        // A person reads lines, a collector reads JSON.
        _ = Console.IsErrorRedirected
            ? builder.Logging.AddJsonConsole(Stamp)
            : builder.Logging.AddSimpleConsole(static console =>
            {
                Stamp(console);
                console.SingleLine = true;
            });
        // Standard output belongs to the ready line.
        builder.Services.Configure<ConsoleLoggerOptions>(
            static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(settings.Log);
        builder.Logging.AddFilter(HostLog, level => level >= settings.Log && started());
        // A silo says so too, part by part; and it warns at each start that it wants server garbage collection, without
        // which a hub of this size is better, and of the time that the machine was up before it.
        builder.Logging.AddFilter("Orleans", level => level >= settings.Log && (started() || settings.Log < LogLevel.Warning));
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = StopMost);
        await Composition.AddAsync(builder, settings, storage, database, cancellation);
        var app = builder.Build();
        Composition.Map(app, settings);
        return app;
    }

    private static void Stamp(ConsoleFormatterOptions console) =>
        (console.TimestampFormat, console.UseUtcTimestamp) = ("yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", true);

    private static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    // The web server wraps what it meets; a silo's own ports come as they are.
    private static string Taken(RunSettings settings, Exception fault) =>
        fault is AddressInUseException ? $"a cluster port of {settings.Cluster.Advertise}" : $"{settings.Listen}:{settings.Port}";

    private static bool IsAddressFault(Exception fault) => fault is AddressInUseException or SocketException
        || (fault is IOException or AggregateException && fault.InnerException is { } inner && IsAddressFault(inner));
}
