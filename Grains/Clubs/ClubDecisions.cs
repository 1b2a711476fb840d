using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;

namespace Grains.Clubs;

/// <summary>Decides commands on the links of clubs against what the database holds.</summary>
internal sealed class ClubDecisions(IClubStore clubs, ITreeStore tree)
{
    /// <summary>Branches that one club may count for.</summary>
    public const int BranchesMost = 10;

    private static CancellationToken None => CancellationToken.None;

    public async Task<Decision> Decide(ClubCommand command, TreeEvent change)
    {
        if (await tree.Node(command.Branch, None) is not { } branch || !await clubs.IsClub(command.Club, None))
        {
            return Decision.Refuse(Rulebook.NotFound);
        }

        // A link that has been made or ended is told as such: the retry under another id hears that nothing changes.
        var linked = await clubs.IsLinked(command.Club, branch.Id, None);
        var refusal = command is LinkClub
            ? TreeRules.AskBelow(command.By, branch.Path)
                ?? (!Takes(branch.Kind) ? Rulebook.ClubBranch : linked ? Rulebook.TreeSame : null)
                ?? (await clubs.Branches(command.Club, None) >= BranchesMost ? Rulebook.ClubMost
                : await clubs.HasMemberOf(command.Club, branch.Path, None) ? null : Rulebook.ClubMember)
            : (Leads(command.By, command.Club) || TreeRules.AskBelow(command.By, branch.Path) is null ? null : Rulebook.ClubOfficer)
                ?? (linked ? null : Rulebook.TreeSame);
        return refusal is not null
            ? Decision.Refuse(refusal)
            : Decision.Do(
                new OrganisationAnswer(null, branch.Id),
                [branch.Id, command.Club],
                command is LinkClub ? new ClubLinked(command.Club, branch.Id, change) : new ClubUnlinked(command.Club, branch.Id, change));
    }

    /// <summary>Kinds that have an activity of their own to count.</summary>
    private static bool Takes(NodeKind kind) =>
        kind is NodeKind.Branch or NodeKind.JointBranch or NodeKind.GeneralBranch or NodeKind.Committee;

    private static bool Leads(Actor actor, string club) => actor.Offices.Any(o => o.Node == club);
}
