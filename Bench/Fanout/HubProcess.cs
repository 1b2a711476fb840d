using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Bench.Fanout;

/// <summary>A server process on core 0, and what the kernel says it used. It ends with this object.</summary>
public sealed class HubProcess : IAsyncDisposable
{
    private const string Ready = "listening on ";
    private static readonly TimeSpan StartMost = TimeSpan.FromSeconds(60);
    /// <summary>Kernel ticks a second in /proc, fixed on Linux.</summary>
    private const double Ticks = 100;

    private readonly Process _process;

    private HubProcess(Process process, string url) => (_process, Url) = (process, url);

    public string Url { get; }
    public int Id => _process.Id;

    /// <summary>
    /// Starts <c>dotnet DLL arguments</c> on core 0 and waits for the line that says where it listens; where
    /// <paramref name="space"/> names a network namespace, inside it.
    /// </summary>
    /// <param name="anywhere">Not on core 0 but where the kernel likes: one process of several.</param>
    public static Task<HubProcess> StartAsync(
        string dll, string[] arguments, IReadOnlyDictionary<string, string>? environment = null, string? space = null, bool anywhere = false) =>
        StartAsync("dotnet", [dll, .. arguments], null, CancellationToken.None, environment, space, anywhere);

    /// <summary>Starts a program on core 0 and waits until it listens: at the address given, or at the one that it says.</summary>
    public static async Task<HubProcess> StartAsync(
        string program, string[] arguments, string? url, CancellationToken cancellation,
        IReadOnlyDictionary<string, string>? environment = null, string? space = null, bool anywhere = false)
    {
        string[] inside = space is null ? [] : ["ip", "netns", "exec", space];
        string[] core = anywhere ? [] : ["taskset", "-c", "0"];
        string[] command = [.. inside, .. core, program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(StartMost);
        if (url is not null)
        {
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            await ListensAsync(new Uri(url), patience.Token);
            return new HubProcess(process, url);
        }

        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new HubProcess(process, line[Ready.Length..].Trim());
            }
        }

        throw new InvalidOperationException($"{program} {Path.GetFileName(arguments.FirstOrDefault())} ended before it listened.");
    }

    private static async Task ListensAsync(Uri url, CancellationToken patience)
    {
        while (true)
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(url.Host, url.Port, patience);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), patience);
            }
        }
    }

    /// <summary>Processor time used so far, in seconds.</summary>
    public double Cpu()
    {
        var stat = File.ReadAllText($"/proc/{Id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / Ticks;
    }

    /// <summary>Resident memory now, in KiB.</summary>
    public long Resident() => File.ReadLines($"/proc/{Id}/status")
        .Where(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(static line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
        .First();

    /// <summary>Sockets that it holds open.</summary>
    public int Sockets() => new DirectoryInfo($"/proc/{Id}/fd").EnumerateFileSystemInfos()
        .Count(static handle => handle.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);

    /// <summary>Files and sockets it holds open.</summary>
    public int Handles() => Directory.GetFiles($"/proc/{Id}/fd").Length;

    public int Threads() => Directory.GetDirectories($"/proc/{Id}/task").Length;

    /// <summary>Ends it as a crash would.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Tells it to stop as a supervisor does; answers when it has ended.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("TERM");
        await EndsAsync(CancellationToken.None);
    }

    /// <summary>Stands still where it is, its sockets open, until <see cref="ThawAsync"/>.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    public Task ThawAsync() => SignalAsync("CONT");

    public Task EndsAsync(CancellationToken patience) => _process.WaitForExitAsync(patience);

    private async Task SignalAsync(string signal)
    {
        using var told = Process.Start("kill", [$"-{signal}", $"{Id}"]);
        await told.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
