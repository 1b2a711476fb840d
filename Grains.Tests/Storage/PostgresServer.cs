using System.Diagnostics;
using Npgsql;

namespace Grains.Tests.Storage;

/// <summary>
/// A PostgreSQL server for tests. With HUB_TEST_POSTGRES set (a connection string whose user may create databases) that
/// server is used; otherwise a private one is started in a temporary folder, with fsync as in production, reached
/// through a socket in that folder, and stopped at the end.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Variable = "HUB_TEST_POSTGRES";
    private const string Port = "5432";
    private static readonly Lazy<Task<PostgresServer>> Lazy = new(StartSharedAsync);

    private readonly string? _folder;
    private readonly string? _binaries;
    private readonly Process? _watch;

    private PostgresServer(string connectionString, string? folder, string? binaries)
    {
        (ConnectionString, _folder, _binaries) = (connectionString, folder, binaries);
        _watch = folder is null ? null : Watch(folder, binaries!);
    }

    /// <summary>The server that every test class of the process shares; started at the first call.</summary>
    public static Task<PostgresServer> SharedAsync() => Lazy.Value;

    public string ConnectionString { get; }

    /// <summary>A server of one's own, for tests that stop it.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var binaries = Directory.GetDirectories("/usr/lib/postgresql")
            .Select(version => Path.Combine(version, "bin"))
            .Last(bin => File.Exists(Path.Combine(bin, "initdb")));
        var folder = Directory.CreateTempSubdirectory("hub-pg-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", folder);
        }

        var server = new PostgresServer(
            $"Host={folder};Port={Port};Username=postgres;Database=postgres", folder, binaries);
        await server.ToolAsync("initdb", "--pgdata", server.Data, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8");
        await server.StartServerAsync();
        return server;
    }

    /// <summary>Makes an empty database, or a copy of one to which nobody is connected, and answers its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"hub_{Guid.NewGuid():N}";
        await ExecuteAsync($"create database {name}{(template is null ? "" : $" template {new NpgsqlConnectionStringBuilder(template).Database}")}");
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ToString();
    }

    public async Task DropDatabaseAsync(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await ExecuteAsync($"drop database if exists {name} with (force)");
    }

    /// <summary>Kills the server as a power cut would: no checkpoint, connections cut.</summary>
    public Task StopImmediatelyAsync() => ToolAsync("pg_ctl", "--pgdata", Data, "--mode", "immediate", "-w", "stop");

    public Task StartServerAsync() => ToolAsync(
        "pg_ctl", "--pgdata", Data, "--log", Path.Combine(_folder!, "server.log"), "-w", "-o",
        $"-c listen_addresses='' -c unix_socket_directories='{_folder}' -c port={Port} -c max_connections=200", "start");

    /// <summary>The server's log so far; null for a server that is not this process's own.</summary>
    public string? LogFile => _folder is null ? null : Path.Combine(_folder, "server.log");

    /// <summary>Stops every process of the server where it stands: sockets stay open and nobody answers.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on as if nothing had been.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    private async Task SignalAsync(string signal)
    {
        var main = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0];
        // The parent first: it starts no more children then.
        await RunAsync("kill", $"-{signal}", main);
        var children = await File.ReadAllTextAsync($"/proc/{main}/task/{main}/children");
        foreach (var child in children.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                await RunAsync("kill", $"-{signal}", child);
            }
            catch (InvalidOperationException) when (!Directory.Exists($"/proc/{child}"))
            {
                // It ended between being listed and being told.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is null)
        {
            return;
        }

        _watch!.StandardInput.Close();
        await _watch.WaitForExitAsync();
        _watch.Dispose();
    }

    private string Data => Path.Combine(_folder!, "data");

    private static async Task<PostgresServer> StartSharedAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return new PostgresServer(given, null, null);
        }

        var server = await StartAsync();
        return server;
    }

    // Waits for the end of its input, which comes when this process closes it or dies in whatever way: the runner
    // gives no hook after the last class and kills the process soon after.
    private static Process Watch(string folder, string binaries)
    {
        const string script = """
            read -r _
            run=""
            [ "$(id -u)" = 0 ] && run="setpriv --reuid=postgres --regid=postgres --clear-groups"
            $run "$1/pg_ctl" --pgdata "$0/data" --mode immediate -w stop
            rm -rf "$0"
            """;
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var argument in new[] { "sh", "-c", script, folder, binaries })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // The server refuses to run as root, so its tools run as the user that Debian's package made.
    private Task ToolAsync(string tool, params string[] arguments)
    {
        var path = Path.Combine(_binaries!, tool);
        return Environment.IsPrivilegedProcess
            ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The server itself writes to its log, so nothing keeps this pipe open once the tool has ended.
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, WorkingDirectory = "/" };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}.");
        }
    }
}
