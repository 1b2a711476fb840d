using Grains.Consultations;
using Grains.Gatherings;
using Grains.Points;

namespace Grains.Gateways;

/// <summary>
/// The web nodes that are up, so that a summons reaches every connected member with one message a node.
/// Holds no member. A node that misses its lease is dropped. Key: <see cref="Key"/>.
/// </summary>
[Alias("gateway-directory")]
public interface IGatewayDirectoryGrain : IGrainWithStringKey
{
    const string Key = "gateways";

    /// <summary>Registers or renews a node (lease 30 s, renewed every 10 s).</summary>
    [Alias("register")]
    Task Register(string node, IGatewayObserver gateway);

    [Alias("leave")]
    Task Leave(string node);

    /// <summary>Tells every node, without awaiting one after the other.</summary>
    [Alias("announce")]
    Task Announce(GatheringNews news);

    /// <summary>
    /// Tells a member's devices by every node but these. For the member's grain while it may not know all nodes yet; a
    /// node without the member passes over it.
    /// </summary>
    [Alias("tell")]
    Task Tell(string member, MemberPush push, string[] known);

    /// <summary>Every node drops the connections of these sign-in sessions (signed out, revoked).</summary>
    [Alias("revoke")]
    Task Revoke(string member, string[] sessions);
}

/// <summary>A web node as the grains see it. Each call is one-way: what is lost is replayed or read again at the next connect.</summary>
[Alias("gateway-observer")]
public interface IGatewayObserver : IGrainObserver
{
    [Alias("points"), OneWay]
    Task Points(string member, PointsPush[] pushes);

    /// <summary>A consultation to which the member is a party went on; the node tells the member's devices.</summary>
    [Alias("consulted"), OneWay]
    Task Consulted(string member, ConsultationPush push);

    /// <summary>The node tells the member's devices.</summary>
    [Alias("noticed"), OneWay]
    Task Noticed(string member, Notice notice);

    /// <summary>The node tells those of its connected members whom the gathering's roster covers.</summary>
    [Alias("news"), OneWay]
    Task News(GatheringNews news);

    [Alias("revoked"), OneWay]
    Task Revoked(string member, string[] sessions);
}

/// <summary>A gathering was planned, opened, its absent called again, closed or signed.</summary>
/// <param name="Kind">One of <c>planned</c>, <c>opened</c>, <c>again</c>, <c>closed</c>, <c>signed</c>.</param>
/// <param name="Only">Members it is for, where it is for some only (the absent); null: all that the charter covers.</param>
[GenerateSerializer, Immutable, Alias("gathering-news")]
public sealed record GatheringNews(
    [property: Id(0)] string Kind,
    [property: Id(1)] GatheringBrief Gathering,
    [property: Id(2)] string[]? Only);
