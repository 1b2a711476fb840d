using Grains.Gatherings;
using Grains.Gatherings.Flags;
using Grains.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Journal;
using Storage.Queries;

namespace Grains.Tests.Storage;

public sealed class SqliteFlagTests(SqliteFixture fixture) : FlagSuite(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresFlagTests(PostgresFixture fixture) : FlagSuite(fixture), IClassFixture<PostgresFixture>;

public abstract class FlagSuite(DatabaseFixture fixture)
{
    private readonly Scene _scene = new(fixture.Database);

    [Fact]
    public async Task Flags_and_appeals_read_back_as_officers_need_them()
    {
        await using var journal = new JournalWriter(fixture.Database, NullLogger<JournalWriter>.Instance);
        var row = await _scene.GatheringAsync();
        var id = row.Charter.Id;
        var query = new FlagQuery(fixture.Database);
        var moderation = new ModerationQuery(fixture.Database);
        var appeal = new AppealFact(1, "m-1", "断章取义", Scene.Noon);
        await Write(Scene.Facts(row, 0, Scene.Message(1), Scene.Message(2)) with
        {
            Flags = [new(1, "m-2", "离题", Scene.Noon), new(1, "m-3", "不实", Scene.Noon.AddSeconds(1)), new(2, "m-2", "广告", Scene.Noon), new(1, "m-2", "又一次", Scene.Noon)],
        });
        await Write(Scene.Facts(row, 2, new Entry(3, EntryKind.Edited, Scene.Noon, "m-1", "王芳", "c-e", 1, Text: "您好")));
        await Write(Scene.Facts(row, 3, new Entry(4, EntryKind.Hidden, Scene.Noon, "m-9", Target: 1, Text: "离题")) with
        {
            FlagsSettled = [new(1, FlagsSettled.Hidden)], Appeals = [appeal],
        });

        var flags = await query.FlagsAsync(id);
        Assert.Equal([(1L, "hidden"), (2L, null)], flags.Select(static f => (f.Message.Seq, f.Settled)));
        Assert.Equal(["离题", "不实"], flags[0].Reasons);
        Assert.Equal("您好", flags[0].Message.Text);
        Assert.Equal(new AppealedMessage(1, "王芳", "您好", null, "断章取义", Scene.Noon, "m-9", "离题", null), Assert.Single(await query.AppealsAsync(id)));
        Assert.True((await moderation.OfAsync(id, 1)).Hidden);
        Assert.Null((await moderation.AboutAsync(id, [Scene.Message(1)])).Told(Scene.Message(1)).Text);

        var decided = appeal with { Restored = true, DecidedBy = "m-8", DecidedAt = Scene.Noon };
        await Write(Scene.Facts(row, 4, new Entry(5, EntryKind.Restored, Scene.Noon, "m-8", Target: 1, Text: "您好")) with { Appeals = [decided] });
        Assert.Equal(Commit.Fenced, await journal.AppendAsync(Scene.Facts(row, 5) with { Appeals = [decided with { Restored = false }] }));

        Assert.Equal(decided, Assert.Single((await _scene.Gatherings.Flags(id, Scene.None)).Appeals));
        Assert.Equal([(1L, "m-2", true), (1L, "m-3", true), (2L, "m-2", false)], (await _scene.Gatherings.Flags(id, Scene.None)).Flags);
        Assert.False((await moderation.OfAsync(id, 1)).Hidden);
        Assert.Equal("您好", (await moderation.AboutAsync(id, [Scene.Message(1)])).Told(Scene.Message(1)).Text);

        async Task Write(GatheringFacts facts) => Assert.Equal(Commit.Done, await journal.AppendAsync(facts));
    }
}
