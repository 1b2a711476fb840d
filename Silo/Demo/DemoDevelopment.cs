using Grains.Development;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Storage;
using Storage.Journal;

namespace Silo.Demo;

/// <summary>Since when the demo's probationary members are on probation: the boards show who is due.</summary>
internal static class DemoDevelopment
{
    private const int Span = 390;
    private const int Step = 41;

    public static async Task RecordAsync(HubDatabase database, RosterPlan plan)
    {
        var now = TimeProvider.System.GetUtcNow();
        var today = new HubCalendar().DateOf(now);
        await using var journal = new JournalWriter(database, NullLogger<JournalWriter>.Instance);
        await journal.AppendAsync(new RelationFacts
        {
            Writes =
            [
                .. plan.Members.Where(static member => member is { Category: Category.Probationary, Joined: not null }).Select((member, nth) =>
                {
                    // Spread over the last year and a little, so that some are overdue, some due soon and most have time.
                    var day = today.AddDays(-(nth * Step % Span));
                    return new DevelopmentTaken(
                        new DevelopmentFile(member.Id, 1, Category.Probationary, day, DevelopmentRules.DueOf(Category.Probationary, day), false, null),
                        new DevelopmentEntry(1, DevelopmentStep.Recorded, day, "支部大会记录", "", 0, "", now));
                }),
            ],
        });
    }
}
