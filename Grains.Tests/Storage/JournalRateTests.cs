using System.Diagnostics;
using Grains.Gatherings;
using Grains.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Journal;
using Xunit.Abstractions;

namespace Grains.Tests.Storage;

/// <summary>Measures run alone: what others allocate meanwhile would count.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

[Collection(Alone.Name)]
[Trait("Category", "Slow")]
public sealed class SqliteJournalRateTests(SqliteFixture fixture, ITestOutputHelper output)
    : JournalRateSuite(fixture, output), IClassFixture<SqliteFixture>;

[Collection(Alone.Name)]
[Trait("Category", "Slow")]
public sealed class PostgresJournalRateTests(PostgresFixture fixture, ITestOutputHelper output)
    : JournalRateSuite(fixture, output), IClassFixture<PostgresFixture>;

/// <summary>One gathering, one batch in flight, as its grain works. Seconds are told, bytes are held: seconds differ by machine.</summary>
public abstract class JournalRateSuite(DatabaseFixture fixture, ITestOutputHelper output)
{
    private const int Batches = 200;
    private const int Warm = 20;
    private const long MostBytesPerEntry = 2_048;

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(256)]
    public async Task One_gathering_takes_batches_one_after_the_other(int size)
    {
        var scene = new Scene(fixture.Database);
        var row = await scene.GatheringAsync();
        await using var journal = new JournalWriter(fixture.Database, NullLogger<JournalWriter>.Instance);
        var batches = Enumerable.Range(0, Batches + Warm)
            .Select(n => Scene.Facts(row, n * size, Entries(n * size, size))).ToArray();
        foreach (var batch in batches.AsSpan(0, Warm).ToArray())
        {
            Assert.Equal(Commit.Done, await journal.AppendAsync(batch));
        }

        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var started = Stopwatch.GetTimestamp();
        for (var n = Warm; n < batches.Length; n++)
        {
            Assert.Equal(Commit.Done, await journal.AppendAsync(batches[n]));
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var perEntry = (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (Batches * size);
        output.WriteLine(
            $"{fixture.Database.Product} batch={size} entries/s={Batches * size / seconds:F0} ms/batch={seconds * 1000 / Batches:F2} bytes/entry={perEntry}");
        if (size >= 64)
        {
            Assert.InRange(perEntry, 0, MostBytesPerEntry);
        }
    }

    /// <summary>The chain costs a batch that carries an audit entry no further round trip; its price is told.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Many_who_append_at_once_share_commits_with_and_without_audit(int audit)
    {
        var scene = new Scene(fixture.Database);
        var rows = new List<GatheringRow>();
        for (var n = 0; n < 64; n++)
        {
            rows.Add(await scene.GatheringAsync());
        }

        await using var journal = new JournalWriter(fixture.Database, NullLogger<JournalWriter>.Instance);
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round < 50; round++)
        {
            var outcomes = await Task.WhenAll(rows.Select(row => journal.AppendAsync(Scene.Facts(row, round, Scene.Message(round + 1)) with
            {
                Audit = [.. Enumerable.Repeat(new AuditFact(Scene.Noon, "m-1", "test.did", row.Charter.Id, ""), audit)],
            })));
            Assert.All(outcomes, static outcome => Assert.Equal(Commit.Done, outcome));
        }

        output.WriteLine($"{fixture.Database.Product} audit={audit} batches/s={50 * rows.Count / Stopwatch.GetElapsedTime(started).TotalSeconds:F0}");
    }

    private static Entry[] Entries(int after, int count) =>
        [.. Enumerable.Range(after + 1, count).Select(seq => Scene.Message(seq, text: "支部讨论：学习会议精神，谈一点体会。"))];
}
