using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Silo.Commands;
using Storage;

namespace Web.Tests.Commands;

public sealed class RunTests : IDisposable
{
    private const string Ready = "listening on http://127.0.0.1:";
    private static readonly TimeSpan StopMost = TimeSpan.FromSeconds(10);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(HubProcess.Interrupt)]
    [InlineData(HubProcess.Terminate)]
    public async Task The_first_line_tells_the_address_and_a_signal_stops_it_in_order(int signal)
    {
        await using var hub = HubProcess.Start("run", "--port", "0", "--data", _folder.Path);
        var line = await hub.ReadLineAsync();
        Assert.StartsWith(Ready, line, StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = new Uri(line!["listening on ".Length..]) };
        using var ready = JsonDocument.Parse(await client.GetStringAsync("/health/ready"));
        Assert.Equal("ready", ready.RootElement.GetProperty("status").GetString());
        Assert.Equal("sqlite", ready.RootElement.GetProperty("database").GetString());
        var (code, took) = await hub.SignalAsync(signal);
        Assert.Equal(ExitCode.Done, code);
        Assert.True(took < StopMost, $"took {took}");
    }

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(ExitCode.BadOption, "run", "--prot", "5080")]
    [InlineData(ExitCode.BadOption, "run", "--port", "70000")]
    [InlineData(ExitCode.BadOption, "run", "--listen", "nowhere")]
    [InlineData(ExitCode.BadOption, "run", "--roles", "none")]
    [InlineData(ExitCode.BadOption)]
    [InlineData(ExitCode.DataFolder, "run", "--data", "/proc/hub")]
    [InlineData(ExitCode.DatabaseAway, "run", "--database", "Host=127.0.0.1;Port=1;Username=x;Database=x")]
    [InlineData(ExitCode.DatabaseAway, "run", "--database", "no connection string")]
    [InlineData(ExitCode.FileFault, "import", "/nowhere/roster.csv")]
    [InlineData(ExitCode.BadOption, "import", "roster.csv", "--region", "12")]
    public async Task A_fault_is_one_line_and_an_exit_code(int code, params string[] arguments)
    {
        string[] all = arguments.Length == 0 || arguments.Contains("--data") ? arguments : [.. arguments, "--data", _folder.Path];
        var (ended, errors) = await HubProcess.RunAsync(all);
        Assert.StartsWith("hub: ", Assert.Single(errors), StringComparison.Ordinal);
        Assert.Equal(code, ended);
    }

    [Fact]
    public async Task A_taken_port_is_one_line_and_an_exit_code()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (code, errors) = await HubProcess.RunAsync("run", "--port", $"{port}", "--data", _folder.Path);
        Assert.Equal([$"hub: 127.0.0.1:{port} is taken or not this machine's"], errors);
        Assert.Equal(ExitCode.AddressTaken, code);
    }

    [Fact]
    public async Task A_newer_schema_is_left_alone()
    {
        await using (await HubDatabase.OpenAsync(new StorageOptions { Data = _folder.Path }))
        {
            await using var open = new SqliteConnection($"Data Source={_folder["hub.db"]};Pooling=false");
            await open.ExecuteAsync("insert into schema_version (version, name, applied_at) values (9999, 'later', 0)");
        }
        var (code, errors) = await HubProcess.RunAsync("run", "--port", "0", "--data", _folder.Path);
        Assert.Single(errors);
        Assert.Equal(ExitCode.NewerSchema, code);
    }
}
