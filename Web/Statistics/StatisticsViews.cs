using Grains.Organisation;
using Grains.Rules;
using Grains.Statistics;

namespace Web.Statistics;

/// <summary>A node's figures on one line. <c>lagMs</c>: how old they are at most; <c>mayName</c>: whether the names behind them may be asked for.</summary>
public sealed record NodeCountsView(
    string Node, string Name, NodeKind Kind, Line Line, long AsOf, long LagMs, long Seq, bool MayName, bool MayRecount,
    NodeNameView[] Above, Composition Totals, int OwnMembers, CountCellView[] Cells, KindCountView[] Kinds, RatioView[] Ratios, ChildCountsView[] Children);

public sealed record NodeNameView(string Id, string Name);

public sealed record CountCellView(Category Category, Relation Relation, int Own, int Subtree);

public sealed record KindCountView(NodeKind Kind, int Count);

/// <summary>A ratio with both figures; <c>tenths</c>: tenths of a percent, absent where there is nothing to divide by.</summary>
public sealed record RatioView(string Definition, long Numerator, long Denominator, int? Tenths)
{
    public static RatioView Of(Ratio ratio) => new(ratio.Definition.Id, ratio.Numerator, ratio.Denominator, ratio.Tenths);
}

public sealed record ChildCountsView(
    string Id, string Name, NodeKind Kind, int Members, int Registered, int Unregistered, int Activists, int People, int Organisations, int? RegisteredTenths)
{
    public static ChildCountsView Of(ChildCounts child) => new(
        child.Id, child.Name, child.Kind, child.Members, child.Registered, child.Members - child.Registered, child.Activists, child.People,
        child.Organisations, new Ratio(Definitions.Registered, child.Registered, child.Members).Tenths);
}

public sealed record DefinitionView(
    string Id, string Zh, string En, string NumeratorZh, string NumeratorEn, string DenominatorZh, string DenominatorEn)
{
    public static DefinitionView Of(Definition it) => new(it.Id, it.Zh, it.En, it.NumeratorZh, it.NumeratorEn, it.DenominatorZh, it.DenominatorEn);
}

/// <summary>People behind one figure, by id; <c>next</c>: what to ask after for the next page, absent at the end.</summary>
public sealed record PeopleView(PersonView[] People, string? Next);

public sealed record PersonView(string Member, string Name, Category Category, Relation Relation, string NodeName);

/// <summary>Organisations and enterprises of a subtree. <c>enterprises</c> is absent where there is no registry of them.</summary>
public sealed record CoverageView(
    long AsOf, Composition Organisations, int Seats, EnterpriseFigures? Enterprises, RatioView[] Ratios);

/// <summary>The rosters of a subtree month by month, in today's tree. <c>total</c>: at the month's end, or now.</summary>
public sealed record GrowthView(long AsOf, MonthView[] Months);

public sealed record MonthView(string Month, int Came, int Left, int Total);

public sealed record RecountView(
    bool Running, double Progress, long StartedAt, long? EndedAt, long Seq, int Nodes, int People, int Differences, string[] Where, bool Failed)
{
    /// <summary>None has run since the counts began.</summary>
    public static readonly RecountView None = new(false, 0, 0, null, 0, 0, 0, 0, [], false);

    public static RecountView Of(RecountState it) => new(
        it.EndedAt is null, it.Progress, it.StartedAt.ToUnixTimeMilliseconds(), it.EndedAt?.ToUnixTimeMilliseconds(), it.Seq, it.Nodes, it.People,
        it.Differences, it.Where, it.Failed);
}
