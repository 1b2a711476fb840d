using Grains.Journal;

namespace Grains.Transfers;

/// <summary>A new case with the members it holds: a member whom another running case holds takes the batch with it.</summary>
public sealed record TransferOpened(TransferCharter Charter, TransferTerms Terms, IReadOnlyList<string> Members) : RelationWrite;

/// <summary>A change of a case. Where the row has another version than <paramref name="Version"/> nothing of the batch is written.</summary>
public sealed record TransferChanged(string Id, long Version, TransferTerms Terms) : RelationWrite;

/// <summary>A step of a case; one that exists already takes the batch with it.</summary>
public sealed record TransferStepped(string Id, TransferStep Step) : RelationWrite;

/// <summary>The case holds its members no longer.</summary>
public sealed record TransferReleased(string Id) : RelationWrite;

/// <summary>A paper as it stands now.</summary>
public sealed record PaperPlaced(string Id, TransferPaper Paper) : RelationWrite;

/// <summary>From which month on a member's dues are due where.</summary>
public sealed record DuesRouted(string Member, string Month, string Node, string Source) : RelationWrite;

/// <summary>Posts on nodes that do not cover the member's new node end.</summary>
public sealed record OfficesLeft(string Member, string Node, DateTimeOffset At) : RelationWrite;

public sealed record FilingQueued(Filing Filing) : RelationWrite;

/// <summary>A try to deliver: receipted, or to be tried again.</summary>
public sealed record FilingTried(string Id, int Attempts, DateTimeOffset? NextAt, string? Receipt, DateTimeOffset? At) : RelationWrite;

/// <summary>
/// The place of those who have left the hub's organisation: outside the tree, without officers, so that nobody governs
/// or counts them and each still stands on exactly one roster. Founded with the first who leaves.
/// </summary>
public sealed record OutsideFounded(DateTimeOffset At, string Actor) : RelationWrite
{
    public const string Node = "x-outside";
    public const string Path = "/x-outside/";
    public const string Name = "系统外";
}

/// <summary>Somebody was sought.</summary>
public sealed record OutreachMade(string Id, string Case, string Member, string Node, OutreachWay Way, string Note, string By, string ByName, DateTimeOffset At) : RelationWrite;
