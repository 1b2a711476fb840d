using Grains.Cards;
using Grains.Time;
using Storage.Transfers;

namespace Storage.Queries;

/// <summary>A month at the host as its records tell it.</summary>
/// <param name="Month">yyyy-MM.</param>
/// <param name="Held">Gatherings of the host in the time of the card; <paramref name="Attended"/>: those the guest entered.</param>
/// <param name="Fen">Dues entered; null where none were.</param>
public sealed record CardMonth(string Month, int Held, int Attended, long? Fen);

/// <summary>Lists of activity cards and their months. Throws where the database is away.</summary>
public sealed class CardQuery(HubDatabase database, HubCalendar calendar)
{
    private const string OfNodesSql = "select " + CardData.Columns + """

        from card where home in @Nodes or host in @Nodes
        order by case state when 'Requested' then 0 when 'Running' then 1 else 2 end, asked_at desc, id limit @Count
        """;

    // Whoever entered was there: the mark endorses, no stamp does.
    private const string GatheringsSql = """
        select g.opened_at as at, (
            select count(*) from attendance_mark a where a.gathering = g.id and a.member = @Member and a.inside = 1) as attended
        from gathering g
        where g.node = @Host and g.opened_at is not null and g.opened_at >= @Since and g.opened_at < @Until
        order by g.opened_at
        """;

    private const string DuesSql = "select month, fen from card_dues where card = @Card";

    public async Task<IReadOnlyList<Card>> OfNodesAsync(IReadOnlyCollection<string> nodes, CancellationToken cancellation = default) =>
        nodes.Count == 0
            ? []
            : [.. (await database.QueryAsync<CardData>(OfNodesSql, new { Nodes = nodes.ToArray(), Count = Paging.Most }, cancellation)).Select(static row => row.Card)];

    /// <summary>Month by month from the card's beginning to its end or to now, the latest first.</summary>
    public async Task<IReadOnlyList<CardMonth>> MonthsAsync(Card card, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(card);
        if (card.Since is not { } since)
        {
            return [];
        }

        var until = card.EndedAt ?? (card.Until < now ? card.Until : now);
        var rows = await database.QueryAsync<GatheringRow>(
            GatheringsSql, new { card.Member, card.Host, Since = since, Until = until }, cancellation);
        var dues = (await database.QueryAsync<DuesRow>(DuesSql, new { Card = card.Id }, cancellation)).ToDictionary(static d => d.Month, static d => d.Fen);
        var months = new List<CardMonth>();
        var last = calendar.DateOf(until);
        for (var day = calendar.DateOf(since); (day.Year, day.Month).CompareTo((last.Year, last.Month)) <= 0; day = day.AddMonths(1))
        {
            var month = MonthOf(day);
            var held = rows.Where(row => MonthOf(calendar.DateOf(row.At)) == month).ToArray();
            months.Add(new CardMonth(month, held.Length, held.Count(static row => row.Attended != 0), dues.TryGetValue(month, out var fen) ? fen : null));
        }

        months.Reverse();
        return months;
    }

    private static string MonthOf(DateOnly day) => day.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    private sealed class GatheringRow
    {
        public DateTimeOffset At { get; set; }
        public long Attended { get; set; }
    }

    private sealed class DuesRow
    {
        public string Month { get; set; } = "";
        public long Fen { get; set; }
    }
}
