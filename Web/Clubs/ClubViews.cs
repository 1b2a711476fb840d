namespace Web.Clubs;

/// <summary>Links of a branch or of a club, as the caller may see them: no member.</summary>
/// <param name="Clubs">Of a branch; empty for a club.</param>
/// <param name="Branches">Of a club; empty for a branch.</param>
/// <param name="MayLink">The caller may take clubs on for this branch.</param>
/// <param name="Activity">Of a branch: what counts as its activity this year.</param>
public sealed record ClubLinksView(ClubView[] Clubs, ClubBranchView[] Branches, bool MayLink, ActivityView? Activity);

/// <summary>A club. <paramref name="Held"/>: its gatherings of this year that count; times are Unix milliseconds.</summary>
public sealed record ClubView(string Id, string Name, string Topic, long Since, int Held, long? LastAt);

/// <summary><paramref name="MayEnd"/>: the caller may end the link.</summary>
public sealed record ClubBranchView(string Id, string Name, long Since, bool MayEnd);

/// <summary>Gatherings that were opened this year: the branch's <paramref name="Own"/> and those of its clubs. The sum is the branch's activity.</summary>
public sealed record ActivityView(int Year, int Own, int ByClubs);

/// <summary>What is asked of a link.</summary>
public sealed record ClubRequest(string? RequestId, string? Club);
