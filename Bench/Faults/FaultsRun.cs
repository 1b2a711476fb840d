using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Bench.Faults;

/// <summary>Plays the scenarios one after the other; progress goes to standard error, the table to standard output. Exit code 1 where one fails.</summary>
internal static class FaultsRun
{
    private static readonly TimeSpan ScenarioMost = TimeSpan.FromMinutes(30);
    private const int TableWidth = 220;
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task<int> RunAsync(FaultPlan plan, string[] only, string? json, CancellationToken cancellation)
    {
        if (only.Except(Scenarios.All.Select(static s => s.Name), StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown)
        {
            await Console.Error.WriteLineAsync($"bench: there is no scenario {unknown}: {string.Join(' ', Scenarios.All.Select(static s => s.Name))}");
            return 2;
        }

        var findings = new List<Finding>();
        foreach (var scenario in Scenarios.All.Where(s => only.Length == 0 || only.Contains(s.Name, StringComparer.OrdinalIgnoreCase)))
        {
            await Console.Error.WriteLineAsync($"{scenario.Name}: {scenario.What}");
            findings.Add(await PlayAsync(scenario, plan, cancellation));
            await Console.Error.WriteLineAsync($"{scenario.Name}: {findings[^1].Verdict} ({findings[^1].Note})");
        }

        Show(findings);
        if (json is not null)
        {
            await File.WriteAllTextAsync(json, JsonSerializer.Serialize(findings, Readable), cancellation);
        }

        // Who asks for one by its name is not served by hearing that it cannot be played.
        return findings.TrueForAll(f => f.Holds || (!f.Played && only.Length == 0)) ? 0 : 1;
    }

    private static async Task<Finding> PlayAsync(Scenario scenario, FaultPlan plan, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(ScenarioMost);
        try
        {
            return await scenario.Run(plan, text => Console.Error.WriteLine($"{scenario.Name}:   {text}"), patience.Token);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"{fault}");
            return Finding.Broken(scenario.Name, scenario.What, fault);
        }
    }

    private static void Show(List<Finding> findings)
    {
        var table = new Table().AddColumns("", "tried", "acknowledged", "lost", "doubled", "unequal logs", "back (s)", "found", "verdict");
        foreach (var f in findings)
        {
            string[] cells = [f.Name, f.Tried, Text(f.Acknowledged), Text(f.Lost), Text(f.Doubled), Text(f.Unequal),
                f.BackSeconds?.ToString("F1", CultureInfo.InvariantCulture) ?? "", f.Note, f.Verdict];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        // A file or a pipe has no width of its own.
        AnsiConsole.Profile.Width = Console.IsOutputRedirected ? TableWidth : AnsiConsole.Profile.Width;
        AnsiConsole.Write(table);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
