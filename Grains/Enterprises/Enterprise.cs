using Grains.Rules;

namespace Grains.Enterprises;

/// <summary>What became of an enterprise. A new name is no state: the registry keeps the old one in its history. The names are stored; never rename one.</summary>
public enum EnterpriseState
{
    Active,
    /// <summary>It went up in another.</summary>
    Merged,
    Closed,
}

/// <summary>How an enterprise is covered (features A6). The names are stored; never rename one.</summary>
public enum UnitCover
{
    /// <summary>区域兜底: by a regional organisation, which is there for whoever has none of its own.</summary>
    Regional,
    /// <summary>By a joint branch that it shares with others.</summary>
    Joint,
    /// <summary>By an organisation of its own.</summary>
    Own,
}

/// <summary>An enterprise as decisions need it.</summary>
/// <param name="Node">The node that covers it; there is always one.</param>
/// <param name="Holder">Who holds its seat, and <paramref name="Seat"/> on which node; null where nobody does.</param>
public sealed record EnterpriseRow(
    string Id,
    string Name,
    string Region,
    string Industry,
    long Staff,
    EnterpriseState State,
    string Node,
    string NodePath,
    UnitCover Cover,
    string? Holder,
    string? Seat);

/// <summary>Reads enterprises for decisions. Throws where the database is away.</summary>
public interface IEnterpriseStore
{
    Task<EnterpriseRow?> Enterprise(string enterprise, CancellationToken cancellation);

    /// <summary>Who is declared and not withdrawn: all, those of the Party, its full members, and those linked to a member of the hub.</summary>
    Task<DeclaredCounts> Declared(string enterprise, CancellationToken cancellation);

    /// <summary>Whether the member, or where there is none somebody of that name without a link, is declared already.</summary>
    Task<bool> IsDeclared(string enterprise, string? member, string name, CancellationToken cancellation);

    /// <summary>The enterprise of a declaration that is not withdrawn; null where there is none.</summary>
    Task<string?> OfDeclaration(string declaration, CancellationToken cancellation);

    /// <summary>The standings of those declared members of the Party who are linked to a member of the hub.</summary>
    Task<IReadOnlyList<PlacedStanding>> Linked(string enterprise, CancellationToken cancellation);

    Task<PlacedStanding?> Placed(string member, CancellationToken cancellation);

    /// <summary>The member with that registration number and that very name; null where they do not match.</summary>
    Task<string?> Person(string number, string name, CancellationToken cancellation);

    /// <summary>Running enterprises that the node covers.</summary>
    Task<int> Units(string node, CancellationToken cancellation);

    /// <summary>Whether another running enterprise has its seat with this member on this node.</summary>
    Task<bool> SharesSeat(string enterprise, string member, string node, CancellationToken cancellation);
}

public sealed record DeclaredCounts(int All, int Party, int Full, int Linked);

/// <summary>A standing with the path of its node.</summary>
public sealed record PlacedStanding(string Member, long Version, string Node, Category Category, Relation Relation, string Path);
