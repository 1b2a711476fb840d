using System.Threading.Channels;
using Grains.Journal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Silo.Hosting;
using Storage;
using Storage.Audit;
using Storage.Journal;

namespace Web.Tests.Commands;

/// <summary>The rounds in which the audit's content is taken by kind, over a database of its own and a clock that fires when told.</summary>
public sealed class RetentionClockTests
{
    [Fact]
    public async Task It_begins_soon_after_the_start_keeps_each_kind_for_its_time_and_leaves_a_chain_that_verifies()
    {
        using var folder = new TemporaryFolder();
        await using var database = await OpenAsync(folder);
        var time = new Rounds();
        var now = time.GetUtcNow();
        await FillAsync(
            database,
            Fact(now.AddDays(-31), "roster.look"), Fact(now.AddDays(-30), "roster.look"), Fact(now.AddDays(-31), "roster.export"),
            Fact(now.AddDays(-366), "roster.export"), Fact(now.AddDays(-4_000), "transfer.accept"), Fact(now.AddDays(-31), "rosters.look"));
        var retention = new AuditRetention(database, time);
        await retention.SetAsync("m-0", "roster", 30);
        await retention.SetAsync("m-0", "roster.export", 365);

        var log = new Heard();
        using var clock = new RetentionClock(retention, time, log);
        await clock.StartAsync(CancellationToken.None);
        var first = await time.NextAsync();
        Assert.Equal(RetentionClock.First, first.Due);
        first.Fire();
        var rounds = await time.NextAsync();
        Assert.Equal(RetentionClock.Period, rounds.Period);
        Assert.Contains("2 entries", await log.NextAsync(), StringComparison.Ordinal);
        // A look exactly thirty days old, exports of a month, other kinds and what only begins alike stay.
        Assert.Equal(
            ["audit.policy", "audit.policy", "audit.retain", "audit.retain", "roster.export", "roster.look", "rosters.look", "transfer.accept"],
            await KeptAsync(database));
        await VerifiesAsync(database, removed: 2);

        time.Advance(TimeSpan.FromDays(1));
        rounds.Fire();
        Assert.Contains("1 entries", await log.NextAsync(), StringComparison.Ordinal);
        await VerifiesAsync(database, removed: 3);
        await clock.StopAsync(CancellationToken.None);
        Assert.True(clock.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_round_that_fails_takes_nothing_and_the_next_makes_it_good()
    {
        using var folder = new TemporaryFolder();
        await using var database = await OpenAsync(folder);
        var time = new Rounds();
        await FillAsync(database, Fact(time.GetUtcNow().AddDays(-40), "roster.look"));
        var retention = new AuditRetention(database, time);
        await retention.SetAsync("m-0", "roster", 30);
        await RunAsync(database, "alter table audit_policy rename to audit_policy_away");

        var log = new Heard();
        using var clock = new RetentionClock(retention, time, log);
        await clock.StartAsync(CancellationToken.None);
        (await time.NextAsync()).Fire();
        var rounds = await time.NextAsync();
        Assert.Contains("could not be applied", await log.NextAsync(), StringComparison.Ordinal);
        await VerifiesAsync(database, removed: 0);
        await RunAsync(database, "alter table audit_policy_away rename to audit_policy");
        rounds.Fire();
        Assert.Contains("1 entries", await log.NextAsync(), StringComparison.Ordinal);
        await VerifiesAsync(database, removed: 1);
        await clock.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_hub_that_stops_before_the_first_round_ends_it_quietly()
    {
        using var folder = new TemporaryFolder();
        await using var database = await OpenAsync(folder);
        var time = new Rounds();
        using var clock = new RetentionClock(new AuditRetention(database, time), time, new Heard());
        await clock.StartAsync(CancellationToken.None);
        await time.NextAsync();
        await clock.StopAsync(CancellationToken.None);
        Assert.True(clock.ExecuteTask!.IsCompletedSuccessfully);
    }

    private static AuditFact Fact(DateTimeOffset at, string action) => new(at, "m-1", action, "g-1", "all");

    private static Task<HubDatabase> OpenAsync(TemporaryFolder folder) => HubDatabase.OpenAsync(new StorageOptions { Data = folder.Path });

    private static async Task FillAsync(HubDatabase database, params AuditFact[] facts)
    {
        await using var journal = new JournalWriter(database, NullLogger<JournalWriter>.Instance);
        Assert.Equal(Commit.Done, await journal.AppendAsync(new AuditFacts(facts)));
    }

    private static async Task<string[]> KeptAsync(HubDatabase database) =>
        [.. (await database.QueryAsync<string>("select action from audit where salt <> '' order by action", null, CancellationToken.None))];

    private static async Task VerifiesAsync(HubDatabase database, long removed)
    {
        var verdict = await new AuditVerifier(database).RunAsync();
        Assert.Null(verdict.Break);
        Assert.Equal(removed, verdict.Removed);
    }

    private static async Task RunAsync(HubDatabase database, string sql)
    {
        using var lease = await database.WriteAsync(CancellationToken.None);
        await using var command = lease.Connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A clock that stands still until it is moved, whose timers fire when told.</summary>
    private sealed class Rounds : TimeProvider
    {
        private readonly Channel<Timer> _made = Channel.CreateUnbounded<Timer>();
        private DateTimeOffset _now = new(2026, 11, 26, 1, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan by) => _now += by;

        public async Task<Timer> NextAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            return await _made.Reader.ReadAsync(patience.Token);
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(callback, state, dueTime, period);
            _made.Writer.TryWrite(timer);
            return timer;
        }
    }

    private sealed class Timer(TimerCallback callback, object? state, TimeSpan due, TimeSpan period) : ITimer
    {
        public TimeSpan Due => due;

        public TimeSpan Period => period;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Heard : ILogger<RetentionClock>
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

        public async Task<string> NextAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            return await _lines.Reader.ReadAsync(patience.Token);
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Writer.TryWrite(formatter(state, exception));
    }
}
