using Grains.Organisation;
using Grains.Rules;

namespace Grains.Statistics;

/// <summary>People of one category and relation.</summary>
/// <param name="Own">On the node's own roster.</param>
/// <param name="Subtree">With all below on the line asked for.</param>
[GenerateSerializer, Immutable, Alias("count-cell")]
public sealed record CountCell(
    [property: Id(0)] Category Category,
    [property: Id(1)] Relation Relation,
    [property: Id(2)] int Own,
    [property: Id(3)] int Subtree);

/// <summary>Organisations of one kind in a subtree, the node itself among them.</summary>
[GenerateSerializer, Immutable, Alias("kind-count")]
public sealed record KindCount(
    [property: Id(0)] NodeKind Kind,
    [property: Id(1)] int Count);

/// <summary>Where the figures of a node stand in its one array: own people, people of either line, organisations of either line.</summary>
internal static class Cells
{
    public static readonly int Relations = Enum.GetValues<Relation>().Length;
    public static readonly int People = Enum.GetValues<Category>().Length * Relations;
    public static readonly int Kinds = Enum.GetValues<NodeKind>().Length;
    public static readonly int All = (3 * People) + (2 * Kinds);

    public static int Of(Category category, Relation relation) => ((int)category * Relations) + (int)relation;

    public static (Category Category, Relation Relation) At(int cell) => ((Category)(cell / Relations), (Relation)(cell % Relations));

    /// <summary>Where the people of a line's subtree begin; their own stand at 0.</summary>
    public static int PeopleOf(Line line) => People * (1 + (int)line);

    public static int KindsOf(Line line) => (3 * People) + (Kinds * (int)line);
}
