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
        var officer = RosterScope.IsOfficer(charter, actor);
        var expected = RosterScope.Covers(charter, actor);
        return expected is not null || officer ? new Mine(expected == true, null, officer) : null;
    }
}
