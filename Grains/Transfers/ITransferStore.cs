using Grains.Organisation;
using Grains.Rules;
using Grains.VirtualBranches;

namespace Grains.Transfers;

/// <summary>Reads cases for decisions; everything is written through the journal. Throws where the database is away.</summary>
public interface ITransferStore
{
    Task<TransferCase?> Case(string id, CancellationToken cancellation);

    /// <summary>The running case that names the member; null where there is none.</summary>
    Task<string?> RunningOf(string member, CancellationToken cancellation);

    /// <summary>The members that a case moves, ordered by id.</summary>
    Task<IReadOnlyList<string>> Members(string id, CancellationToken cancellation);

    Task<IReadOnlyList<TransferPaper>> Papers(string id, CancellationToken cancellation);

    /// <summary>The node and those above it, from itself to the root; empty where it is not there.</summary>
    Task<IReadOnlyList<NodeRow>> Line(string node, CancellationToken cancellation);

    /// <summary>Who may act on transfers there now (<see cref="TransferRights.Roles"/>).</summary>
    Task<IReadOnlyList<TransferOfficer>> Officers(IReadOnlyCollection<string> nodes, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Everyone on the node's own roster, at most <paramref name="count"/>.</summary>
    Task<IReadOnlyList<Standing>> Roster(string node, int count, CancellationToken cancellation);

    /// <summary>How many of the node's own roster a running case holds.</summary>
    Task<int> Held(string node, CancellationToken cancellation);

    /// <summary>Those whom the case moves, as they are now, ordered by id.</summary>
    Task<IReadOnlyList<Standing>> Standings(string id, CancellationToken cancellation);

    /// <summary>Cases whose clock or filing is due.</summary>
    Task<IReadOnlyList<string>> Due(DateTimeOffset now, int count, CancellationToken cancellation);

    /// <summary>Filings of a case.</summary>
    Task<IReadOnlyList<Filing>> Filings(string id, CancellationToken cancellation);
}

/// <summary>Somebody who may act on transfers for a node.</summary>
public sealed record TransferOfficer(string Node, string Member, string Name, Role Role);

/// <summary>Who acts on transfers: the secretary, a deputy, or who keeps the rosters.</summary>
public static class TransferRights
{
    public static readonly Role[] Roles = [Role.Secretary, Role.Deputy, Role.Organisation];

    /// <summary>Whether the office is such a one; what members found themselves has no rosters of the tree.</summary>
    public static bool Holds(Office office) => Roles.Contains(office.Role) && !Outside.IsOutside(office.Path);

    /// <summary>Whether the actor holds such an office on the very node.</summary>
    public static bool Holds(Actor actor, string? node) =>
        node is not null && actor.Offices.Any(o => o.Node == node && Holds(o));

    /// <summary>Whether the actor holds such an office on the node or on one above it.</summary>
    public static bool Covers(Actor actor, string path) =>
        actor.Offices.Any(o => Holds(o) && path.StartsWith(o.Path, StringComparison.Ordinal));

    /// <summary>Whether the actor may send a whole unit: an office on the committee that issues for it, or on a node above that.</summary>
    /// <param name="line">From the unit upward.</param>
    public static bool SendsUnits(Actor actor, IReadOnlyList<NodeRow> line) =>
        line.Skip(TransferMap.OfficeOf(line)).Any(node => Holds(actor, node.Id));

    /// <summary>
    /// Whether the actor opened this unit's case and still holds what that took. Opened from above, it is that officer's
    /// as it is the committee's; nobody else above gains by it.
    /// </summary>
    public static bool Opened(Actor actor, TransferCharter charter, IReadOnlyList<NodeRow> line) =>
        charter.OpenedBy is { } opener && opener == actor.Member && SendsUnits(actor, line);
}
