using System.Collections.Concurrent;
using Grains.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Storage;
using Storage.Journal;

namespace Grains.Tests.Storage;

/// <summary>R6: a server that dies mid-burst. It has a server of its own, since it kills it.</summary>
[Collection(Alone.Name)]
[Trait("Category", "Slow")]
public sealed class PostgresAwayTests
{
    private const int Rooms = 8;

    [Fact]
    public async Task R6_no_acknowledgement_without_a_row_and_posting_works_again()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = await HubDatabase.OpenAsync(new StorageOptions { Postgres = await server.CreateDatabaseAsync() });
        await using var journal = new JournalWriter(database, NullLogger<JournalWriter>.Instance);
        var scene = new Scene(database);
        var acknowledged = new ConcurrentBag<(string Gathering, long Seq)>();
        using var writing = new SemaphoreSlim(0);
        using var stop = new CancellationTokenSource();

        var rooms = await Task.WhenAll(Enumerable.Range(0, Rooms).Select(_ => scene.GatheringAsync()));
        var bursts = rooms.Select(row => Task.Run(async () =>
        {
            for (long head = 0; ; head++)
            {
                if (await journal.AppendAsync(Scene.Facts(row, head, Scene.Message(head + 1))) != Commit.Done)
                {
                    return;
                }

                acknowledged.Add((row.Charter.Id, head + 1));
                if (head == 20)
                {
                    writing.Release();
                }
            }
        })).ToArray();
        await writing.WaitAsync();
        await server.StopImmediatelyAsync();
        await Task.WhenAll(bursts);

        var memory = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 100_000; i++)
        {
            var refused = journal.AppendAsync(Scene.Facts(rooms[0], 0, Scene.Message(1)));
            Assert.Equal(Commit.Unavailable, await refused);
        }

        Assert.False(journal.IsUp);
        Assert.Equal(0, journal.Queued);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, 4 * 1024 * 1024);

        await server.StartServerAsync();
        Assert.Equal(Commit.Done, await JournalFaultSuite.Eventually(journal, new AuditFacts([new(Scene.Noon, "m-1", "back", "hub", "")])));
        foreach (var row in rooms)
        {
            var taken = await Retry(() => scene.Gatherings.Take(row.Charter.Id, Scene.None));
            var entries = await scene.Gatherings.Entries(row.Charter.Id, 0, 1_000_000, Scene.None);
            Assert.Equal(taken!.Head, entries.Count);
            Assert.Equal(Enumerable.Range(1, entries.Count).Select(seq => (long)seq), entries.Select(entry => entry.Seq));
            var told = acknowledged.Where(ack => ack.Gathering == row.Charter.Id).Select(ack => ack.Seq);
            Assert.Empty(told.Except(entries.Select(entry => entry.Seq)));
        }
    }

    [Fact]
    public async Task R7_a_server_that_stands_still_is_told_away_within_seconds_and_nothing_acknowledged_is_lost()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = await HubDatabase.OpenAsync(new StorageOptions { Postgres = await server.CreateDatabaseAsync() });
        await using var journal = new JournalWriter(database, NullLogger<JournalWriter>.Instance);
        var scene = new Scene(database);
        var row = await scene.GatheringAsync();
        Assert.Equal(Commit.Done, await journal.AppendAsync(Scene.Facts(row, 0, Scene.Message(1))));

        await server.FreezeAsync();
        await using var thaw = new Thaw(server);
        var asked = System.Diagnostics.Stopwatch.StartNew();
        Assert.NotEqual(Commit.Done, await journal.AppendAsync(Scene.Facts(row, 1, Scene.Message(2, "frozen"))));
        Assert.InRange(asked.Elapsed.TotalSeconds, 0, JournalLimits.CommandSeconds + 5);
        Assert.False(journal.IsUp);
        for (var i = 0; i < 10_000; i++)
        {
            var refused = journal.AppendAsync(Scene.Facts(row, 1, Scene.Message(2, "frozen")));
            Assert.True(refused.IsCompleted);
            Assert.Equal(Commit.Unavailable, await refused);
        }

        await thaw.DisposeAsync();
        Assert.Equal(Commit.Done, await JournalFaultSuite.Eventually(journal, new AuditFacts([new(Scene.Noon, "m-1", "back", "hub", "")])));
        var again = (await Retry(() => scene.Gatherings.Take(row.Charter.Id, Scene.None)))!;
        // The write that was under way when time stood still may have been made after all: then it is there once.
        Assert.InRange(again.Head, 1, 2);
        Assert.Equal(Commit.Done, await journal.AppendAsync(Scene.Facts(again, again.Head, Scene.Message(again.Head + 1, "after"))));
        var entries = await scene.Gatherings.Entries(row.Charter.Id, 0, 10, Scene.None);
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(seq => (long)seq), entries.Select(entry => entry.Seq));
    }

    [Fact]
    public async Task An_unreachable_server_is_one_plain_line()
    {
        var error = await Assert.ThrowsAsync<DatabaseUnavailableException>(
            () => HubDatabase.OpenAsync(new StorageOptions { Postgres = "Host=/nonexistent;Username=hub;Password=secret" }));

        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    // A server that stands still cannot be stopped either.
    private sealed class Thaw(PostgresServer server) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(server.ThawAsync());
    }

    // The pool learns that a kept connection is dead when it is first used.
    private static async Task<T> Retry<T>(Func<Task<T>> read)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await read();
            }
            catch (System.Data.Common.DbException) when (attempt < 50)
            {
                await Task.Yield();
            }
        }
    }
}
