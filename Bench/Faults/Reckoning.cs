using Grains.Gatherings;
using Microsoft.Extensions.DependencyInjection;
using Storage;

namespace Bench.Faults;

/// <summary>All acknowledgements and every client's log, held against the database.</summary>
internal sealed record Reckoning(long Acknowledged, long Lost, long Doubled, long Unequal, bool Dense, long Snapshots)
{
    private const int Page = 1_000;

    public bool Holds => Acknowledged > 0 && Lost == 0 && Doubled == 0 && Unequal == 0 && Dense;

    public static async Task<Reckoning> MakeAsync(IStage stage, Crowd crowd, CancellationToken cancellation)
    {
        var log = await ReadAsync(stage, cancellation);
        var told = crowd.Acknowledged;
        var doubled = log.Where(static e => e.ClientId is not null).GroupBy(static e => (e.Author, e.ClientId)).Count(static g => g.Count() > 1);
        var unequal = crowd.Members.Count(member => log.Take((int)member.Last).Any(e => !member.Holds(e.Seq, e.Text)));
        return new Reckoning(
            told.Texts.Count,
            told.Texts.Count(ack => ack.Key > log.Count || log[(int)ack.Key - 1].Text != ack.Value),
            told.Doubled + doubled,
            unequal,
            log.Select(static e => e.Seq).SequenceEqual(Enumerable.Range(1, log.Count).Select(static seq => (long)seq)),
            crowd.Members.Sum(static m => m.Snapshots - 1));
    }

    public Finding Find(string name, string tried, double? back, string note, bool holds = true) => new(
        name, tried, Acknowledged, Lost, Doubled, Unequal, back is { } b ? Math.Round(b, 1) : null,
        Dense ? note : note + "; the log is not dense", holds && Holds);

    private static async Task<List<Entry>> ReadAsync(IStage stage, CancellationToken cancellation)
    {
        await using var database = await HubDatabase.OpenAsync(stage.Storage, cancellation);
        await using var services = new ServiceCollection().AddLogging().AddHubStorage(database).BuildServiceProvider();
        var store = services.GetRequiredService<IGatheringStore>();
        var log = new List<Entry>();
        while (await store.Entries(stage.Gathering, log.Count, Page, cancellation) is { Count: > 0 } page)
        {
            log.AddRange(page);
        }

        return log;
    }
}
