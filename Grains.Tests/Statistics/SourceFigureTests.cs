using Grains.Organisation;
using Grains.Rules;
using Grains.Statistics;

namespace Grains.Tests.Statistics;

/// <summary>The figures of the sources come out exactly, and two that do not agree show why: their denominators differ.</summary>
public sealed class SourceFigureTests
{
    [Fact]
    public void An_enterprise_of_10730_members_is_2309_registered_and_8421_not()
    {
        var counted = Count([], [(Category.Full, Relation.Registered, 2_309), (Category.Full, Relation.TemporaryLetter, 3_000), (Category.Full, Relation.Pocket, 5_000), (Category.Probationary, Relation.Unknown, 421)]);
        Assert.Equal((10_730, 2_309, 8_421), (counted.Members, counted.Registered, counted.Unregistered));
        Assert.Equal((2_309, 10_730, 215), Figures(counted.Ratios(), Definitions.Registered));
        Assert.Equal((8_421, 10_730, 785), Figures(counted.Ratios(), Definitions.Unregistered));
    }

    [Fact]
    public void A_city_of_725_organisations_is_45_committees_52_general_branches_and_628_branches_350_of_them_joint()
    {
        var counted = Count([(NodeKind.Committee, 45), (NodeKind.GeneralBranch, 52), (NodeKind.Branch, 278), (NodeKind.JointBranch, 350), (NodeKind.Group, 90), (NodeKind.Grid, 13)], []);
        Assert.Equal(725, counted.Organisations);
        Assert.Equal((45, 52, 628, 350), (counted.Committees, counted.GeneralBranches, counted.Branches, counted.JointBranches));
        Assert.Equal((350, 628, 557), Figures(counted.Ratios(), Definitions.Joint));
    }

    [Fact]
    public void A_district_of_72_organisations_counts_activists_apart_from_its_1384_members()
    {
        var counted = Count(
            [(NodeKind.Committee, 4), (NodeKind.GeneralBranch, 5), (NodeKind.Branch, 40), (NodeKind.JointBranch, 23)],
            [(Category.Full, Relation.Registered, 1_384), (Category.Activist, Relation.Registered, 153)]);
        Assert.Equal((72, 63, 1_384, 153), (counted.Organisations, counted.Branches, counted.Members, counted.Activists));
        var coverage = new EnterpriseFigures(2_794, 60, 64, 0, 0, 0, 0, 0);
        Assert.Equal((124, 2_794, 44), Figures(coverage.Ratios(), Definitions.Covered));
    }

    [Fact]
    public void A_group_of_39_is_20_members_3_on_probation_and_16_activists()
    {
        var counted = Count([], [(Category.Full, Relation.Registered, 20), (Category.Probationary, Relation.Registered, 3), (Category.Activist, Relation.Registered, 16)]);
        Assert.Equal((39, 23, 3, 16), (counted.People, counted.Members, counted.Probationary, counted.Activists));
    }

    [Theory]
    // 2,293 covered are 80 % of 2,866 enterprises and 76.4 % of "nearly 3,000".
    [InlineData(2_293, 2_866, 800)]
    [InlineData(2_293, 3_000, 764)]
    // 127,000 of 147,000 enterprises are 86.4 %; 94.3 % is a share of those that have to have an organisation.
    [InlineData(127_000, 147_000, 864)]
    [InlineData(943, 1_000, 943)]
    [InlineData(30, 123, 244)]
    [InlineData(1, 3, 333)]
    [InlineData(2, 3, 667)]
    [InlineData(1, 2_000, 1)]
    [InlineData(0, 5, 0)]
    public void A_percentage_is_half_up_to_a_tenth_and_never_without_its_denominator(long numerator, long denominator, int tenths) =>
        Assert.Equal(tenths, new Ratio(Definitions.Covered, numerator, denominator).Tenths);

    [Fact]
    public void Covered_and_founded_are_two_ratios_with_two_denominators()
    {
        var figures = new EnterpriseFigures(147_000, 100_000, 27_000, 1_000, 943, 37, 8_000_000, 260_000).Ratios();
        Assert.Equal((127_000, 147_000, 864), Figures(figures, Definitions.Covered));
        Assert.Equal((943, 1_000, 943), Figures(figures, Definitions.Founded));
        Assert.NotEqual(Definitions.Covered.DenominatorZh, Definitions.Founded.DenominatorZh);
        Assert.Equal((37, 147_000, 0), Figures(figures, Definitions.Seats));
    }

    [Fact]
    public void Nothing_to_divide_by_gives_no_percentage() => Assert.Null(new Ratio(Definitions.Covered, 0, 0).Tenths);

    [Fact]
    public void Every_definition_says_in_both_languages_what_it_divides() =>
        Assert.All(Definitions.All, static it => Assert.All(
            new[] { it.Id, it.Zh, it.En, it.NumeratorZh, it.NumeratorEn, it.DenominatorZh, it.DenominatorEn }, static text => Assert.NotEmpty(text)));

    // One branch holds the people; each organisation is a node below a root that is a cluster, which is none.
    private static Composition Count((NodeKind Kind, int Count)[] kinds, (Category Category, Relation Relation, int Count)[] people)
    {
        var nodes = new List<CountedNode> { new("b-root", null, null, NodeKind.Cluster, "", false) };
        nodes.AddRange(kinds.SelectMany(static kind => Enumerable.Range(0, kind.Count)
            .Select(i => new CountedNode($"b-{kind.Kind}-{i}", "b-root", null, kind.Kind, "", false))));
        var home = nodes[^1].Id;
        var tree = new CountsTree(new CountsBasis(0, nodes, [.. people.Select(p => new CountedPeople(home, p.Category, p.Relation, p.Count))]));
        var counts = CountsReading.Of(tree, tree.Find("b-root")!, Line.Territorial, new CountsPosition(0, DateTimeOffset.UnixEpoch, 0, 0));
        return Composition.Of(counts.Cells, counts.Kinds);
    }

    private static (long, long, int) Figures(IReadOnlyList<Ratio> ratios, Definition definition)
    {
        var ratio = ratios.Single(it => it.Definition == definition);
        return (ratio.Numerator, ratio.Denominator, ratio.Tenths!.Value);
    }
}
