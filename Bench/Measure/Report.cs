using System.Text.Json;
using Spectre.Console;

namespace Bench;

/// <summary>Says what a run came to: a table for people on stderr, JSON for tools where a file is named.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task WriteAsync<T>(T report, string? file, CancellationToken cancellation)
    {
        if (file is not null)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, Readable), cancellation);
        }
    }

    /// <summary>One row a figure, one column a server.</summary>
    /// <param name="load">Who made the load, and from where.</param>
    public static void Show<T>(
        string title, IReadOnlyList<(string Name, T Figures)> columns,
        string load = "clients: lean readers over WebSocket, handshake included, on core 1; server on core 0")
    {
        var table = new Table().AddColumn("");
        foreach (var (name, _) in columns)
        {
            table.AddColumn(name);
        }

        foreach (var property in typeof(T).GetProperties())
        {
            table.AddRow([property.Name, .. columns.Select(column => $"{property.GetValue(column.Figures)}")]);
        }

        AnsiConsole.MarkupLineInterpolated($"{title}");
        AnsiConsole.MarkupLineInterpolated($"{load}");
        AnsiConsole.Write(table);
    }
}
