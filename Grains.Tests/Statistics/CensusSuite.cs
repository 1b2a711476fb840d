using Grains.Censuses;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Statistics;
using Grains.Tests.Relations;
using Grains.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Grains.Tests.Statistics;

public sealed class SqliteCensusTests(SqliteGrains hub) : CensusSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresCensusTests(PostgresGrains hub) : CensusSuite(hub), IClassFixture<PostgresGrains>;

public abstract class CensusSuite(GrainsOverStorage hub)
{
    private readonly Province _province = new(hub);
    private readonly Scene _scene = new(hub.Database);

    [Fact]
    public async Task A_census_reconciles_at_every_step_and_its_corrections_become_standings_once()
    {
        var (root, branch) = await TreeAsync();
        var officer = await OfficerAsync(root);
        var members = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _province.MemberAsync(branch, relation: Relation.Unknown)));
        await _province.MemberAsync(branch, Category.Activist);
        var census = Grain();
        var open = Open(officer, root);
        Reconciles((await census.Open(open)).State, 6);
        Reconciles((await census.Open(open)).State, 6);
        Assert.Equal(Rulebook.Conflict, (await census.Open(open with { Title = "别的" })).Refusal);

        var pocket = new AnswerCensus(await ActorAsync(members[0]), members[0].Id, Relation.Pocket, CensusEvidence.Letter);
        Reconciles((await census.Answer(pocket)).State, 6, answered: 1);
        Reconciles((await census.Answer(pocket)).State, 6, answered: 1);
        Reconciles((await census.Answer(pocket with { Answer = Relation.Registered })).State, 6, answered: 1);
        Reconciles((await census.Answer(new AnswerCensus(officer, members[1].Id, Relation.TemporaryLetter, CensusEvidence.Verified))).State, 6, answered: 2);
        Assert.Equal(Rulebook.NotFound, (await census.Answer(pocket with { Member = members[2].Id })).Refusal);
        Assert.Equal(Rulebook.Invalid, (await census.Answer(pocket with { Evidence = CensusEvidence.Verified })).Refusal);
        Assert.Equal(Rulebook.CensusOpen, (await census.Apply(new ApplyCensus(officer, "r-1", [members[0].Id]))).Refusal);
        Assert.Equal(Rulebook.OfficerOnly, (await census.Close(pocket.By)).Refusal);

        Reconciles((await census.Close(officer)).State, 6, answered: 2);
        Assert.Null((await census.Close(officer)).Refusal);
        Assert.Equal(Rulebook.CensusClosed, (await census.Answer(pocket)).Refusal);

        var apply = new ApplyCensus(officer, Scene.Id("r-"), [members[0].Id, members[1].Id, members[2].Id]);
        Assert.Equal((2, 1), await ApplyAsync(census, apply));
        Assert.Equal(2, (await census.Apply(apply)).Applied);
        Assert.Equal((0, 3), await ApplyAsync(census, apply with { RequestId = Scene.Id("r-") }));
        Assert.Equal(Relation.Registered, (await StandingAsync(members[0])).Relation);
        Assert.Equal(1, (await StandingAsync(members[0])).Version);
        Assert.Equal(Relation.TemporaryLetter, (await StandingAsync(members[1])).Relation);
        Assert.Equal(0, (await StandingAsync(members[2])).Version);
        await _province.CheckAsync(hub.Grains.GetGrain<ICountsGrain>(Scene.Id("counts-")));
    }

    [Fact]
    public async Task An_answer_that_is_not_known_to_be_stored_is_not_acknowledged_and_the_retry_counts_once()
    {
        var (root, branch) = await TreeAsync();
        var officer = await OfficerAsync(root);
        var member = await _province.MemberAsync(branch, relation: Relation.Pocket);
        var census = Grain();
        await census.Open(Open(officer, root));
        var answer = new AnswerCensus(await ActorAsync(member), member.Id, Relation.TemporaryLetter, CensusEvidence.Statement);
        hub.Commits.BreakAfter();
        Assert.Equal(Rulebook.Uncertain, (await census.Answer(answer)).Refusal);
        Reconciles((await AgainAsync(() => census.Answer(answer))).State, 2, answered: 1);
        hub.Commits.BreakBefore();
        Assert.Equal(Rulebook.Uncertain, (await census.Close(officer)).Refusal);
        Assert.NotNull((await AgainAsync(() => census.Close(officer))).State!.Census.ClosedAt);
        var apply = new ApplyCensus(officer, Scene.Id("r-"), [member.Id]);
        hub.Commits.BreakAfter();
        Assert.Equal(Rulebook.Uncertain, (await census.Apply(apply)).Refusal);
        Assert.Equal(1, (await AgainAsync(() => census.Apply(apply))).Applied);
        Assert.Equal(1, (await StandingAsync(member)).Version);
    }

    [Fact]
    public async Task Who_has_moved_away_or_been_corrected_otherwise_is_left_as_they_are()
    {
        var (root, branch) = await TreeAsync();
        var elsewhere = await _province.NodeAsync(null, NodeKind.Committee);
        var officer = await OfficerAsync(root);
        var gone = await _province.MemberAsync(branch, relation: Relation.Pocket);
        var right = await _province.MemberAsync(branch, relation: Relation.Pocket);
        var census = Grain();
        await census.Open(Open(officer, root));
        foreach (var member in new[] { gone, right })
        {
            Assert.Null((await census.Answer(new AnswerCensus(await ActorAsync(member), member.Id, Relation.Registered, CensusEvidence.DuesReceipt))).Refusal);
        }

        Assert.Equal(Commit.Done, await _province.ChangeAsync(gone.Id, elsewhere.Id, Category.Full, Relation.Pocket));
        Assert.Equal(Commit.Done, await _province.ChangeAsync(right.Id, branch.Id, Category.Full, Relation.Registered));
        await census.Close(officer);
        Assert.Equal((1, 1), await ApplyAsync(census, new ApplyCensus(officer, Scene.Id("r-"), [gone.Id, right.Id])));
        Assert.Equal(1, (await StandingAsync(right)).Version);
        Assert.Equal(Relation.Pocket, (await StandingAsync(gone)).Relation);
    }

    private async Task<(RosterNode Root, RosterNode Branch)> TreeAsync()
    {
        var root = await _province.NodeAsync(null, NodeKind.Committee);
        return (root, await _province.NodeAsync(root));
    }

    private async Task<Actor> OfficerAsync(RosterNode node)
    {
        var member = await _province.MemberAsync(node);
        await _scene.OfficeAsync(member, node, Role.Secretary);
        return await ActorAsync(member);
    }

    private async Task<Actor> ActorAsync(RosterMember member) => (await Organisation.Actor(member.Id, default))!;

    private async Task<Standing> StandingAsync(RosterMember member) => (await Organisation.Standing(member.Id, default))!;

    private IOrganisationStore Organisation => hub.Services.GetRequiredService<IOrganisationStore>();

    private OpenCensus Open(Actor officer, RosterNode node) => new(officer, node.Id, node.Path, "组织关系摸排", hub.Clock.GetUtcNow().AddDays(7));

    private ICensusGrain Grain() => hub.Grains.GetGrain<ICensusGrain>(Scene.Id("c-")[..24]);

    private static async Task<(int Applied, int Skipped)> ApplyAsync(ICensusGrain census, ApplyCensus apply)
    {
        var answer = await census.Apply(apply);
        Assert.Null(answer.Refusal);
        return (answer.Applied, answer.Skipped);
    }

    // The broken connection comes back, and the dropped activation makes way.
    private static async Task<CensusAnswer> AgainAsync(Func<Task<CensusAnswer>> send)
    {
        while (true)
        {
            var answer = await send();
            if (answer.Refusal is null)
            {
                return answer;
            }

            Assert.Contains(answer.Refusal, new[] { Rulebook.Busy, Rulebook.Unavailable });
            await Task.Yield();
        }
    }

    private static void Reconciles(CensusState? state, int headcount, int answered = 0)
    {
        Assert.Equal(headcount, state!.Cells.Sum(static cell => cell.Count));
        Assert.Equal(answered, state.Cells.Where(static cell => cell.Answer is not null).Sum(static cell => cell.Count));
    }
}
