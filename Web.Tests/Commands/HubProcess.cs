using System.Diagnostics;
using System.Runtime.InteropServices;
using Silo.Commands;

namespace Web.Tests.Commands;

/// <summary>The built executable as a process of its own. Ends with the test, whatever happens.</summary>
internal sealed partial class HubProcess : IAsyncDisposable
{
    /// <summary>A start on a machine that is busy with other things.</summary>
    private static readonly TimeSpan StartMost = TimeSpan.FromSeconds(60);
    public const int Interrupt = 2;
    public const int Terminate = 15;

    private readonly Process _process;
    private readonly Task<string> _errors;

    private HubProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static HubProcess Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <summary>With settings, named as in the environment.</summary>
    public static HubProcess Start(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(CommandException).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment.Remove("HUB_DATABASE");
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new HubProcess(Process.Start(start)!);
    }

    /// <summary>Runs to its end; answers exit code and the lines of stderr.</summary>
    public static async Task<(int Code, string[] Errors)> RunAsync(params string[] arguments)
    {
        await using var hub = Start(arguments);
        await hub._process.WaitForExitAsync().WaitAsync(StartMost);
        return (hub._process.ExitCode, (await hub._errors).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(StartMost);

    /// <summary>Sends a signal and answers the exit code and how long the end took.</summary>
    public async Task<(int Code, TimeSpan Took)> SignalAsync(int signal)
    {
        var clock = Stopwatch.StartNew();
        Assert.Equal(0, Kill(_process.Id, signal));
        await _process.WaitForExitAsync().WaitAsync(StartMost);
        return (_process.ExitCode, clock.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        await _process.WaitForExitAsync();
        await _errors;
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
