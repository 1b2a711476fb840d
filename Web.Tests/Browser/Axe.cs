namespace Web.Tests.Browser;

/// <summary>axe-core, from the client's own packages, run inside the page.</summary>
internal static class Axe
{
    public const string Run = """
        async () => {
          const found = await window.axe.run(document, { resultTypes: ['violations'] });
          return found.violations
            .filter(v => v.impact === 'serious' || v.impact === 'critical')
            .map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`);
        }
        """;

    private static string? _script;

    /// <summary>The script as an expression; evaluated through the debugger, which the content policy does not stop.</summary>
    public static async Task<string> ScriptAsync() =>
        _script ??= await File.ReadAllTextAsync(Path.Combine(DemoHub.Screenshots, "..", "..", "Web", "ClientApp", "node_modules", "axe-core", "axe.min.js"));
}
