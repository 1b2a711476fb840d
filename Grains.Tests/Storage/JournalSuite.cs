using Grains.Gatherings;
using Grains.Journal;
using Grains.Points;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Journal;
using Storage.Points;

namespace Grains.Tests.Storage;

public sealed class SqliteJournalTests(SqliteFixture fixture) : JournalSuite(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresJournalTests(PostgresFixture fixture) : JournalSuite(fixture), IClassFixture<PostgresFixture>;

public abstract class JournalSuite(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly Scene _scene = new(fixture.Database);
    private readonly JournalWriter _journal = Open(fixture);

    private static JournalWriter Open(DatabaseFixture fixture) => new(fixture.Database, NullLogger<JournalWriter>.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _journal.DisposeAsync();

    [Fact]
    public async Task What_is_committed_reads_back_as_it_was_written()
    {
        var row = await _scene.GatheringAsync();
        var id = row.Charter.Id;
        Entry[] entries =
        [
            Scene.Message(1) with
            {
                Picture = new PictureRef("p-1", 640, 480), Target = 7, Quote = new Quote("李雷", "原话"), Clip = new ClipRef("p-2", ClipKind.Video, 59, 8_000_000),
            },
            new(2, EntryKind.Reactions, Scene.Noon, Counters: [new ReactionCount(1, "👍", 3)]),
            new(3, EntryKind.Muted, Scene.Noon, "m-9", "书记", Subject: "m-1"),
            new(4, EntryKind.SlowMode, Scene.Noon, "m-9", "书记", Value: 30),
        ];
        var terms = new GatheringTerms(GatheringState.Closed, Scene.Noon, Scene.Noon.AddHours(1), Scene.Noon.AddMinutes(5), 30);

        var commit = await _journal.AppendAsync(Scene.Facts(row, 0, entries) with
        {
            Terms = terms,
            Marks = [new("m-1", true, Scene.Noon), new("m-1", false, Scene.Noon), new("m-2", true, Scene.Noon)],
            Excuses = [new("m-3", "出差", "m-9", Scene.Noon)],
            Reactions = [new(1, "m-2", "👍", true, Scene.Noon), new(1, "m-3", "👏", true, Scene.Noon), new(1, "m-3", "👏", false, Scene.Noon)],
            Awards = [new Award("m-1", "spoke", id + "/1", Scene.Noon)],
            Audit = [new AuditFact(Scene.Noon, "m-9", "mute", "m-1", id)],
        });

        Assert.Equal(Commit.Done, commit);
        var read = await _scene.Gatherings.Entries(id, 0, 10, Scene.None);
        Assert.Equivalent(entries, read, strict: true);
        var again = (await _scene.Gatherings.Take(id, Scene.None))!;
        Assert.Equal((terms, 4L, row.Fence + 1, Scene.Noon), (again.Terms, again.Head, again.Fence, again.AliveAt));
        Assert.Equal(["m-1", "m-1", "m-2"], (await _scene.Gatherings.Marks(id, Scene.None)).Select(mark => mark.Member));
        Assert.Equal([true, false, true], (await _scene.Gatherings.Marks(id, Scene.None)).Select(mark => mark.Inside));
        Assert.Equal([new Excuse("m-3", "出差", "m-9", Scene.Noon)], await _scene.Gatherings.Excuses(id, Scene.None));
        Assert.Equal([new ReactionFact(1, "m-2", "👍", true, Scene.Noon)], await _scene.Gatherings.Reactions(id, Scene.None));
        Assert.Equal([new Award("m-1", "spoke", id + "/1", Scene.Noon)], await _scene.Gatherings.Due(id, 10, Scene.None));
    }

    [Fact]
    public async Task A_batch_of_an_older_fence_writes_nothing()
    {
        var stale = await _scene.GatheringAsync();
        var owner = (await _scene.Gatherings.Take(stale.Charter.Id, Scene.None))!;

        var late = await _journal.AppendAsync(Scene.Facts(stale, 0, Scene.Message(1)) with { Marks = [new("m-1", true, Scene.Noon)] });
        var good = await _journal.AppendAsync(Scene.Facts(owner, 0, Scene.Message(1, "mine")));

        Assert.Equal((Commit.Fenced, Commit.Done), (late, good));
        Assert.Equal("mine", Assert.Single(await _scene.Gatherings.Entries(stale.Charter.Id, 0, 10, Scene.None)).ClientId);
        Assert.Empty(await _scene.Gatherings.Marks(stale.Charter.Id, Scene.None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_batch_that_does_not_follow_the_head_is_fenced(long head)
    {
        var row = await _scene.GatheringAsync();
        Assert.Equal(Commit.Done, await _journal.AppendAsync(Scene.Facts(row, 0, Scene.Message(1))));

        Assert.Equal(Commit.Fenced, await _journal.AppendAsync(Scene.Facts(row, head, Scene.Message(head + 1, "other"))));
        Assert.Equal(1, (await _scene.Gatherings.Take(row.Charter.Id, Scene.None))!.Head);
    }

    [Fact]
    public async Task Facts_without_entries_keep_the_head_and_tell_that_the_room_lives()
    {
        var row = await _scene.GatheringAsync();

        Assert.Equal(Commit.Done, await _journal.AppendAsync(new GatheringFacts(row.Charter.Id, row.Fence, 0, Scene.Noon.AddMinutes(9))));

        var again = (await _scene.Gatherings.Take(row.Charter.Id, Scene.None))!;
        Assert.Equal((0L, Scene.Noon.AddMinutes(9)), (again.Head, again.AliveAt));
    }

    [Fact]
    public async Task A_client_id_that_exists_already_fences_its_batch_whole()
    {
        var row = await _scene.GatheringAsync();
        Assert.Equal(Commit.Done, await _journal.AppendAsync(Scene.Facts(row, 0, Scene.Message(1, "same"))));

        var twice = await _journal.AppendAsync(Scene.Facts(row, 1, Scene.Message(2, "new"), Scene.Message(3, "same")));
        var elsewhere = await _journal.AppendAsync(Scene.Facts(row, 1, Scene.Message(2, "same", author: "m-2")));

        Assert.Equal((Commit.Fenced, Commit.Done), (twice, elsewhere));
        Assert.Equal(2, (await _scene.Gatherings.Entries(row.Charter.Id, 0, 10, Scene.None)).Count);
    }

    [Fact]
    public async Task One_bad_batch_among_good_ones_loses_alone()
    {
        var rows = new List<GatheringRow>();
        for (var i = 0; i < 20; i++)
        {
            rows.Add(await _scene.GatheringAsync());
        }

        var first = await Task.WhenAll(rows.Select(row => _journal.AppendAsync(Scene.Facts(row, 0, Scene.Message(1, "one")))));
        Assert.All(first, commit => Assert.Equal(Commit.Done, commit));

        // Every fifth collides on a key inside the database, every seventh is of an older fence.
        var second = await Task.WhenAll(rows.Select((row, i) => _journal.AppendAsync(
            Scene.Facts(i % 7 == 3 ? row with { Fence = 0 } : row, 1, Scene.Message(2, i % 5 == 0 ? "one" : "two")))));

        Assert.Equal(
            rows.Select((_, i) => i % 5 == 0 || i % 7 == 3 ? Commit.Fenced : Commit.Done),
            second);
        for (var i = 0; i < rows.Count; i++)
        {
            var entries = await _scene.Gatherings.Entries(rows[i].Charter.Id, 0, 10, Scene.None);
            Assert.Equal(second[i] == Commit.Done ? 2 : 1, entries.Count);
        }
    }

    [Fact]
    public async Task Heads_are_dense_under_many_writers_of_which_one_owns()
    {
        var row = await _scene.GatheringAsync();
        long head = 0;
        for (var round = 0; round < 30; round++)
        {
            // Two activations believe in the same head; exactly one of them gets it.
            var both = await Task.WhenAll(
                _journal.AppendAsync(Scene.Facts(row, head, Scene.Message(head + 1, $"a-{round}"))),
                _journal.AppendAsync(Scene.Facts(row, head, Scene.Message(head + 1, $"b-{round}"))));
            Assert.Single(both, Commit.Done);
            Assert.Single(both, Commit.Fenced);
            head++;
        }

        var entries = await _scene.Gatherings.Entries(row.Charter.Id, 0, 100, Scene.None);
        Assert.Equal(Enumerable.Range(1, 30).Select(seq => (long)seq), entries.Select(entry => entry.Seq));
    }

    [Fact]
    public async Task A_ledger_entry_takes_its_award_off_the_due_list_once()
    {
        var row = await _scene.GatheringAsync();
        var (id, member) = (row.Charter.Id, Scene.Id("m-"));
        var award = new Award(member, "spoke", id + "/1", Scene.Noon);
        await _journal.AppendAsync(Scene.Facts(row, 0, Scene.Message(1)) with { Awards = [award] });
        Assert.Equal([award], await _scene.Gatherings.Due(id, 10, Scene.None));

        var paid = await _journal.AppendAsync(new LedgerFacts(member, 0)
        {
            Entries = [Scene.Earned(member, 1, id + "/1")],
            Participation = [new(member, "post", id + "/1", Scene.Noon)],
        });
        Assert.Equal(Commit.Done, paid);
        Assert.Empty(await _scene.Gatherings.Due(id, 10, Scene.None));

        // Claimed again by an activation that did not know: the ledger holds it, so it is not due.
        await _journal.AppendAsync(Scene.Facts(row, 1) with { Awards = [award] });
        Assert.Empty(await _scene.Gatherings.Due(id, 10, Scene.None));
    }

    [Fact]
    public async Task A_ledger_collides_on_seq_and_on_the_idempotency_key()
    {
        var member = Scene.Id("m-");
        Task<Commit> Append(long head, LedgerEntry entry) =>
            _journal.AppendAsync(new LedgerFacts(member, head) { Entries = [entry] });

        Assert.Equal(Commit.Done, await Append(0, Scene.Earned(member, 1, "g/1")));
        Assert.Equal(Commit.Fenced, await Append(0, Scene.Earned(member, 1, "g/2")));
        Assert.Equal(Commit.Fenced, await Append(1, Scene.Earned(member, 2, "g/1")));
        Assert.Equal(Commit.Done, await Append(1, Scene.Earned(member, 2, "g/1", -1, reversal: true)));
        Assert.Equal(2, await new LedgerStore(fixture.Database).Head(member, Scene.None));
    }

    [Fact]
    public async Task Participation_told_twice_is_kept_once()
    {
        var member = Scene.Id("m-");
        var batch = new LedgerFacts(member, 0) { Participation = [new(member, "login", "2026-03-10", Scene.Noon)] };

        Assert.Equal(Commit.Done, await _journal.AppendAsync(batch));
        Assert.Equal(Commit.Done, await _journal.AppendAsync(batch));
        Assert.Equal(1, await _scene.ScalarAsync<long>("select count(*) from participation where member = @member", new { member }));
    }

    [Fact]
    public async Task Signed_minutes_never_change()
    {
        var row = await _scene.GatheringAsync();
        var body = new MinutesBody(new Counts(3, 2, 1, 0, 3, 2), Scene.Noon, Scene.Noon.AddMinutes(30), 5, 2, ["通过"], [new(1, "王芳", "好", 4)], "");
        var draft = new MinutesVersion(1, Scene.Noon, body, null, null, null, null);
        var signed = draft with { SignedBy = "m-9", SignedByName = "书记", SignedAt = Scene.Noon.AddHours(1) };
        Task<Commit> Append(MinutesVersion minutes) => _journal.AppendAsync(Scene.Facts(row, 0) with { Minutes = minutes });

        Assert.Equal(Commit.Done, await Append(draft));
        Assert.Equal(Commit.Done, await Append(signed));
        Assert.Equal(Commit.Fenced, await Append(signed with { Body = body with { Remarks = "changed" } }));
        Assert.Equal(Commit.Done, await Append(signed with { Version = 2, Reason = "更正" }));
        var latest = await _scene.Gatherings.LatestMinutes(row.Charter.Id, Scene.None);
        Assert.Equivalent(signed with { Version = 2, Reason = "更正" }, latest, strict: true);
        var all = await new global::Storage.Queries.MinutesQuery(fixture.Database).OfAsync(row.Charter.Id);
        Assert.Equal(["", ""], all.Select(version => version.Body.Remarks));
    }

    [Fact]
    public async Task A_batch_that_contradicts_itself_is_an_error_of_the_caller()
    {
        var row = await _scene.GatheringAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => _journal.AppendAsync(Scene.Facts(row, 0, Scene.Message(2))));
        await Assert.ThrowsAsync<ArgumentException>(
            () => _journal.AppendAsync(new LedgerFacts("m-1", 0) { Entries = [Scene.Earned("m-2", 1, "g/1")] }));
    }

    [Theory]
    [MemberData(nameof(Injection.Corpus), MemberType = typeof(Injection))]
    public async Task Hostile_text_is_stored_as_it_is(string text)
    {
        var row = await _scene.GatheringAsync();
        var entry = Scene.Message(1, "c-1", text: text) with { AuthorName = text };

        Assert.Equal(Commit.Done, await _journal.AppendAsync(Scene.Facts(row, 0, entry) with
        {
            Excuses = [new("m-1", text, "m-1", Scene.Noon)],
        }));

        var read = Assert.Single(await _scene.Gatherings.Entries(row.Charter.Id, 0, 10, Scene.None));
        Assert.Equal((text, text), (read.Text, read.AuthorName));
        Assert.Equal(text, Assert.Single(await _scene.Gatherings.Excuses(row.Charter.Id, Scene.None)).Reason);
    }
}
