using Grains.Rules;

namespace Grains.Offices;

/// <summary>Appoints a member to a post of the node for a term.</summary>
/// <param name="RequestId">Chosen by the sender: sent again, it appoints nobody twice.</param>
/// <param name="Years">1 to 5: 3 as a rule, 5 in villages and communities (rules §2).</param>
[GenerateSerializer, Immutable, Alias("appoint")]
public sealed record Appoint(
    [property: Id(0)] Actor By,
    [property: Id(1)] string RequestId,
    [property: Id(2)] string Member,
    [property: Id(3)] Role Role,
    [property: Id(4)] int Years);

/// <summary>Ends a running post: the holder resigns, or who may appoint dismisses with a reason.</summary>
[GenerateSerializer, Immutable, Alias("end-office")]
public sealed record EndOffice(
    [property: Id(0)] Actor By,
    [property: Id(1)] string RequestId,
    [property: Id(2)] string Member,
    [property: Id(3)] Role Role,
    [property: Id(4)] string Reason);

/// <summary>Null refusal: done.</summary>
[GenerateSerializer, Immutable, Alias("office-answer")]
public sealed record OfficeAnswer([property: Id(0)] Refusal? Refusal);
