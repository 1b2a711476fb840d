using Grains.Rules;

namespace Grains.Consultations;

/// <summary>Loads and founds consultations; everything after that goes through the journal. Throws where the database is away.</summary>
public interface IConsultationStore
{
    /// <summary>
    /// Who answers a member: the nearest node on the way up from the member's own whose committee has somebody other
    /// than the member. Null where there is none.
    /// </summary>
    Task<Desk?> Desk(string member, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>The committee of a node (<see cref="Rights.DeskRoles"/>), secretary first; a person once, with the first of several posts.</summary>
    Task<IReadOnlyList<DeskOfficer>> Officers(string node, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>How many consultations of the member are not closed.</summary>
    Task<int> OpenCount(string member, CancellationToken cancellation);

    /// <summary>Writes the row (head 0, fence 0) of a consultation that is not yet there for anyone; false where the id exists.</summary>
    Task<bool> Create(ConsultationCharter charter, CancellationToken cancellation);

    /// <summary>Raises the fence by one and reads the row: from now on no older activation can write. Null where there is none.</summary>
    Task<ConsultationRow?> Take(string consultation, CancellationToken cancellation);

    /// <summary>Entries after <paramref name="after"/>, in order, at most <paramref name="count"/>.</summary>
    Task<IReadOnlyList<ConsultationEntry>> Entries(string consultation, long after, int count, CancellationToken cancellation);

    Task<IReadOnlyList<ReadMark>> Marks(string consultation, CancellationToken cancellation);
}

/// <summary>The node that answers.</summary>
public sealed record Desk(string Node, string Name);

/// <summary>Somebody who may answer there.</summary>
public sealed record DeskOfficer(string Member, string Name, Role Role);
