using Grains.Gatherings.Conduct;
using Grains.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Journal;

namespace Grains.Tests.Storage;

public sealed class SqliteConductTests(SqliteFixture fixture) : ConductSuite(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresConductTests(PostgresFixture fixture) : ConductSuite(fixture), IClassFixture<PostgresFixture>;

public abstract class ConductSuite(DatabaseFixture fixture)
{
    private readonly Scene _scene = new(fixture.Database);

    [Fact]
    public async Task Rules_of_the_nearest_node_hold_and_a_consent_is_kept_once()
    {
        await using var journal = new JournalWriter(fixture.Database, NullLogger<JournalWriter>.Instance);
        var committee = await _scene.NodeAsync();
        var branch = await _scene.NodeAsync(committee);
        var row = await _scene.GatheringAsync(branch);
        Assert.Equivalent(new RulesRows(null, 0, []), await Rows(), strict: true);

        var above = new PostingRules(committee.Id, 3, "上级规则");
        var consent = new ConsentFact(committee.Id, 3, "m-1", Scene.Noon);
        await journal.AppendAsync(Scene.Facts(row, 0) with { PostingRules = [new(above, "m-9", Scene.Noon)], Consents = [consent, consent with { At = Scene.Noon.AddDays(1) }] });
        Assert.Equivalent(new RulesRows(above, 0, [consent]), await Rows(), strict: true);

        var own = new PostingRules(branch.Id, 2, "本级规则");
        await journal.AppendAsync(Scene.Facts(row, 0) with { PostingRules = [new(own with { Version = 1 }, "m-9", Scene.Noon), new(own, "m-9", Scene.Noon)] });
        Assert.Equivalent(new RulesRows(own, 2, [consent]), await Rows(), strict: true);
        Assert.Equal(Commit.Fenced, await journal.AppendAsync(Scene.Facts(row, 0) with { PostingRules = [new(own, "m-8", Scene.Noon)] }));

        Task<RulesRows> Rows() => _scene.Gatherings.PostingRules(row.Charter, Scene.None);
    }
}
