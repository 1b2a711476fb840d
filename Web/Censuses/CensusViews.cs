using Grains.Censuses;
using Grains.Rules;
using Storage.Queries;

namespace Web.Censuses;

public sealed record CensusRequest(string? Id, string? Node, string? Title, long ClosesAt);

public sealed record CensusAnswerRequest(Relation? Answer, CensusEvidence? Evidence, string? Member);

public sealed record CensusApplyRequest(string? RequestId, string[]? Members);

/// <summary>A census on a list.</summary>
public sealed record CensusBriefView(string Id, string Node, string Title, long OpenedAt, long ClosesAt, long? ClosedAt)
{
    public static CensusBriefView Of(Census it) => new(
        it.Id, it.Node, it.Title, it.OpenedAt.ToUnixTimeMilliseconds(), it.ClosesAt.ToUnixTimeMilliseconds(), it.ClosedAt?.ToUnixTimeMilliseconds());
}

public sealed record CensusCellView(Category Category, Relation Register, Relation? Answer, int Count);

/// <summary>
/// How far a census is in one subtree: headcount = answered + unanswered, and each is the sum of its cells.
/// <c>conflicts</c>: answers that differ from the register.
/// </summary>
public sealed record CensusView(
    CensusBriefView Census, string Node, string NodeName, bool Takes, bool MayDecide, int Headcount, int Answered, int Unanswered, int Conflicts,
    CensusCellView[] Cells, CensusPartView[] Parts)
{
    public static CensusView Of(
        Census census, string node, string nodeName, bool takes, bool mayDecide, IReadOnlyCollection<CensusCell> cells, IEnumerable<CensusPart> parts)
    {
        var headcount = cells.Sum(static cell => cell.Count);
        var answered = cells.Where(static cell => cell.Answer is not null).Sum(static cell => cell.Count);
        return new CensusView(
            CensusBriefView.Of(census), node, nodeName, takes, mayDecide, headcount, answered, headcount - answered,
            cells.Where(static cell => cell.Answer is { } answer && answer != cell.Register).Sum(static cell => cell.Count),
            [.. cells.Select(static cell => new CensusCellView(cell.Category, cell.Register, cell.Answer, cell.Count))],
            [.. parts.Select(static part => new CensusPartView(part.Id, part.Name, (int)part.Headcount, (int)part.Answered))]);
    }
}

public sealed record CensusPartView(string Id, string Name, int Headcount, int Answered);

public sealed record CensusLinesView(CensusLineView[] Lines, string? Next);

public sealed record CensusLineView(
    string Member, string Name, string NodeName, Category Category, Relation Register, Relation? Answer, CensusEvidence? Evidence, bool ByOfficer, bool Applied);

/// <summary>A census that asks the member.</summary>
public sealed record OwnCensusView(CensusBriefView Census, string NodeName, Relation Register, Relation? Answer, CensusEvidence? Evidence);

/// <summary>What was applied, and how many of those chosen had nothing to apply or have left.</summary>
public sealed record CensusAppliedView(int Applied, int Skipped);
