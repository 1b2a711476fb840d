using Grains.Gatherings.Conduct;
using Grains.Journal;
using Grains.Rules;
using Grains.Text;

namespace Grains.Gatherings;

/// <summary>Posting rules: who has not accepted the version that holds here cannot post yet.</summary>
internal sealed partial class Room
{
    private readonly HashSet<(string Node, int Version, string Member)> _consents = [];
    private PostingRules? _standing;
    private int _ownVersion;

    /// <summary>What is stored beside the log.</summary>
    public void Load(RulesRows rows)
    {
        (_standing, _ownVersion) = (rows.Current, rows.OwnVersion);
        foreach (var consent in rows.Consents)
        {
            _consents.Add((consent.Node, consent.Version, consent.Member));
        }
    }

    /// <summary>The rules that hold when the room opens are its second entry.</summary>
    private void TellRules(Draft draft)
    {
        if (_standing is { } rules)
        {
            Write(draft, new Entry(draft.NextSeq, EntryKind.PostingRules, draft.At, Subject: rules.Node, Text: rules.Text, Value: rules.Version));
        }
    }

    private bool HasAccepted(string member) =>
        _fold.Rules is not { } rules || _consents.Contains((rules.Node, rules.Version, member));

    private RoomAnswer DecideRules(SetPostingRules set, Draft draft)
    {
        var text = PlainText.Clean(set.Text, lines: true);
        if (PlainText.CodePoints(text) is 0 or > RoomLimits.RulesCodePoints)
        {
            return Refuse(Rulebook.RulesText);
        }

        // A retry after a lost answer is no new version.
        if (_fold.Rules is { } standing && standing.Node == Charter.Node && standing.Text == text)
        {
            return Done with { At = draft.At };
        }

        var rules = new PostingRules(Charter.Node, ++_ownVersion, text);
        draft.Add(new RulesFact(rules, set.By.Member, draft.At));
        Consent(draft, rules, set.By.Member);
        return Order(
            draft, new Entry(draft.NextSeq, EntryKind.PostingRules, draft.At, set.By.Member, Subject: rules.Node, Text: text, Value: rules.Version), AuditActions.RoomPostingRules);
    }

    private RoomAnswer DecideAccept(AcceptRules accept, Draft draft)
    {
        if (!Knows(accept.By))
        {
            return Refuse(Rulebook.NotFound);
        }

        if (_fold.Rules is not { } rules || rules.Version != accept.Version)
        {
            return Refuse(Rulebook.RulesVersion);
        }

        if (!HasAccepted(accept.By.Member))
        {
            Consent(draft, rules, accept.By.Member);
        }

        return Done with { At = draft.At };
    }

    private void Consent(Draft draft, PostingRules rules, string member)
    {
        draft.Add(new ConsentFact(rules.Node, rules.Version, member, draft.At));
        _consents.Add((rules.Node, rules.Version, member));
    }
}
