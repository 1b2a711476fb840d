using System.Security.Cryptography;
using System.Text;
using Grains.Rules;

namespace Grains.Organisation;

/// <summary>
/// A checked roster, ready to be written in one transaction: everything in it is valid, unique within itself and
/// against the <see cref="RosterBook"/> it was checked with. The writer looks again at what the plan hangs on where the tree
/// has another version by then, and the database's own constraints guard against what else was written since; then nothing
/// of the plan is written.
/// </summary>
/// <param name="Nodes">New nodes only, parents before children.</param>
/// <param name="Members">New members only.</param>
/// <param name="Offices">New offices only; node and member are in the plan or exist already.</param>
public sealed record RosterPlan(
    IReadOnlyList<RosterNode> Nodes,
    IReadOnlyList<RosterMember> Members,
    IReadOnlyList<RosterOffice> Offices)
{
    public static RosterPlan Empty { get; } = new([], [], []);

    /// <summary>New enterprises only.</summary>
    public IReadOnlyList<RosterEnterprise> Enterprises { get; init; } = [];

    /// <summary>Version of the tree that the book was read at; null: of any, and what the plan hangs on is looked at anyway.</summary>
    public long? Tree { get; init; }

    /// <summary>Paths that the nodes of <see cref="Roots"/> had in the book, by id.</summary>
    public IReadOnlyDictionary<string, string> Paths { get; init; } = new Dictionary<string, string>();

    /// <summary>Nodes that the plan hangs on and does not bring itself.</summary>
    public IReadOnlySet<string> Roots()
    {
        var roots = Nodes.SelectMany(static node => new[] { node.Parent, node.Sector }).OfType<string>()
            .Concat(Members.Select(static member => member.Node))
            .Concat(Offices.Select(static office => office.Node))
            .Concat(Enterprises.Select(static enterprise => enterprise.Node)).ToHashSet(StringComparer.Ordinal);
        roots.ExceptWith(Nodes.Select(static node => node.Id));
        return roots;
    }

    /// <summary>
    /// What of the tree the plan touches, as SHA-256 in lower hex: where the tree changes elsewhere it stays the same, whatever
    /// ids the check mints.
    /// </summary>
    public string Footprint()
    {
        var names = Nodes.ToDictionary(static node => node.Id, static node => node.Name, StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (id, path) in Paths.OrderBy(static root => root.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{id} {path}\n"));
        }
        foreach (var node in Nodes)
        {
            // Of an added parent the id is new each time.
            var above = string.Join('/', node.Path.Split('/').Select(id => names.GetValueOrDefault(id, id)));
            hash.AppendData(Encoding.UTF8.GetBytes($"{node.Kind} {above}\n"));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>A new node. <paramref name="Path"/> runs from the root and ends with the node itself: <c>/b-1/b-7/</c>.</summary>
public sealed record RosterNode(string Id, string? Parent, NodeKind Kind, string Name, string Path)
{
    /// <summary>Six digits; null where unknown.</summary>
    public string? Region { get; init; }

    /// <summary>Parent on the sector's line, in the plan or there already; null: none of its own.</summary>
    public string? Sector { get; init; }
}

/// <summary>A new member on the roster of one node.</summary>
/// <param name="Number">Registration number, 19 digits, unique for ever.</param>
/// <param name="Joined">Day of joining; where the roster says only the month, its first day; null where unknown.</param>
/// <param name="Phone">Digits with an optional leading +; null where unknown.</param>
/// <param name="CredentialHash">Hash of the first password or of the initial code; null: the member cannot sign in yet.</param>
/// <param name="MustChange">The first sign-in has to set a password.</param>
public sealed record RosterMember(
    string Id,
    string Number,
    string Name,
    Category Category,
    Relation Relation,
    string Node,
    DateOnly? Joined,
    string? Phone,
    string? CredentialHash,
    bool MustChange);

/// <summary>A post: one role of one member on one node.</summary>
public sealed record RosterOffice(string Member, Role Role, string Node);

/// <summary>What the database holds already, as far as a roster can collide with it.</summary>
/// <param name="Nodes">Every node that is not dissolved.</param>
/// <param name="Numbers">Every registration number ever issued, those of people who left included.</param>
/// <param name="People">
/// Present members as <see cref="PersonKey(string, string)"/>; those without a phone as <see cref="PersonKey(string, string, string?)"/>.
/// </param>
/// <param name="Secretaries">Nodes that have a running secretary.</param>
public sealed record RosterBook(
    IReadOnlyList<NodeRow> Nodes,
    IReadOnlySet<string> Numbers,
    IReadOnlySet<string> People,
    IReadOnlySet<string> Secretaries)
{
    /// <summary>Region and parent on the sector's line of those nodes that have either.</summary>
    public IReadOnlyDictionary<string, (string? Region, string? Sector)> Lines { get; init; } =
        new Dictionary<string, (string? Region, string? Sector)>();

    /// <summary>Version of the tree that all this was read at.</summary>
    public long Tree { get; init; }

    /// <summary>Running enterprises of the registry.</summary>
    public IReadOnlyList<RosterEnterprise> Enterprises { get; init; } = [];

    public static RosterBook Empty { get; } =
        new([], new HashSet<string>(), new HashSet<string>(), new HashSet<string>());

    /// <summary>Two people of one name and one phone are one person.</summary>
    public static string PersonKey(string name, string phone) => name + "\n" + phone;

    /// <summary>Without phones: the same name and day of joining (yyyy-MM-dd) in one node.</summary>
    public static string PersonKey(string name, string node, string? joined) => $"{name}\n{node}\n{joined}";
}
