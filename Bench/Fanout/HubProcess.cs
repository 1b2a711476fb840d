using System.Diagnostics;
using System.Globalization;

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

    /// <summary>Starts <c>dotnet DLL arguments</c> on core 0 and waits for the line that says where it listens.</summary>
    public static async Task<HubProcess> StartAsync(string dll, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("taskset", ["-c", "0", "dotnet", dll, .. arguments]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        using var patience = new CancellationTokenSource(StartMost);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new HubProcess(process, line[Ready.Length..].Trim());
            }
        }

        throw new InvalidOperationException($"{Path.GetFileName(dll)} ended before it listened.");
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

    /// <summary>Ends it as a crash would.</summary>
    public void Kill() => _process.Kill();

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
