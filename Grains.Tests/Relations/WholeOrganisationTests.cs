using System.Globalization;

namespace Grains.Tests.Relations;

public sealed class SqliteWholeOrganisationTests(SqliteGrains hub) : WholeOrganisationSuite(hub, 1_500), IClassFixture<SqliteGrains>;

public sealed class PostgresWholeOrganisationTests(PostgresGrains hub) : WholeOrganisationSuite(hub, 400), IClassFixture<PostgresGrains>;

/// <summary>
/// Everything that moves people and nodes at once, by the product's own grains: tree, transfers, cards, virtual branches,
/// development, corrections, posts, leaps of the clock, commits that break and clients that give up. What has to hold is
/// asked after each step. HUB_FAULT_SEED starts elsewhere.
/// </summary>
public abstract class WholeOrganisationSuite(GrainsOverStorage hub, int steps)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task After_each_of_thousands_of_random_steps_everyone_has_one_formal_branch_counts_equal_a_recount_and_the_audit_chain_is_whole(int walk)
    {
        var seed = walk + (int.TryParse(Environment.GetEnvironmentVariable("HUB_FAULT_SEED"), CultureInfo.InvariantCulture, out var given) ? given : 1921);
        var organisation = await WholeOrganisation.SetAsync(hub, seed);
        var truths = new WholeOrganisationTruths(hub);
        await truths.CheckAsync($"seed {seed}, before the first step", organisation);
        // Which comes first at once is the machine's to decide, so a walk that lacks something rare goes on for a while.
        for (var step = 0; step < steps || (step < 2 * steps && Lacking(organisation) is not null); step++)
        {
            var did = await organisation.StepAsync();
            await truths.CheckAsync($"seed {seed}, step {step}: {did}", organisation);
        }

        await truths.EndAsync();
        // A walk on which nothing much happened would show nothing.
        Assert.True(Lacking(organisation) is null, $"seed {seed}: too little of {Lacking(organisation)}; {organisation}");
    }

    private string? Lacking(WholeOrganisation organisation) => WholeOrganisation.Least
        .FirstOrDefault(l => organisation.Done.GetValueOrDefault(l.What) < steps * l.Least / 1_000).What;
}
