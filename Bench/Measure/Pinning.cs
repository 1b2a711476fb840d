using System.Diagnostics;
using System.Reflection;

namespace Bench;

/// <summary>Runs a scenario on core 1, so that the server has core 0 for itself and the figures of one run can be compared.</summary>
internal static class Pinning
{
    private const string Pinned = "HUB_BENCH_PINNED";

    /// <summary>The kernel binds threads as they are made, so the whole process starts anew on its core.</summary>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> scenario, CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(Pinned) is not null || Environment.ProcessorCount < 2)
        {
            return await scenario(cancellation);
        }

        var start = new ProcessStartInfo("taskset", ["-c", "1", "dotnet", Assembly.GetExecutingAssembly().Location, .. Environment.GetCommandLineArgs()[1..]]);
        start.Environment[Pinned] = "1";
        using var again = Process.Start(start)!;
        await again.WaitForExitAsync(cancellation);
        return again.ExitCode;
    }
}
