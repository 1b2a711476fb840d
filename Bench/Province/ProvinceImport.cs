using System.Diagnostics;

namespace Bench.Province;

/// <summary>Takes the province in as an administrator does: <c>hub import</c>, the organisations first, then the people.</summary>
internal static class ProvinceImport
{
    /// <summary>Answers the seconds that both took, the processes' starts included.</summary>
    public static async Task<double> RunAsync(string dll, string folder, string? database, string tree, string people, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        foreach (var file in new[] { tree, people })
        {
            string[] where = database is null ? ["--data", folder] : ["--data", folder, "--database", database];
            var start = new ProcessStartInfo("taskset", ["-c", "0", "dotnet", dll, "import", file, "--codes", $"{file}.codes", .. where])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"The import ended with {process.ExitCode}: {(await error).Split('\n').Take(5).Aggregate((a, b) => $"{a} {b}")}");
            }

            await Console.Error.WriteLineAsync($"province: {(await output).Split('\n')[0]}");
        }

        return clock.Elapsed.TotalSeconds;
    }
}
