using Grains.Gatherings;
using Grains.Gatherings.Polls;
using Grains.Journal;
using Grains.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Journal;
using Storage.Queries;

namespace Grains.Tests.Storage;

public sealed class SqlitePollTests(SqliteFixture fixture) : PollSuite(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresPollTests(PostgresFixture fixture) : PollSuite(fixture), IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Row_versions_tell_only_the_last_ballot_of_an_anonymous_poll_and_not_its_choice()
    {
        var id = await AnonymousAsync();

        // The one row of counts carries the version of the last batch, whichever option that was for.
        Assert.Equal(1, await Scene.ScalarAsync<long>("select count(distinct xmin::text) from ballot_count where gathering = @id", new { id }));
        Assert.Equal(1, await Scene.ScalarAsync<long>("select count(*) from ballot_count where gathering = @id", new { id }));
    }
}

public abstract class PollSuite(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly PollForm Form = new("p-1", "活动“时间”", ["周三", "周五"], 1, Anonymous: true, Electorate.Voters);
    private readonly JournalWriter _journal = new(fixture.Database, NullLogger<JournalWriter>.Instance);

    private protected Scene Scene { get; } = new(fixture.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _journal.DisposeAsync();

    [Fact]
    public async Task A_prepared_poll_is_replaced_and_taken_back()
    {
        var row = await Scene.GatheringAsync();
        await Write(Scene.Facts(row, 0) with { Polls = [new("p-1", Form), new("p-2", Form with { Id = "p-2" })] });
        await Write(Scene.Facts(row, 0) with { Polls = [new("p-1", Form with { Title = "新" }), new("p-2", null)] });

        var rows = await Scene.Gatherings.Polls(row.Charter.Id, Scene.None);
        Assert.Equivalent(new[] { Form with { Title = "新" } }, rows.Prepared, strict: true);
        Assert.Equivalent(rows.Prepared, await new PollQuery(fixture.Database).PreparedAsync(row.Charter.Id), strict: true);
    }

    [Fact]
    public async Task A_poll_reads_back_as_its_entries_leave_it()
    {
        var row = await Scene.GatheringAsync();
        Entry[] entries =
        [
            new(1, EntryKind.PollOpened, Scene.Noon, "m-9", "书记", Value: 30, Poll: Form),
            new(2, EntryKind.PollTally, Scene.Noon, Target: 1, Value: 2),
            new(3, EntryKind.PollClosed, Scene.Noon, "m-9", Target: 1, Value: 3, Tally: [1, 2]),
        ];
        await Write(Scene.Facts(row, 0, entries));

        Assert.Equivalent(entries, await Scene.Gatherings.Entries(row.Charter.Id, 0, 10, Scene.None), strict: true);
        var poll = Assert.Single(await new PollQuery(fixture.Database).OpenedAsync(row.Charter.Id));
        Assert.Equivalent(new PollState(entries[0], 3, [1, 2], true), poll, strict: true);
    }

    [Fact]
    public async Task A_second_ballot_of_a_member_is_fenced_and_writes_nothing()
    {
        var row = await Scene.GatheringAsync();
        await Write(Scene.Facts(row, 0) with { Ballots = [new("p-1", "m-1", "b-1", [0])] });

        var second = Scene.Facts(row, 0, Scene.Message(1)) with { Ballots = [new("p-1", "m-2", "b-2", [1]), new("p-1", "m-1", "b-3", [1])] };
        Assert.Equal(Commit.Fenced, await _journal.AppendAsync(second));

        var kept = Assert.Single((await Scene.Gatherings.Polls(row.Charter.Id, Scene.None)).Ballots);
        Assert.Equivalent(new Ballot("p-1", "m-1", "b-1", [0]), kept, strict: true);
        Assert.Empty(await Scene.Gatherings.Entries(row.Charter.Id, 0, 10, Scene.None));
    }

    [Fact]
    public async Task An_anonymous_ballot_is_joined_to_its_choice_by_no_key_time_or_order()
    {
        var id = await AnonymousAsync();

        Assert.Equal(4, await Scene.ScalarAsync<long>("select count(*) from ballot where gathering = @id and choices is null", new { id }));
        Assert.Equal("[1,3]", await Scene.ScalarAsync<string>("select counts from ballot_count where gathering = @id", new { id }));
        // The rows of one batch lie by member id, not in the order of the votes.
        var rows = await Scene.Gatherings.Polls(id, Scene.None);
        Assert.Equal(["m-1", "m-2", "m-3", "m-4"], rows.Ballots.Select(static b => b.Member));
        Assert.Equivalent(new[] { new BallotCount("p-1", [1, 3]) }, rows.Counts, strict: true);
    }

    private protected async Task<string> AnonymousAsync()
    {
        var row = await Scene.GatheringAsync();
        await Write(Scene.Facts(row, 0, new Entry(1, EntryKind.PollOpened, Scene.Noon, "m-9", "书记", Value: 4, Poll: Form)));
        await Write(Scene.Facts(row, 1) with { Ballots = [new("p-1", "m-1", "b-1", null), new("p-1", "m-4", "b-1", null)], BallotCounts = [new("p-1", [0, 2])] });
        await Write(Scene.Facts(row, 1) with { Ballots = [new("p-1", "m-2", "b-1", null)], BallotCounts = [new("p-1", [1, 2])] });
        await Write(Scene.Facts(row, 1) with { Ballots = [new("p-1", "m-3", "b-1", null)], BallotCounts = [new("p-1", [1, 3])] });
        return row.Charter.Id;
    }

    private async Task Write(GatheringFacts facts) => Assert.Equal(Commit.Done, await _journal.AppendAsync(facts));
}
