using Grains.Organisation;

namespace Grains.Rules;

/// <summary>Who asks: everything the rights function needs to know of a person, read from the database, never from the client.</summary>
/// <param name="Member">Internal member id (<c>m-…</c>), never the registration number.</param>
/// <param name="Path">Path of the node whose roster holds the member, such as <c>/b-1/b-7/</c>.</param>
[GenerateSerializer, Immutable, Alias("actor")]
public sealed record Actor(
    [property: Id(0)] string Member,
    [property: Id(1)] string Name,
    [property: Id(2)] Category Category,
    [property: Id(3)] Relation Relation,
    [property: Id(4)] string Node,
    [property: Id(5)] string Path,
    [property: Id(6)] Office[] Offices)
{
    /// <summary>Where the member belongs beside the home roster.</summary>
    [Id(7)]
    public Membership[] Memberships { get; init; } = [];
}

/// <summary>A membership that runs beside the home roster, never <see cref="MembershipKind.Home"/> itself.</summary>
[GenerateSerializer, Immutable, Alias("membership")]
public sealed record Membership(
    [property: Id(0)] MembershipKind Kind,
    [property: Id(1)] string Node,
    [property: Id(2)] string Path)
{
    /// <summary>How the virtual branch or life group lets the member take part; other kinds have none of it.</summary>
    [Id(3)]
    public MembershipTerms Terms { get; init; }
}

/// <summary>How a virtual branch or life group lets a member take part.</summary>
[Flags]
public enum MembershipTerms
{
    None = 0,
    /// <summary>Any member may summon.</summary>
    MaySummon = 1,
    /// <summary>A text in force is not signed: sign it before the next session.</summary>
    MustSign = 2,
    /// <summary>Suspended by the officers in charge.</summary>
    Suspended = 4,
}

/// <summary>An officer's post: one role on one node. It reaches the node and everything below it.</summary>
[GenerateSerializer, Immutable, Alias("office")]
public sealed record Office(
    [property: Id(0)] Role Role,
    [property: Id(1)] string Node,
    [property: Id(2)] string Path)
{
    /// <summary>When the term ends by itself; null: no end is on record.</summary>
    [Id(3)]
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Officers' roles (features A8). The names are stored; never rename one.</summary>
public enum Role
{
    /// <summary>书记</summary>
    Secretary,
    /// <summary>副书记</summary>
    Deputy,
    /// <summary>组织委员</summary>
    Organisation,
    /// <summary>宣传委员</summary>
    Publicity,
    /// <summary>纪检委员</summary>
    Discipline,
    /// <summary>财务</summary>
    Finance,
    /// <summary>运营</summary>
    Operations,
    /// <summary>党小组组长</summary>
    GroupLeader,
    /// <summary>党建指导员: assigned to a branch that is not the person's own; attends and suggests there.</summary>
    Instructor,
}
