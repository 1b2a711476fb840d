using Grains.Rules;

namespace Web.Api.Views;

/// <summary>How a gathering went, a row a minute.</summary>
public sealed record TimelineView(
    long From, long To, TimelineMinuteView[] Minutes, SpeakersView Speakers, CategoryAttendanceView[] ByCategory);

/// <summary>One minute: what was said, who was inside at its end, who came and went.</summary>
public sealed record TimelineMinuteView(long At, int Messages, int Inside, int Joined, int Left);

/// <summary>Members on the roster by how often they spoke: not at all, once, more than once.</summary>
public sealed record SpeakersView(int None, int One, int More);

/// <summary>Expected and present of one category and relation.</summary>
public sealed record CategoryAttendanceView(Category Category, Relation Relation, int Expected, int Present);
