using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Bench.Faults;

/// <summary>
/// Scenarios that need fail points or fakes, which are compiled into the tests alone: their tests are run from here,
/// the seeded ones with as many worlds as asked for.
/// </summary>
internal static partial class Suites
{
    private static readonly string[] Projects = ["Grains.Tests", "Web.Tests"];
#if ORLEANS
    private const string Runtime = "Orleans", Output = "bin/orleans";
#else
    private const string Runtime = "Local", Output = "bin";
#endif

    public static async Task<Finding> RunAsync(string name, string test, FaultPlan plan, Action<string> say, CancellationToken cancellation)
    {
        var root = Root();
        var (passed, failed) = (0, 0);
        var clock = Stopwatch.StartNew();
        foreach (var project in Projects)
        {
            var source = string.Concat(Directory.EnumerateFiles(Path.Combine(root, project), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
            if (!source.Contains(test, StringComparison.Ordinal))
            {
                continue;
            }

            say($"{project} {test}*");
            if (!await DotnetAsync(["build", Path.Combine(root, project), "-c", "Release", $"-p:HubRuntime={Runtime}", "-v", "quiet", "-nodeReuse:false"], plan, null, cancellation))
            {
                return new Finding(name, $"tests {test}*", 0, 0, 0, 0, null, $"{project} does not build", Holds: false);
            }

            await DotnetAsync(["test", Path.Combine(root, project, Output, "Release", "net10.0", $"{project}.dll"), "--filter", $"FullyQualifiedName~{test}"], plan,
                line =>
                {
                    if (Counts().Match(line) is { Success: true } counts)
                    {
                        failed += int.Parse(counts.Groups[1].Value, CultureInfo.InvariantCulture);
                        passed += int.Parse(counts.Groups[2].Value, CultureInfo.InvariantCulture);
                    }
                },
                cancellation);
        }

        return new Finding(name, $"{passed + failed} tests {test}*, seeded ones with {plan.Worlds} worlds from seed {plan.Seed}", 0, 0, 0, 0, null,
            $"{passed} passed, {failed} failed in {clock.Elapsed.TotalSeconds:F0} s", passed > 0 && failed == 0);
    }

    private static async Task<bool> DotnetAsync(string[] arguments, FaultPlan plan, Action<string>? line, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        start.Environment["HUB_FAULT_WORLDS"] = plan.Worlds.ToString(CultureInfo.InvariantCulture);
        start.Environment["HUB_FAULT_SEED"] = plan.Seed.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } text)
        {
            line?.Invoke(text);
        }

        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Hub.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests are run from the repository.");
        }

        return folder;
    }

    [GeneratedRegex(@"Failed:\s*(\d+), Passed:\s*(\d+)")]
    private static partial Regex Counts();
}
