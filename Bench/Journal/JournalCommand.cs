using System.CommandLine;
using System.Diagnostics;
using Bench.Fanout;
using Grains.Gatherings;
using Grains.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Storage;
using Storage.Gatherings;
using Storage.Journal;

namespace Bench.Journal;

/// <summary>What the journal took in one part.</summary>
/// <param name="BatchesPerS">Batches committed a second, each a message of a gathering of its own.</param>
/// <param name="RoundMs">Until all writers of a round were answered, on average.</param>
internal sealed record JournalFigures(int Writers, int Batches, double BatchesPerS, double RoundMs);

/// <summary>
/// <c>journal</c>: what the audit's chain costs. Many gatherings append a message each at once and wait for the commit,
/// by turns without and with an audit entry in each batch. Nothing but the journal and the database runs.
/// </summary>
internal static class JournalCommand
{
    /// <summary>Both kinds take so many turns each, so that a slower minute of the machine meets both.</summary>
    private const int Turns = 3;
    private const string Node = Provision.Node;

    public static Command Create()
    {
        var writers = Shared.Number("--writers", 64, "gatherings that append at once");
        var seconds = Shared.Number("--seconds", 12, "how long it is measured, half of it with audit entries");
        var database = Shared.Text("--database", "connection string of an empty PostgreSQL database; default SQLite");
        var json = Shared.Json();
        var command = new Command("journal", "measure the journal with and without audit entries") { writers, seconds, database, json };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(writers), parsed.GetValue(seconds), parsed.GetValue(database), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int writers, int seconds, string? server, string? json, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("hub-journal-").FullName;
        try
        {
            var storage = new StorageOptions { Data = folder, Postgres = server };
            await Provision.FillAsync(storage, 1);
            await using var database = await HubDatabase.OpenAsync(storage, cancellation);
            var rows = await OpenAsync(new GatheringStore(database), writers, cancellation);
            await using var journal = new JournalWriter(database, NullLogger<JournalWriter>.Instance);
            var part = TimeSpan.FromSeconds((double)seconds / (2 * Turns));
            var (round, without, with) = (0, new List<double>(), new List<double>());
            // Compiled and cached before anything counts.
            round = await AppendAsync(journal, rows, round, audit: false, part / 2, [], cancellation);
            round = await AppendAsync(journal, rows, round, audit: true, part / 2, [], cancellation);
            for (var turn = 0; turn < Turns; turn++)
            {
                round = await AppendAsync(journal, rows, round, audit: false, part, without, cancellation);
                round = await AppendAsync(journal, rows, round, audit: true, part, with, cancellation);
            }

            var (plain, chained) = (Of(writers, without), Of(writers, with));
            var ratio = Math.Round(chained.BatchesPerS / plain.BatchesPerS, 2);
            Report.Show($"the journal on {database.Product}; with an audit entry in each batch it takes {ratio} of what it takes without", [("without audit", plain), ("with audit", chained)],
                "load: in the process of the journal, on all cores");
            await Report.WriteAsync(new { database = database.Product, without = plain, with = chained, ratio }, json, cancellation);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<GatheringRow[]> OpenAsync(GatheringStore store, int count, CancellationToken cancellation)
    {
        var (rows, now) = (new GatheringRow[count], DateTimeOffset.UtcNow);
        for (var i = 0; i < count; i++)
        {
            var charter = new GatheringCharter(
                $"g-journal{i}", Node, $"/{Node}/", "压测支部", true, GatheringType.Flash, "学习讨论", false, "m-bench0", "成员0", now, now);
            await store.Create(charter, new GatheringTerms(GatheringState.Open, now, now.AddHours(1), null, 0), "e-1", cancellation);
            rows[i] = await store.Take(charter.Id, cancellation) ?? throw new InvalidOperationException("A gathering is not there.");
        }

        return rows;
    }

    // Round after round until the time is over; notes how long each took, and answers how many rounds there have been.
    private static async Task<int> AppendAsync(
        JournalWriter journal, GatheringRow[] rows, int round, bool audit, TimeSpan length, List<double> took, CancellationToken cancellation)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < length; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var outcomes = await Task.WhenAll(rows.Select(row => journal.AppendAsync(Facts(row.Charter.Id, row.Fence, round, audit), cancellation)));
            took.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            if (outcomes.Any(static outcome => outcome != Commit.Done))
            {
                throw new InvalidOperationException("The journal refused a batch.");
            }
        }

        return round;
    }

    private static GatheringFacts Facts(string gathering, long fence, int round, bool audit)
    {
        var now = DateTimeOffset.UtcNow;
        return new GatheringFacts(gathering, fence, round, now)
        {
            Entries = [new Entry(round + 1, EntryKind.Message, now, "m-bench0", "成员0", $"c-{round}", Text: "学习会议精神，谈一点体会。")],
            Audit = audit ? [new AuditFact(now, "m-bench0", "bench.wrote", gathering, "")] : [],
        };
    }

    private static JournalFigures Of(int writers, List<double> took) => new(
        writers, took.Count * writers, Math.Round(took.Count * writers / took.Sum()), Math.Round(took.Average() * 1_000, 2));
}
