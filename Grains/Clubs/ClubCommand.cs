using Grains.Organisation.Tree;
using Grains.Rules;

namespace Grains.Clubs;

/// <summary>A command on the links between clubs (groups for organisational life, <c>l-…</c>) and branches of the tree.</summary>
[GenerateSerializer, Immutable, Alias("club-command")]
public abstract record ClubCommand(Actor By, string RequestId, [property: Id(0)] string Club, [property: Id(1)] string Branch)
    : OrganisationCommand(By, RequestId);

/// <summary>The branch takes the club on: what the club does counts as the branch's activity from now on. By officers of the branch or above.</summary>
[GenerateSerializer, Immutable, Alias("link-club")]
public sealed record LinkClub(Actor By, string RequestId, string Club, string Branch) : ClubCommand(By, RequestId, Club, Branch)
{
    public override string Subject => $"link {Club} {Branch}";
}

/// <summary>By officers of the branch or above, or by the leader of the club: nobody is bound against their will.</summary>
[GenerateSerializer, Immutable, Alias("unlink-club")]
public sealed record UnlinkClub(Actor By, string RequestId, string Club, string Branch) : ClubCommand(By, RequestId, Club, Branch)
{
    public override string Subject => $"unlink {Club} {Branch}";
}
