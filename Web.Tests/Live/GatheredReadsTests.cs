using System.Collections.Concurrent;
using Grains.Organisation;
using Grains.Rules;
using Grains.Tests;
using Storage.Queries;
using Web.Live;
using Web.Live.Connections;

namespace Web.Tests.Live;

/// <summary>R11: what thousands who come back at once cost in reads of sessions and standings.</summary>
public sealed class GatheredReadsTests
{
    private const int Storm = 5_000;
    /// <summary>5,000 in batches of at most 500, and the first who comes alone.</summary>
    private const int ReadsMost = 12;

    [Fact]
    public async Task R11_five_thousand_who_return_at_once_cost_a_dozen_reads_of_standings()
    {
        // The test framework's own context would make of each of five thousand answers a hand-over to another thread.
        SynchronizationContext.SetSynchronizationContext(null);
        var store = new CountingStore();
        var reader = new ActorReader(store, new LiveOptions(), TimeProvider.System);

        var standings = await Task.WhenAll(Enumerable.Range(0, Storm).Select(i => reader.Of($"m-{i}").AsTask()));

        Assert.Equal(Enumerable.Range(0, Storm).Select(static i => $"m-{i}"), standings.Select(static s => s!.Member));
        Assert.InRange(store.Reads, Storm / GatheredReads<Actor>.KeysMost, ReadsMost);
    }

    [Fact]
    public async Task One_who_comes_alone_waits_for_nobody()
    {
        var asked = new ConcurrentQueue<string[]>();
        var reads = Reads(asked);

        var answer = reads.OfAsync("a");

        Assert.True(answer.IsCompleted);
        Assert.Equal("A", await answer);
        Assert.Equal([["a"]], asked);
    }

    [Fact]
    public async Task Those_who_come_while_a_read_runs_share_the_next_and_equal_keys_are_asked_for_once()
    {
        var asked = new ConcurrentQueue<string[]>();
        var gate = new TaskCompletionSource();
        var reads = Reads(asked, gate.Task);

        var first = reads.OfAsync("a");
        var rest = new[] { "b", "c", "b", "a", "" }.Select(k => reads.OfAsync(k)).ToArray();
        gate.SetResult();

        Assert.Equal("A", await first);
        Assert.Equal("B C B A -", string.Join(' ', (await Task.WhenAll(rest)).Select(static r => r ?? "-")));
        Assert.Equal([["a"], ["b", "c", "a", ""]], asked);
    }

    [Fact]
    public async Task A_read_that_fails_fails_for_those_who_waited_for_it_and_the_next_is_made_anew()
    {
        var fails = true;
        var reads = new GatheredReads<string>(keys => fails
            ? Task.FromException<IReadOnlyDictionary<string, string>>(new IOException("away"))
            : Task.FromResult<IReadOnlyDictionary<string, string>>(keys.ToDictionary(static k => k)));

        await Assert.ThrowsAsync<IOException>(() => reads.OfAsync("a"));
        fails = false;

        Assert.Equal("a", await reads.OfAsync("a"));
    }

    [Fact]
    public async Task Who_gives_up_does_not_end_the_read_for_the_others()
    {
        var gate = new TaskCompletionSource();
        var reads = Reads([], gate.Task);
        using var cancellation = new CancellationTokenSource();
        var impatient = reads.OfAsync("a", cancellation.Token);
        var patient = reads.OfAsync("b");

        await cancellation.CancelAsync();
        gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.Equal("B", await patient);
    }

    private static GatheredReads<string> Reads(ConcurrentQueue<string[]> asked, Task? gate = null) => new(async keys =>
    {
        asked.Enqueue([.. keys]);
        await (gate ?? Task.CompletedTask);
        return keys.Where(static k => k.Length > 0).ToDictionary(static k => k, static k => k.ToUpperInvariant());
    });

    private sealed class CountingStore : IOrganisationStore
    {
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);

        public Task<IReadOnlyDictionary<string, Actor>> Actors(IReadOnlyCollection<string> members, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _reads);
            return Task.FromResult<IReadOnlyDictionary<string, Actor>>(members.ToDictionary(static m => m, Someone.Actor));
        }

        public Task<Actor?> Actor(string member, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<Standing?> Standing(string member, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<NodeRow?> Node(string node, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
