namespace Grains.Enterprises;

/// <summary>
/// When an enterprise gets which kind of organisation (rules §2). The numbers are the rules' own; a tenant with other
/// rules sets others (section <c>Units</c>). Zero switches a bound off, except <see cref="FullForBranch"/>.
/// </summary>
public sealed class UnitPolicy
{
    /// <summary>Full members from which an enterprise has a branch of its own.</summary>
    public int FullForBranch { get; set; } = 3;

    /// <summary>Units of a joint branch, above which the hub warns.</summary>
    public int JointUnitsMost { get; set; } = 5;

    /// <summary>Full members from which a branch elects a committee.</summary>
    public int FullForBranchCommittee { get; set; } = 7;

    /// <summary>Members above which a general branch is thought of.</summary>
    public int GeneralBranchAbove { get; set; } = 50;

    /// <summary>Members from which a committee is thought of.</summary>
    public int CommitteeFrom { get; set; } = 100;
}

/// <summary>What the rules suggest for an enterprise. Words of the protocol.</summary>
public enum UnitAdvice
{
    /// <summary>As it is.</summary>
    Keep,
    /// <summary>Found a branch of its own.</summary>
    OwnBranch,
    /// <summary>Join a joint branch that has room.</summary>
    JoinJoint,
    /// <summary>Found a joint branch with others nearby.</summary>
    FoundJoint,
    /// <summary>A regional organisation looks after it.</summary>
    Regional,
}

/// <summary>What goes with the advice.</summary>
public enum UnitHint
{
    /// <summary>Seven full members or more: the branch elects a committee of three to five.</summary>
    BranchCommittee,
    GeneralBranch,
    Committee,
    /// <summary>No organisation of its own: a seat brings its head to the table.</summary>
    Seat,
}

/// <summary>What the advice is made of.</summary>
/// <param name="Party">Declared members of the Party; <paramref name="Full"/>: the full ones among them.</param>
/// <param name="Neighbours">Other enterprises of the region that have members and neither a branch nor a joint branch.</param>
public sealed record UnitFacts(
    int Party, int Full, UnitCover Cover, bool Seated, JointCandidate? Joint, int Neighbours);

/// <summary>The joint branch of the region with most room.</summary>
public sealed record JointCandidate(string Node, string Name, int Units);

/// <param name="Rule">The rule it follows from, a stable id whose sentence the client has.</param>
/// <param name="Node">The node to join; null where one is to be founded or nothing changes.</param>
public sealed record UnitSuggestion(UnitAdvice Advice, string Rule, string? Node, string? NodeName, UnitHint[] Hints)
{
    /// <summary>Rules §2. Pure.</summary>
    public static UnitSuggestion For(UnitFacts facts, UnitPolicy policy)
    {
        var hints = new List<UnitHint>();
        if (facts.Full >= policy.FullForBranch)
        {
            if (policy.CommitteeFrom > 0 && facts.Party >= policy.CommitteeFrom)
            {
                hints.Add(UnitHint.Committee);
            }
            else if (policy.GeneralBranchAbove > 0 && facts.Party > policy.GeneralBranchAbove)
            {
                hints.Add(UnitHint.GeneralBranch);
            }

            if (policy.FullForBranchCommittee > 0 && facts.Full >= policy.FullForBranchCommittee)
            {
                hints.Add(UnitHint.BranchCommittee);
            }

            return new UnitSuggestion(
                facts.Cover == UnitCover.Own ? UnitAdvice.Keep : UnitAdvice.OwnBranch, "unit.own-branch", null, null, [.. hints]);
        }

        if (facts.Cover == UnitCover.Own)
        {
            // It fell below three: that is for people to decide, nothing is taken apart by itself.
            return new UnitSuggestion(UnitAdvice.Keep, "unit.below-three", null, null, []);
        }

        if (!facts.Seated)
        {
            hints.Add(UnitHint.Seat);
        }

        if (facts.Cover == UnitCover.Joint)
        {
            return new UnitSuggestion(UnitAdvice.Keep, "unit.joint", null, null, [.. hints]);
        }

        if (facts.Party == 0)
        {
            return new UnitSuggestion(UnitAdvice.Keep, "unit.regional", null, null, [.. hints]);
        }

        if (facts.Joint is { } joint && (policy.JointUnitsMost == 0 || joint.Units < policy.JointUnitsMost))
        {
            return new UnitSuggestion(UnitAdvice.JoinJoint, "unit.joint", joint.Node, joint.Name, [.. hints]);
        }

        return facts.Neighbours > 0
            ? new UnitSuggestion(UnitAdvice.FoundJoint, "unit.joint", null, null, [.. hints])
            : new UnitSuggestion(UnitAdvice.Regional, "unit.regional", null, null, [.. hints]);
    }
}
