using Grains.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Journal;

namespace Grains.Tests.Storage;

public sealed class SqliteJournalFaultTests(SqliteFixture fixture) : JournalFaultSuite(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresJournalFaultTests(PostgresFixture fixture) : JournalFaultSuite(fixture), IClassFixture<PostgresFixture>;

/// <summary>Deaths at the two moments that matter, and a queue that is full.</summary>
public abstract class JournalFaultSuite(DatabaseFixture fixture)
{
    private readonly Scene _scene = new(fixture.Database);

    [Fact]
    public async Task R3_dying_after_the_commit_leaves_one_row_that_a_retry_finds()
    {
        var probe = new Probe { AfterOnce = () => throw new IOException("cut") };
        await using var journal = Open(probe);
        var row = await _scene.GatheringAsync();

        var commit = await journal.AppendAsync(Scene.Facts(row, 0, Scene.Message(1, "mine")));

        Assert.Equal(Commit.Unknown, commit);
        // What the owner does after "unknown": takes the fence again, reads, and finds the message by its client id.
        var again = (await _scene.Gatherings.Take(row.Charter.Id, Scene.None))!;
        var entry = Assert.Single(await _scene.Gatherings.Entries(row.Charter.Id, 0, 10, Scene.None));
        Assert.Equal((1L, "mine", 1L), (again.Head, entry.ClientId, entry.Seq));
        Assert.Equal(Commit.Done, await Eventually(journal, Scene.Facts(again, 1, Scene.Message(2))));
    }

    [Fact]
    public async Task R4_dying_before_the_commit_leaves_nothing_and_a_retry_makes_one_row()
    {
        var probe = new Probe { BeforeOnce = () => throw new IOException("cut") };
        await using var journal = Open(probe);
        var row = await _scene.GatheringAsync();

        Assert.Equal(Commit.Unknown, await journal.AppendAsync(Scene.Facts(row, 0, Scene.Message(1, "mine"))));

        var again = (await _scene.Gatherings.Take(row.Charter.Id, Scene.None))!;
        Assert.Equal(0, again.Head);
        Assert.Equal(Commit.Done, await Eventually(journal, Scene.Facts(again, 0, Scene.Message(1, "mine"))));
        Assert.Single(await _scene.Gatherings.Entries(row.Charter.Id, 0, 10, Scene.None));
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_loses_nothing_it_took()
    {
        using var inside = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        var probe = new Probe
        {
            BeforeOnce = () =>
            {
                inside.Release();
                go.Wait();
            },
        };
        await using var journal = Open(probe, queued: 3);
        var rows = new[] { await _scene.GatheringAsync(), await _scene.GatheringAsync(), await _scene.GatheringAsync(), await _scene.GatheringAsync() };
        Task<Commit> Append(int i) => journal.AppendAsync(Scene.Facts(rows[i], 0, Scene.Message(1)));

        var first = Append(0);
        await inside.WaitAsync();
        var waiting = new[] { Append(1), Append(2), Append(3) };
        var refused = journal.AppendAsync(new AuditFacts([]));

        Assert.True(refused.IsCompleted);
        Assert.Equal(Commit.Unavailable, await refused);
        Assert.Equal(3, journal.Queued);
        go.Set();
        Assert.Equal(Commit.Done, await first);
        Assert.All(await Task.WhenAll(waiting), commit => Assert.Equal(Commit.Done, commit));
    }

    [Fact]
    public async Task Those_who_wait_when_the_connection_breaks_are_refused_not_kept()
    {
        using var inside = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        var probe = new Probe
        {
            BeforeOnce = () =>
            {
                inside.Release();
                go.Wait();
                throw new IOException("cut");
            },
        };
        await using var journal = Open(probe);
        var (one, two) = (await _scene.GatheringAsync(), await _scene.GatheringAsync());

        var broken = journal.AppendAsync(Scene.Facts(one, 0, Scene.Message(1)));
        await inside.WaitAsync();
        var waiting = journal.AppendAsync(Scene.Facts(two, 0, Scene.Message(1)));
        go.Set();

        Assert.Equal((Commit.Unknown, Commit.Unavailable), (await broken, await waiting));
        Assert.Empty(await _scene.Gatherings.Entries(two.Charter.Id, 0, 10, Scene.None));
    }

    [Fact]
    public async Task Closing_commits_what_waits_and_takes_nothing_more()
    {
        var row = await _scene.GatheringAsync();
        var journal = Open(new Probe());
        var appended = journal.AppendAsync(Scene.Facts(row, 0, Scene.Message(1)));

        await journal.DisposeAsync();

        Assert.Equal(Commit.Done, await appended);
        Assert.Equal(Commit.Unavailable, await journal.AppendAsync(Scene.Facts(row, 1, Scene.Message(2))));
    }

    /// <summary>Asks again until the journal has found the database: each answer is the event waited for.</summary>
    internal static async Task<Commit> Eventually(JournalWriter journal, FactBatch batch)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var commit = await journal.AppendAsync(batch, patience.Token);
            if (commit != Commit.Unavailable)
            {
                return commit;
            }

            await Task.Yield();
        }
    }

    private JournalWriter Open(IJournalProbe probe, int queued = JournalLimits.Queued) =>
        new(fixture.Database, NullLogger.Instance, probe, queued);

    private sealed class Probe : IJournalProbe
    {
        public Action? BeforeOnce { get; set; }

        public Action? AfterOnce { get; set; }

        public void BeforeCommit() => Take(BeforeOnce, () => BeforeOnce = null);

        public void AfterCommit() => Take(AfterOnce, () => AfterOnce = null);

        private static void Take(Action? action, Action forget)
        {
            forget();
            action?.Invoke();
        }
    }
}
