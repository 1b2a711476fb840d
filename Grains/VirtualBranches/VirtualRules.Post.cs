using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Text;

namespace Grains.VirtualBranches;

/// <summary>The post: handing it over, standing, voting; and what all decisions share.</summary>
internal sealed partial class VirtualRules
{
    private (Refusal?, VirtualDraft?) DecideOffer(OfferPost offer)
    {
        if (!IsSecretary(offer.By))
        {
            return (RefuseOther(offer.By), null);
        }

        if (row.Election is not null)
        {
            return (Rulebook.VirtualElecting, null);
        }

        // Here the place is that of the member to whom it is offered.
        return offer.Member is not null && (offer.Member == row.Secretary || !place.Member)
            ? (Rulebook.VirtualHeir, null)
            : (null, new VirtualDraft(offer.Member is null ? "kept" : "offered") { Action = AuditActions.VirtualOffer, Detail = offer.Member ?? "" }
                .Add(Save(AsSeen(row with { Heir = offer.Member }))).Telling(offer.Member, row.Heir));
    }

    private (Refusal?, VirtualDraft?) DecideAccept(AcceptPost accept)
    {
        var member = accept.By.Member;
        var refusal = row.Heir != member || !place.Member ? Rulebook.VirtualOffer : row.Election is not null ? Rulebook.VirtualElecting : AskLeader(row.Kind, accept.By) ?? AskPledge(accept.Pledge);
        return refusal is not null ? (refusal, null)
            : (null, new VirtualDraft("accepted") { Action = AuditActions.VirtualHandOver, Detail = $"{row.Secretary} > {member}" }
                .Add(Save(AsSeen(row with { Secretary = member, Heir = null })), new PostPassed(row.Node, row.Post, member, now))
                .Add(Signature(member, SignedText.Pledge, accept.Pledge)).Telling(row.Secretary));
    }

    private (Refusal?, VirtualDraft?) DecideStand(StandForPost stand)
    {
        var member = stand.By.Member;
        if (!place.Member || row.Election is not { } election)
        {
            return (place.Member ? Rulebook.VirtualElection : Rulebook.VirtualNotMember, null);
        }

        if (election.Candidates.Contains(member))
        {
            return (null, new VirtualDraft("stands"));
        }

        var refusal = AskLeader(row.Kind, stand.By) ?? AskPledge(stand.Pledge)
            ?? (election.Candidates.Length >= VirtualBranchLimits.CandidatesMost ? Rulebook.VirtualCandidates : null);
        return refusal is not null ? (refusal, null)
            : (null, new VirtualDraft("stands") { Action = AuditActions.VirtualStand, Detail = election.Id }
                .Add(Touch(), new CandidateStood(election.Id, member, now)).Add(Signature(member, SignedText.Pledge, stand.Pledge)));
    }

    private (Refusal?, VirtualDraft?) DecideVote(CastVote vote)
    {
        if (!place.Member || row.Election is not { } election)
        {
            return (place.Member ? Rulebook.VirtualElection : Rulebook.VirtualNotMember, null);
        }

        var refusal = place.Voted ? Rulebook.VirtualVoted : election.Candidates.Contains(vote.Candidate) ? null : Rulebook.VirtualCandidate;
        if (refusal is not null)
        {
            return (refusal, null);
        }

        var tally = election.With(vote.Candidate);
        // The record says that a vote was cast, never for whom.
        var draft = new VirtualDraft("voted") { Action = AuditActions.VirtualVote, Detail = election.Id }
            .Add(new BallotCast(election.Id, vote.By.Member, tally));
        var counted = row with { Election = election with { Ballots = election.Ballots + 1, Tally = tally } };
        return (null, counted.Election.Ballots >= row.Members ? SettleElection(counted, draft) : draft.Add(Touch()));
    }

    /// <summary>What time alone brings; null: nothing yet. <paramref name="attended"/>: when the secretary last took part in a gathering.</summary>
    public VirtualDraft? Tick(DateTimeOffset? attended)
    {
        if (row.Election is { } election)
        {
            return now >= election.ClosesAt || election.Ballots >= row.Members
                ? SettleElection(row, new VirtualDraft("settled") { Action = AuditActions.VirtualElected, Detail = election.Id })
                : null;
        }

        var seen = attended > row.SeenAt ? attended.Value : row.SeenAt;
        return row.Secretary is null || now >= seen + options.SilentAfter
            ? OpenElection(row, row.Secretary is null ? "vacant" : "silent", new VirtualDraft("opened") { Action = AuditActions.VirtualElection })
            : new VirtualDraft("seen").Add(Save(row with { SeenAt = seen, DueAt = seen + options.SilentAfter }));
    }

    /// <summary>A sign of life that is worth writing down; null: it is too soon.</summary>
    public VirtualDraft? Sign(Actor by) =>
        IsSecretary(by) && now - row.SeenAt >= VirtualBranchLimits.SeenEvery ? new VirtualDraft("seen").Add(Save(AsSeen(row))) : null;

    private VirtualDraft OpenElection(VirtualBranchRow after, string cause, VirtualDraft draft)
    {
        var id = $"{row.Node}.{row.Version + 1}";
        var closes = now + options.ElectionLength;
        var election = new ElectionRow(id, cause, now, closes, 0, [], []);
        return draft.Add(
            Save(after with { Election = election, DueAt = closes }), new ElectionOpened(id, row.Node, cause, now, closes)).Telling(row.Secretary);
    }

    // Plurality; at a tie who stood first. Where nobody stood or nobody voted it goes on for as long again.
    private VirtualDraft SettleElection(VirtualBranchRow counted, VirtualDraft draft)
    {
        var election = counted.Election!;
        var winner = election.Candidates.Where(c => election.VotesOf(c) > 0).OrderByDescending(election.VotesOf).FirstOrDefault();
        if (winner is null)
        {
            var closes = now + options.ElectionLength;
            return draft.Add(Save(counted with { DueAt = closes }), new ElectionSettled(election.Id, now, null, closes));
        }

        var after = AsSeen(counted with { Secretary = winner, Heir = null, Election = null });
        return draft.Add(
            Save(after), new ElectionSettled(election.Id, now, winner, null), new PostPassed(row.Node, row.Post, winner, now))
            .Telling([winner, row.Secretary, .. election.Candidates]);
    }

    public static Refusal? AskBelonging(NodeKind kind, Actor actor, VirtualBranchOptions options) =>
        !Rights.IsPartyMember(actor.Category) ? Rulebook.RightNotMember
        : kind == NodeKind.Virtual && options.OnlyMobile && actor.Relation == Relation.Registered ? Rulebook.VirtualMobile
        : null;

    /// <summary>A secretary has the right to be chosen: a full member, wherever the formal relation is. A life group is led by any member.</summary>
    public static Refusal? AskLeader(NodeKind kind, Actor actor) =>
        kind == NodeKind.Virtual && actor.Category != Category.Full ? Rulebook.VirtualLeader : null;

    public static (string Name, string Topic, string About) Cleaned(string name, string topic, string about) =>
        (PlainText.Clean(name), PlainText.Clean(topic), PlainText.Clean(about, lines: true));

    public static Refusal? AskWords(string name, string topic, string about) =>
        PlainText.CodePoints(name) is 0 or > VirtualBranchLimits.NameCodePoints ? Rulebook.VirtualName
        : PlainText.CodePoints(topic) is 0 or > VirtualBranchLimits.TopicCodePoints ? Rulebook.VirtualTopic
        : PlainText.CodePoints(about) > VirtualBranchLimits.AboutCodePoints ? Rulebook.VirtualAbout
        : null;

    private VirtualDraft Join(string member, VirtualDraft draft)
    {
        var after = row with { Members = row.Members + 1 };
        return draft.Add(
            Save(member == row.Secretary || draft.Action == AuditActions.VirtualAgree ? AsSeen(after) : after),
            new VirtualJoined(row.Node, member, Outside.MembershipOf(row.Kind), now, options.Most));
    }

    private VirtualDraft Seen(VirtualDraft draft) => draft.Add(Save(AsSeen(row)));

    private VirtualBranchRow AsSeen(VirtualBranchRow after) =>
        after with { SeenAt = now, DueAt = after.Election?.ClosesAt ?? now + options.SilentAfter };

    private VirtualSaved Touch() => Save(row);

    private VirtualSaved Save(VirtualBranchRow after) => new(row.Version, after);

    private RelationWrite[] Signature(string member, string document, long version) =>
        version > 0 && row.Kind == NodeKind.Virtual ? [new TextSigned(member, document, version, row.Node, now)] : [];

    private bool IsSecretary(Actor actor) => row.Secretary == actor.Member;

    // Who may not even know of more than the register tells gets the same sentence as any member.
    private static Refusal RefuseOther(Actor _) => Rulebook.VirtualLeaderOnly;

    private bool Signs(string document, long version) => texts.Any(t => t.Document == document && t.Version == version);

    private bool SignsRules(long version) => row.Kind == NodeKind.LifeGroup || Signs(SignedText.Rules, version);

    private Refusal? AskPledge(long version) =>
        row.Kind == NodeKind.LifeGroup || Signs(SignedText.Pledge, version) ? null : Rulebook.VirtualTexts;
}
