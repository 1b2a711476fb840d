using Grains.Organisation;
using Grains.Rules;

namespace Grains.Statistics;

/// <summary>
/// Totals of a subtree, each the sum of parts that are shown: members = registered + non-registered, organisations =
/// committees + general branches + branches, joint branches among the branches. Activists are never counted as members.
/// </summary>
public sealed record Composition(
    int Members, int Registered, int Unregistered, int Probationary, int Activists, int Applicants, int People,
    int Organisations, int Committees, int GeneralBranches, int Branches, int JointBranches, int Groups)
{
    public static Composition Of(IReadOnlyCollection<CountCell> cells, IReadOnlyCollection<KindCount> kinds)
    {
        int Sum(Func<CountCell, bool> which) => cells.Where(which).Sum(static cell => cell.Subtree);
        int Kind(NodeKind kind) => kinds.FirstOrDefault(count => count.Kind == kind)?.Count ?? 0;
        var members = Sum(static cell => Rights.IsPartyMember(cell.Category));
        var registered = Sum(static cell => Rights.IsPartyMember(cell.Category) && cell.Relation == Relation.Registered);
        var branches = Kind(NodeKind.Branch) + Kind(NodeKind.JointBranch);
        return new Composition(
            members,
            registered,
            members - registered,
            Sum(static cell => cell.Category == Category.Probationary),
            Sum(static cell => cell.Category == Category.Activist),
            Sum(static cell => cell.Category == Category.Applicant),
            Sum(static _ => true),
            Kind(NodeKind.Committee) + Kind(NodeKind.GeneralBranch) + branches,
            Kind(NodeKind.Committee),
            Kind(NodeKind.GeneralBranch),
            branches,
            Kind(NodeKind.JointBranch),
            Kind(NodeKind.Group));
    }

    public IReadOnlyList<Ratio> Ratios() =>
    [
        new(Definitions.Registered, Registered, Members),
        new(Definitions.Unregistered, Unregistered, Members),
        new(Definitions.Probationary, Probationary, Members),
        new(Definitions.Activists, Activists, Members),
        new(Definitions.Joint, JointBranches, Branches),
    ];
}

/// <summary>Enterprises of an area and how they are covered. What is not covered by an organisation of its own or a joint one is not covered.</summary>
/// <param name="Due">Those with three full members or more; <paramref name="DueFounded"/>: of them with an organisation of their own.</param>
/// <param name="Seats">Those without an organisation whose head holds a seat.</param>
/// <param name="Declared">Party members whom they have declared.</param>
public sealed record EnterpriseFigures(
    int Enterprises, int Own, int Joint, int Due, int DueFounded, int Seats, long Staff, long Declared)
{
    public IReadOnlyList<Ratio> Ratios() =>
    [
        new(Definitions.Covered, Own + Joint, Enterprises),
        new(Definitions.Founded, DueFounded, Due),
        new(Definitions.Seats, Seats, Enterprises),
        new(Definitions.Staff, Declared, Staff),
    ];
}
