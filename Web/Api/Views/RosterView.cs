using Grains.Gatherings;
using Grains.Rules;

namespace Web.Api.Views;

/// <summary>One line of the roster as it stands, for officers only. <paramref name="Withheld"/>: who it is is not for this officer.</summary>
public sealed record RosterLineView(
    string Member,
    string Name,
    string Unit,
    Category Category,
    Relation Relation,
    bool Expected,
    bool Eligible,
    bool? Granted,
    Presence Presence,
    bool Inside,
    long? FirstInAt,
    int Seconds,
    int Messages,
    string? Reason,
    bool? Withheld = null)
{
    public static RosterLineView Of(RosterStatus status) => new(
        status.Line.Member,
        status.Line.Name,
        status.Line.Unit,
        status.Line.Category,
        status.Line.Relation,
        status.Line.Expected,
        status.Line.Eligible,
        status.Line.Granted ? true : null,
        status.Presence,
        status.Inside,
        status.FirstIn?.ToUnixTimeMilliseconds(),
        status.Seconds,
        status.Messages,
        status.Reason,
        status.Line.Name.Length == 0 ? true : null);
}

/// <summary>A page of the roster; <paramref name="Next"/> is the <c>after</c> of the next page, absent at the end.</summary>
public sealed record RosterPageView(RosterLineView[] Lines, string? Next, CountsView Counts)
{
    public static RosterPageView Of(RosterPage page) =>
        new([.. page.Lines.Select(RosterLineView.Of)], page.Next, CountsView.Of(page.Counts));
}
