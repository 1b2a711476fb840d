using Bench.Client;
using Bench.Fanout;
using Grains.Tests.Storage;
using Storage;

namespace Bench.Faults;

/// <summary>What a crowd lives on and a reckoning reads.</summary>
internal interface IStage
{
    string[] Tokens { get; }
    string Gathering { get; }
    StorageOptions Storage { get; }

    /// <summary>Where a member connects first.</summary>
    string UrlOf(int member);
}

/// <summary>What a scenario plays on: a database, a hub process on one port, and an open gathering of many members.</summary>
internal sealed class Stage : IStage, IAsyncDisposable
{
    internal static readonly Dictionary<string, string> Lifted = new() { ["Room__MemberRate"] = "0", ["Room__RoomRate"] = "0" };
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-faults-").FullName;
    private readonly string _hub;
    private string[] _listen = ["--port", "0"];
    private string? _space;

    private Stage(string hub) => _hub = hub;

    public string[] Tokens { get; private set; } = [];
    public string Gathering { get; private set; } = "";
    public HubProcess Server { get; private set; } = null!;
    public PostgresServer? Postgres { get; private set; }
    public StorageOptions Storage { get; private set; } = null!;
    public string Url => Server.Url;
    public string UrlOf(int member) => Url;
    public int Port => new Uri(Url).Port;

    /// <param name="postgres">On a PostgreSQL server of its own instead of SQLite.</param>
    /// <param name="listen">Address inside the network namespace <paramref name="space"/>.</param>
    public static async Task<Stage> SetAsync(
        FaultPlan plan, int members, bool postgres, CancellationToken cancellation, string? listen = null, string? space = null)
    {
        var stage = new Stage(plan.Hub) { _space = space };
        try
        {
            stage.Postgres = postgres ? await PostgresServer.StartAsync() : null;
            stage.Storage = new StorageOptions
            {
                Data = stage._folder,
                Postgres = stage.Postgres is null ? null : await stage.Postgres.CreateDatabaseAsync(),
            };
            stage.Tokens = await Provision.FillAsync(stage.Storage, members);
            if (listen is not null)
            {
                stage._listen = ["--listen", listen, .. stage._listen];
            }

            await stage.StartAsync();
            stage._listen = [.. stage._listen[..^1], $"{stage.Port}"];
            stage.Gathering = await Summons.OpenAsync(stage.Url, stage.Tokens[0], cancellation);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the hub, after a kill on the port that it had.</summary>
    public async Task StartAsync()
    {
        var environment = new Dictionary<string, string>(Lifted);
        if (Storage.Postgres is { } server)
        {
            environment["HUB_DATABASE"] = server;
        }

        Server = await HubProcess.StartAsync(_hub, ["run", .. _listen, "--data", _folder, "--log", "Critical"], environment, _space);
    }

    public async Task KillAsync()
    {
        Server.Kill();
        await Server.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        if (Postgres is not null)
        {
            await Postgres.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
