using Grains.Development;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using Storage;
using Storage.Journal;

namespace Silo.Demo;

/// <summary>Since when the demo's probationary members are on probation: the boards show who is due.</summary>
internal static class DemoDevelopment
{
    public static async Task RecordAsync(HubDatabase database, RosterPlan plan)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var journal = new JournalWriter(database, NullLogger<JournalWriter>.Instance);
        await journal.AppendAsync(new RelationFacts
        {
            Writes =
            [
                .. plan.Members.Where(static member => member is { Category: Category.Probationary, Joined: not null }).Select(member =>
                {
                    var day = member.Joined!.Value;
                    return new DevelopmentTaken(
                        new DevelopmentFile(member.Id, 1, Category.Probationary, day, DevelopmentRules.DueOf(Category.Probationary, day), false, null),
                        new DevelopmentEntry(1, DevelopmentStep.Recorded, day, "支部大会记录", "", 0, "", now));
                }),
            ],
        });
    }
}
