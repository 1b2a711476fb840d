using Storage.Queries;

namespace Web.Data;

/// <summary>A page of the audit of one organisation and all below it, newest first.</summary>
/// <param name="Nodes">Organisations whose audit the reader may choose.</param>
/// <param name="Names">What the ids in the details stand for, as far as the reader may know.</param>
/// <param name="Next">Ask with it as <c>before</c> for the next page; absent on the last.</param>
public sealed record AuditPageView(string Node, string NodeName, DataNodeView[] Nodes, AuditEntryView[] Entries, Dictionary<string, string> Names, long? Next);

/// <summary>An organisation to choose.</summary>
public sealed record DataNodeView(string Id, string Name);

/// <summary>One entry. <paramref name="Removed"/>: retention has taken who, whom and the detail.</summary>
public sealed record AuditEntryView(
    long Id, long At, string Actor, string Action, string Subject, string Detail, string Place, bool Removed)
{
    internal static AuditEntryView Of(AuditRow row) => new(
        row.Id,
        row.At.ToUnixTimeMilliseconds(),
        row.ActorName.Length > 0 ? row.ActorName : row.Actor,
        row.Action,
        row.SubjectName.Length > 0 ? row.SubjectName : row.Subject,
        row.Detail,
        row.PlaceName,
        row.Removed != 0);
}

/// <summary>Who looked at lists with the member on them, newest first.</summary>
public sealed record LooksView(LookView[] Looks, long? Next);

/// <summary>A look: who, in which way, at which gathering's or organisation's list.</summary>
public sealed record LookView(long At, string By, string Action, string What, string Place);
