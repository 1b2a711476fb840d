using Grains.Organisation;
using Grains.Rules;
using Storage.Queries;

namespace Web.Offices;

/// <summary>The posts of a node. <paramref name="May"/>: roles to which the caller may appoint here.</summary>
/// <param name="Past">The last posts that are over; only for who keeps the node's files.</param>
public sealed record OfficesView(string Node, string Name, NodeKind Kind, Role[] May, OfficeLineView[] Running, OfficeLineView[] Past);

/// <summary>A post with its holder and term.</summary>
public sealed record OfficeLineView(
    string Member, string Name, Role Role, string Node, string NodeName, long Since, long? Until, string? EndedWhy)
{
    internal static OfficeLineView Of(OfficeLine line) => new(
        line.Member, line.Name, line.Role, line.Node, line.NodeName, line.Since.ToUnixTimeMilliseconds(), line.Until?.ToUnixTimeMilliseconds(),
        line.EndedWhy ?? (line.EndedAt is null ? null : "ended"));
}

/// <summary>Terms that end within 90 days, the first first.</summary>
public sealed record DueOfficesView(OfficeLineView[] Lines);

/// <summary>A node whose files the caller keeps.</summary>
public sealed record DeskNodeView(string Id, string Name, NodeKind Kind);

/// <summary>Body of an appointment.</summary>
public sealed record AppointRequest(string? RequestId, string? Member, Role? Role, int Years);

/// <summary>Body of a dismissal or resignation.</summary>
public sealed record EndOfficeRequest(string? RequestId, string? Member, Role? Role, string? Reason);
