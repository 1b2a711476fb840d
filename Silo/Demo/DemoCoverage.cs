using Grains.Coverage;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Statistics;
using Grains.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Storage;
using Storage.Journal;

namespace Silo.Demo;

/// <summary>What the demo's group means to reach, two months into it, and its demonstration units.</summary>
internal static class DemoCoverage
{
    private const int Days = 60;
    private const int Step = 10;
    private const int Gained = 180;
    /// <summary>One branch in so many is a demonstration unit.</summary>
    private const int Every = 90;
    private const int UnitsMost = 5;

    public static async Task RecordAsync(HubDatabase database, RosterPlan plan)
    {
        var calendar = new HubCalendar();
        var now = TimeProvider.System.GetUtcNow().WholeMilliseconds();
        var today = calendar.DateOf(now);
        var root = plan.Nodes.First(static node => node.Parent is null);
        var by = plan.Offices.First(office => office.Node == root.Id && office.Role == Role.Secretary).Member;
        var members = plan.Members.Count(static member => Rights.IsPartyMember(member.Category));
        var registered = plan.Members.Count(static member => Rights.IsPartyMember(member.Category) && member.Relation == Relation.Registered);
        var midnight = new DateTimeOffset(today.AddDays(1).ToDateTime(TimeOnly.MinValue), calendar.Offset).ToUniversalTime();
        var target = new CoverageTarget(
            "o-demo", root.Id, Definitions.Registered.Id, 300, today.AddDays(-Days), today.AddDays(120), "年度组织工作要点", by, now.AddDays(-Days),
            registered - Gained, members)
        {
            NextAt = midnight,
        };
        List<RelationWrite> writes = [new TargetSet(target, Sample(target.Since, 0))];
        for (var day = Step; day < Days; day += Step)
        {
            writes.Add(new TargetMeasured(Sample(target.Since.AddDays(day), Gained * day / Days), target.Id, midnight, midnight));
        }

        writes.AddRange(plan.Nodes.Where(static node => node.Kind == NodeKind.Branch).Where(static (_, nth) => nth % Every == 0).Take(UnitsMost).Select((node, nth) =>
            new UnitAwarded(new Demonstration(
                $"x-demo-{nth}", node.Id, "党建示范配送站", "组织生活规范、服务骑手有台账，经评选授予", now.AddDays(-200), now.AddDays(500), 1, by))));
        await using var journal = new JournalWriter(database, NullLogger<JournalWriter>.Instance);
        await journal.AppendAsync(new RelationFacts { Writes = writes });

        CoverageSample Sample(DateOnly day, int gained) =>
            new(target.Id, day, new DateTimeOffset(day.ToDateTime(new TimeOnly(23, 59)), calendar.Offset).ToUniversalTime(), registered - Gained + gained, members);
    }
}
