using Grains.Gatherings;

namespace Web.Api.Views;

/// <summary>A summons. <paramref name="Id"/> is the caller's own, so that a retry opens the gathering once.</summary>
/// <param name="Minutes">Length, 5–240; 30 where absent.</param>
/// <param name="OpensAt">Unix milliseconds, up to 30 days ahead; now where absent.</param>
public sealed record SummonRequest(
    string? Id, string? Node, bool Subtree, GatheringType? Type, string? Topic, bool Activists, int? Minutes, long? OpensAt);

/// <summary>A page of the log and the seq of the last entry there is.</summary>
public sealed record LogView(EntryView[] Entries, long Head);

/// <summary>请假 for oneself, with a reason of at most 200 code points.</summary>
public sealed record ExcuseRequest(string? Reason);

/// <summary>The member's own attendance at one gathering; <paramref name="Share"/> is 0–1 of its length.</summary>
public sealed record OwnAttendanceView(
    string Gathering, string Topic, long OpenedAt, int Seconds, double Share, Presence Presence);

/// <summary>What a message said, oldest first; the last is what it says now.</summary>
public sealed record VersionsView(VersionView[] Versions);

public sealed record VersionView(string Text, long At);

/// <summary>A picture that was taken in.</summary>
public sealed record MediaView(string Media, int Width, int Height);

/// <summary>A recording that was taken in.</summary>
public sealed record ClipView(string Media, ClipKind Kind, int Seconds, long Bytes);
