using Grains.Organisation.Tree;
using Grains.Rules;

namespace Grains.Enterprises;

/// <summary>A command on the registry of enterprises: by officers of the node that covers the enterprise, or above.</summary>
[GenerateSerializer, Immutable, Alias("enterprise-command")]
public abstract record EnterpriseCommand(Actor By, string RequestId, [property: Id(0)] string Enterprise) : OrganisationCommand(By, RequestId);

/// <summary>A new enterprise. The client chooses its id (<c>e-…</c>).</summary>
/// <param name="Node">The regional node that covers it until it has something better.</param>
[GenerateSerializer, Immutable, Alias("register-enterprise")]
public sealed record RegisterEnterprise(
    Actor By,
    string RequestId,
    string Enterprise,
    [property: Id(0)] string Name,
    [property: Id(1)] string Region,
    [property: Id(2)] string Industry,
    [property: Id(3)] int Staff,
    [property: Id(4)] string Node) : EnterpriseCommand(By, RequestId, Enterprise)
{
    public override string Subject => $"register {Enterprise} {Node} {Staff} {Region} {Industry} {Name}";
}

/// <summary>Another name, place, industry or size: what was is kept in the history.</summary>
[GenerateSerializer, Immutable, Alias("amend-enterprise")]
public sealed record AmendEnterprise(
    Actor By,
    string RequestId,
    string Enterprise,
    [property: Id(0)] string Name,
    [property: Id(1)] string Region,
    [property: Id(2)] string Industry,
    [property: Id(3)] int Staff) : EnterpriseCommand(By, RequestId, Enterprise)
{
    public override string Subject => $"amend {Enterprise} {Staff} {Region} {Industry} {Name}";
}

/// <summary>Another node covers it: a joint branch, or a regional one. Its own is founded with <see cref="FoundNode"/>.</summary>
[GenerateSerializer, Immutable, Alias("cover-enterprise")]
public sealed record CoverEnterprise(Actor By, string RequestId, string Enterprise, [property: Id(0)] string Node)
    : EnterpriseCommand(By, RequestId, Enterprise)
{
    public override string Subject => $"cover {Enterprise} {Node}";
}

/// <summary>Somebody of the enterprise is declared as a member of the Party or on the way to it.</summary>
/// <param name="Number">Registration number, where the person has one: then the declaration is linked to the member.</param>
[GenerateSerializer, Immutable, Alias("declare-member")]
public sealed record DeclareMember(
    Actor By,
    string RequestId,
    string Enterprise,
    [property: Id(0)] string Name,
    [property: Id(1)] Category Category,
    [property: Id(2)] string Number) : EnterpriseCommand(By, RequestId, Enterprise)
{
    public override string Subject => $"declare {Enterprise} {Category} {Name}";
}

[GenerateSerializer, Immutable, Alias("withdraw-member")]
public sealed record WithdrawMember(Actor By, string RequestId, string Enterprise, [property: Id(0)] string Declaration)
    : EnterpriseCommand(By, RequestId, Enterprise)
{
    public override string Subject => $"withdraw {Enterprise} {Declaration}";
}

/// <summary>The head of an enterprise without an organisation of its own gets a seat on the node that covers it: enters and speaks, never counts.</summary>
[GenerateSerializer, Immutable, Alias("grant-seat")]
public sealed record GrantSeat(
    Actor By, string RequestId, string Enterprise, [property: Id(0)] string Name, [property: Id(1)] string Number)
    : EnterpriseCommand(By, RequestId, Enterprise)
{
    public override string Subject => $"seat {Enterprise} {Name}";
}

[GenerateSerializer, Immutable, Alias("end-seat")]
public sealed record EndSeat(Actor By, string RequestId, string Enterprise) : EnterpriseCommand(By, RequestId, Enterprise)
{
    public override string Subject => $"end-seat {Enterprise}";
}

/// <summary>The enterprise is closed, or goes up in another. Nobody loses a membership by that.</summary>
/// <param name="Into">The enterprise it goes up in, which takes its declared members; empty: it is closed.</param>
/// <param name="To">Where the members of its own organisation go, which then ends; empty: the organisation stays as it is.</param>
[GenerateSerializer, Immutable, Alias("end-enterprise")]
public sealed record EndEnterprise(
    Actor By, string RequestId, string Enterprise, [property: Id(0)] string Into, [property: Id(1)] string To)
    : EnterpriseCommand(By, RequestId, Enterprise)
{
    public override string Subject => $"end {Enterprise} {Into} {To}";
}
