using Grains.Journal;
using Grains.Rules;

namespace Grains.Offices;

/// <summary>Reads posts for decisions. Throws where the database is away.</summary>
public interface IOfficeStore
{
    /// <summary>Posts of the node that run at this moment.</summary>
    Task<IReadOnlyList<RunningOffice>> Running(string node, DateTimeOffset now, CancellationToken cancellation);
}

/// <summary>A post that runs.</summary>
public sealed record RunningOffice(string Member, Role Role, DateTimeOffset Since, DateTimeOffset? Until);

/// <summary>A term begins. One secretary a node: where another runs, nothing of the batch is written.</summary>
public sealed record OfficeBegun(
    string Member, string Node, Role Role, DateTimeOffset Since, DateTimeOffset Until, string By) : RelationWrite;

/// <summary>A running post ends now.</summary>
/// <param name="Why">A word of the program: <c>dismissed</c>, <c>resigned</c>.</param>
public sealed record OfficeEnded(
    string Member, string Node, Role Role, DateTimeOffset Since, DateTimeOffset At, string By, string Why) : RelationWrite;
