using System.Globalization;
using Grains.Organisation;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.Transfers;

namespace Grains.Tests.Transfers;

public sealed class SqliteTransferWalkTests(SqliteGrains hub) : TransferWalkSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresTransferWalkTests(PostgresGrains hub) : TransferWalkSuite(hub), IClassFixture<PostgresGrains>;

/// <summary>
/// Random members, officers, crashes and leaps of time against a model of one line a member: which node holds it. After
/// each step the database says the same in every place that says it, and says it once. HUB_FAULT_SEED starts elsewhere.
/// </summary>
public abstract class TransferWalkSuite(GrainsOverStorage hub)
{
    private const int Steps = 250;
    private const int People = 6;

    [Fact]
    public async Task In_a_random_walk_of_cases_crashes_and_expiries_each_member_has_one_formal_branch_after_each_step()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("HUB_FAULT_SEED"), CultureInfo.InvariantCulture, out var given) ? given : 20261;
        var random = new Random(seed);
        var town = await Town.BuildAsync(hub);
        var nodes = new[] { town.From, town.To };
        var homes = new Dictionary<string, string>();
        var cases = new Dictionary<string, string>();
        for (var person = 0; person < People; person++)
        {
            homes[await town.MemberAsync()] = town.From.Id;
        }

        var officers = new[] { town.FromOfficer, town.ToOfficer, town.EastOfficer, town.WestOfficer, town.RootOfficer };
        for (var step = 0; step < Steps; step++)
        {
            var member = homes.Keys.ElementAt(random.Next(People));
            var broken = random.Next(6) == 0;
            if (broken)
            {
                (random.Next(2) == 0 ? (Action)hub.Commits.BreakBefore : hub.Commits.BreakAfter)();
            }

            await MoveAsync(town, random, member, nodes, homes, cases, officers);
            if (broken)
            {
                // Where nothing was committed the break is still to come: it spends itself here.
                await town.BackAsync();
            }

            foreach (var (who, home) in homes.ToArray())
            {
                var found = Assert.Single(await town.HomesAsync(who));
                if (found != home)
                {
                    // Moved just now, which only an accepted case of this member to that node explains.
                    var held = (await town.Store.Case(cases[who], CancellationToken.None))!;
                    Assert.True(
                        held.Terms.State is TransferState.TargetBranchAccepted or TransferState.Filed && held.Charter.Target == found && held.Charter.Source == home,
                        $"seed {seed}, step {step}");
                    homes[who] = found;
                }
                else if (cases.TryGetValue(who, out var id) && await town.Store.Case(id, CancellationToken.None) is { } open && TransferPath.IsRunning(open.Terms.State))
                {
                    Assert.Equal(id, await town.Store.RunningOf(who, CancellationToken.None));
                    Assert.Equal(home, open.Charter.Source);
                    Assert.Equal(0, await town.ScalarAsync<long>("select count(*) from filing where transfer = @id", new { id }));
                }
            }
        }

        // Every acceptance is one change, two filings and one route of dues.
        Assert.Equal(
            2 * await town.ScalarAsync<long>("select count(*) from organisation_change where cause = 'transfer' and source in (select id from transfer where source in (@From, @To))", new { From = town.From.Id, To = town.To.Id }),
            await town.ScalarAsync<long>("select count(*) from filing where transfer in (select id from transfer where source in (@From, @To))", new { From = town.From.Id, To = town.To.Id }));
    }

    private async Task MoveAsync(
        Town town, Random random, string member, RosterNode[] nodes, Dictionary<string, string> homes, Dictionary<string, string> cases, string[] officers)
    {
        var id = cases.GetValueOrDefault(member);
        var held = id is null ? null : await town.Store.Case(id, CancellationToken.None);
        switch (random.Next(10))
        {
            case 0 or 1:
                var opened = Town.NewId();
                await town.BeginAsync(opened, member, nodes[random.Next(2)], send: random.Next(4) != 0);
                if (await town.Store.RunningOf(member, CancellationToken.None) == opened)
                {
                    cases[member] = opened;
                }

                break;
            case 2 when held is not null:
                await town.Grain(id!).Submit(new WithdrawTransfer(await town.ActorAsync(member), town.Request()));
                break;
            case 3 when held is not null:
                await town.Grain(id!).Submit(new ReturnTransfer(await town.ActorAsync(officers[random.Next(officers.Length)]), town.Request(), "退回"));
                break;
            case 4 when held is not null && random.Next(4) == 0:
                hub.Clock.Advance(TimeSpan.FromDays(random.Next(60)));
                await town.TickAsync(id!);
                break;
            case 5 when held is not null:
                await Task.WhenAll(
                    town.Grain(id!).Tick(),
                    town.Grain(id!).Submit(new SendTransfer(await town.ActorAsync(member), town.Request())));
                break;
            case 6 when held is not null:
                // All officers press at once.
                var everyone = new List<Actor>();
                foreach (var officer in officers)
                {
                    everyone.Add(await town.ActorAsync(officer));
                }

                await Task.WhenAll(everyone.Select(by => town.Grain(id!).Submit(new AdvanceTransfer(by, town.Request(), held.Terms.State, null, 0))));
                break;
            default:
                if (held?.Terms.Desk is { } desk && officers.FirstOrDefault(o => Node(town, o) == desk) is { } hand)
                {
                    await town.AdvanceAsync(id!, hand, held.Terms.State);
                }

                break;
        }
    }

    private static string Node(Town town, string officer) =>
        officer == town.FromOfficer ? town.From.Id
        : officer == town.ToOfficer ? town.To.Id
        : officer == town.EastOfficer ? town.East.Id
        : officer == town.WestOfficer ? town.West.Id
        : town.Root.Id;
}
