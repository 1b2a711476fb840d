using System.CommandLine;
using System.Diagnostics;
using Bench.Fanout;
using Bench.Faults;

namespace Bench.Fuzz;

/// <summary><c>fuzz</c>: every parser of foreign bytes, then a whole hub, under mutated inputs. Exit code 1 where one breaks.</summary>
internal static class FuzzCommand
{
    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "how long altogether", DefaultValueFactory = static _ => 60 };
        var seed = new Option<int>("--seed") { Description = "same seed, same inputs", DefaultValueFactory = static _ => 1 };
        var hub = new Option<string?>("--hub") { Description = "Silo.dll to start; default the one built beside this tool" };
        var command = new Command("fuzz", "throw spoiled bytes at whatever reads foreign ones") { seconds, seed, hub };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(seconds), parsed.GetValue(seed), parsed.GetValue(hub) ?? Repository.Hub(), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int seconds, int seed, string hub, CancellationToken cancellation)
    {
        // Half of the time for the parsers, half for the hub.
        var each = TimeSpan.FromSeconds(Math.Max(1, seconds / 2 / Targets.All.Length));
        var holds = true;
        foreach (var target in Targets.All)
        {
            var clock = Stopwatch.StartNew();
            var (rounds, failure) = FuzzRun.Run(target, seed, _ => clock.Elapsed < each && !cancellation.IsCancellationRequested);
            Console.WriteLine($"{target.Name}: {rounds} inputs in {clock.Elapsed.TotalSeconds:F0} s, seed {seed}: {failure?.ToString() ?? "holds"}");
            holds &= failure is null;
        }

        var plan = new FaultPlan(0, 0, 0, 0, 0, 0, seed, hub);
        var finding = await SocketFuzz.RunAsync(plan, Math.Max(1, seconds / 2), cancellation);
        Console.WriteLine($"hub: {finding.Tried}: {finding.Acknowledged} acknowledged beside it, {finding.Lost} lost, {finding.Doubled} doubled, {finding.Note}: {(finding.Holds ? "holds" : "FAILS")}");
        return holds && finding.Holds ? 0 : 1;
    }
}
