using Grains.Gatherings;
using Grains.Rules;
using Storage.Queries;
using Web.Api.Views;

namespace Web.Api;

/// <summary>Folds marks and messages into a row a minute.</summary>
public sealed class TimelineReader(TimelineQuery timelines, AttendanceQuery attendance, IGatheringStore store)
{
    private const long Minute = 60_000;

    public async Task<TimelineView> ReadAsync(GatheringSummary gathering, CancellationToken cancellation)
    {
        var id = gathering.Charter.Id;
        var minutes = await timelines.OfAsync(id, cancellation);
        var marks = await store.Marks(id, cancellation);
        var joined = PerMinute(marks.Where(static m => m.Inside));
        var left = PerMinute(marks.Where(static m => !m.Inside));
        var (speakers, categories) = await PeopleAsync(id, cancellation);
        var from = gathering.Terms.OpenedAt ?? gathering.Charter.OpensAt;
        return new TimelineView(
            from.ToUnixTimeMilliseconds(),
            (gathering.Terms.ClosedAt ?? (minutes.Count > 0 ? minutes[^1].At.AddMilliseconds(Minute) : from)).ToUnixTimeMilliseconds(),
            [
                .. minutes.Select(minute => new TimelineMinuteView(
                    minute.At.ToUnixTimeMilliseconds(),
                    minute.Messages,
                    minute.Inside,
                    joined.GetValueOrDefault(MinuteOf(minute.At)),
                    left.GetValueOrDefault(MinuteOf(minute.At)))),
            ],
            speakers,
            categories);
    }

    private async Task<(SpeakersView Speakers, CategoryAttendanceView[] Categories)> PeopleAsync(string id, CancellationToken cancellation)
    {
        int none = 0, one = 0, more = 0;
        var categories = new SortedDictionary<(Category Category, Relation Relation), (int Expected, int Present)>();
        await foreach (var row in attendance.RowsAsync(id, cancellation))
        {
            _ = row.Messages switch { 0 => none++, 1 => one++, _ => more++ };
            var key = (row.Category, row.Relation);
            var (expected, present) = categories.GetValueOrDefault(key);
            categories[key] = (expected + (row.Expected ? 1 : 0), present + (row.Presence == Presence.Present ? 1 : 0));
        }

        return (
            new SpeakersView(none, one, more),
            [.. categories.Select(static c => new CategoryAttendanceView(c.Key.Category, c.Key.Relation, c.Value.Expected, c.Value.Present))]);
    }

    private static Dictionary<long, int> PerMinute(IEnumerable<AttendanceMark> marks) =>
        marks.GroupBy(static mark => MinuteOf(mark.At)).ToDictionary(static minute => minute.Key, static minute => minute.Count());

    private static long MinuteOf(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / Minute;
}
