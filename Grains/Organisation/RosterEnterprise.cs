using Grains.Enterprises;
using Grains.Rules;

namespace Grains.Organisation;

/// <summary>A new enterprise of the registry, as a file brings it. People are declared by name; an officer links them later.</summary>
/// <param name="Region">District or address, as the registry has it; empty where unknown. At most 30 characters, as <paramref name="Industry"/>.</param>
/// <param name="Staff">0 where unknown.</param>
/// <param name="Node">The node that covers it, in the plan or there already.</param>
public sealed record RosterEnterprise(
    string Id, string Name, string Region, string Industry, int Staff, string Node, UnitCover Cover,
    IReadOnlyList<RosterDeclared> Declared);

/// <summary>Somebody whom an enterprise declares.</summary>
public sealed record RosterDeclared(string Name, Category Category);

/// <summary>The words of a sheet of enterprises.</summary>
public static class EnterpriseWords
{
    /// <summary>How it is covered; null where the word is none.</summary>
    public static UnitCover? ToCover(string word) => word switch
    {
        "单独组建" or "自有党组织" or "自有" => UnitCover.Own,
        "联合党支部" or "联合组建" or "联合" => UnitCover.Joint,
        "区域兜底" or "区域覆盖" or "兜底" => UnitCover.Regional,
        _ => null,
    };

    public static string Of(UnitCover cover) => cover switch
    {
        UnitCover.Own => "自有党组织",
        UnitCover.Joint => "联合党支部",
        _ => "区域兜底",
    };

    /// <summary>Who is declared, one after the other: <c>王小明(正式党员)、李红(预备党员)</c>.</summary>
    public static string Of(IEnumerable<RosterDeclared> declared) =>
        string.Join('、', declared.Select(static one => $"{one.Name}({RosterWords.Of(one.Category)})"));

    /// <summary>Reads such a cell, tidied; null where a part of it is no name with a category that may be declared.</summary>
    public static IReadOnlyList<RosterDeclared>? ToDeclared(string cell)
    {
        var declared = new List<RosterDeclared>();
        foreach (var part in cell.Split(['、', ';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var open = part.LastIndexOf('(');
            if (open <= 0 || part[^1] != ')' || RosterWords.ToName(part[..open].Trim()) is not { } name
                || name.EnumerateRunes().Count() > RosterPath.NameMost
                || RosterWords.ToCategory(part[(open + 1)..^1].Trim()) is not { } category
                || category is Category.SeatHolder or Category.Guest or Category.Instructor)
            {
                return null;
            }
            declared.Add(new RosterDeclared(name, category));
        }
        return declared;
    }
}
