using System.CommandLine;

namespace Bench;

/// <summary>Options that several scenarios share.</summary>
internal static class Shared
{
    public static Option<string?> Json() => Text("--json", "writes the figures to this file");

    public static Option<string?> Hub() => Text("--hub", "Silo.dll to start; default the one built beside this tool");

    public static Option<int> Number(string name, int standard, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };

    public static Option<string?> Text(string name, string description) => new(name) { Description = description };
}
