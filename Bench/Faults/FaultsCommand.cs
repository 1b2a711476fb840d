using System.CommandLine;
using Bench.Fanout;

namespace Bench.Faults;

/// <summary><c>faults</c>: every fault that the hub promises to survive, played in long form, with a table of what was tried and found.</summary>
internal static class FaultsCommand
{
    public static Command Create()
    {
        var only = new Option<string[]>("--only") { Description = "the scenarios to play, such as R6", AllowMultipleArgumentsPerToken = true };
        var members = Number("--members", 2_000, "connected members");
        var storm = Number("--storm", 5_000, "members of the reconnect storm (R11)");
        var rounds = Number("--rounds", 20, "kills (R1); at most five restarts of the database (R6)");
        var away = Number("--away", 60, "seconds without the database (R7)");
        var rate = Number("--rate", 20, "messages a second over all members");
        var worlds = Number("--worlds", 10_000, "seeded worlds of the models");
        var seed = Number("--seed", 1, "first seed");
        var json = new Option<string?>("--json") { Description = "writes the findings to this file" };
        var hub = new Option<string?>("--hub") { Description = "Silo.dll to start; default the one built beside this tool" };
        var command = new Command("faults", "play the faults that the hub promises to survive") { only, members, storm, rounds, away, rate, worlds, seed, json, hub };
        command.SetAction((parsed, cancellation) => FaultsRun.RunAsync(
            new FaultPlan(parsed.GetValue(members), parsed.GetValue(storm), parsed.GetValue(rounds), parsed.GetValue(away),
                parsed.GetValue(rate), parsed.GetValue(worlds), parsed.GetValue(seed), parsed.GetValue(hub) ?? Repository.Hub()),
            parsed.GetValue(only) ?? [], parsed.GetValue(json), cancellation));
        return command;
    }

    private static Option<int> Number(string name, int standard, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };
}
