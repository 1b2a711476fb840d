using Grains.Points;

namespace Web.Api.Views;

/// <summary>The member's own points: totals, what each rule can still give, and a page of the ledger.</summary>
public sealed record PointsPageView(int Today, int Month, int Total, PointRuleView[] Rules, PointEntryView[] Entries, long? Next);

/// <summary>Totals of the local date, of the local month, and of all time.</summary>
public sealed record PointTotalsView(int Today, int Month, int Total);

/// <summary>A rule with what it gave today; no cap where <paramref name="Cap"/> is absent.</summary>
public sealed record PointRuleView(string Rule, string Zh, string En, int Today, int? Cap);

/// <summary>One entry of the ledger with its rule's sentence and what earned it.</summary>
public sealed record PointEntryView(
    long Seq, string Rule, string Zh, string En, int Points, long At, string Date, PointSourceView Source, bool Reversal)
{
    public static PointEntryView Of(LedgerEntry entry, string zh, string en, string? topic) => new(
        entry.Seq,
        entry.Rule,
        zh,
        en,
        entry.Points,
        entry.At.ToUnixTimeMilliseconds(),
        entry.LocalDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        PointSourceView.Of(entry.Source, topic),
        entry.Reversal);
}

/// <summary>What earned points: a gathering, maybe one of its messages. All absent for what has no page, such as a visit.</summary>
public sealed record PointSourceView(string? Gathering, string? Topic, long? Seq)
{
    /// <summary>Reads a source such as <c>g-…/17</c>.</summary>
    public static PointSourceView Of(string source, string? topic)
    {
        if (!source.StartsWith("g-", StringComparison.Ordinal))
        {
            return new PointSourceView(null, null, null);
        }

        var slash = source.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? new PointSourceView(source, topic, null)
            : new PointSourceView(source[..slash], topic, long.TryParse(source.AsSpan(slash + 1), out var seq) ? seq : null);
    }
}
