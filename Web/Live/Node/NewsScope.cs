using Grains.Gatherings;
using Grains.Rules;
using Web.Live.Wire;

namespace Web.Live.Node;

/// <summary>Whom a gathering concerns: those its roster would name, and the officers of its node or above. The same rule freezes the roster.</summary>
public static class NewsScope
{
    /// <summary>How the member stands to it; null where it is not for this member.</summary>
    public static Mine? Of(GatheringCharter charter, Actor actor)
    {
        var officer = Rights.AskOfficer(actor, charter.NodePath) is null;
        var near = actor.Node == charter.Node || (charter.Subtree && actor.Path.StartsWith(charter.NodePath, StringComparison.Ordinal));
        var expected = near && Rights.IsPartyMember(actor.Category);
        var invited = near && charter.Activists && Rights.IsInDevelopment(actor.Category);
        return expected || invited || officer ? new Mine(expected, null, officer) : null;
    }
}
