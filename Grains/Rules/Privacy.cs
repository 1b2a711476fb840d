namespace Grains.Rules;

/// <summary>Who may see that a person belongs to the branch. The names are stored; never rename one.</summary>
public enum Audience
{
    /// <summary>支部成员</summary>
    Members,
    /// <summary>仅负责人: officers of the branch and above.</summary>
    Officers,
    /// <summary>不公开: only the branch's own officers, whose duty attendance and quorum are.</summary>
    Nobody,
}

/// <summary>What a member has chosen. <paramref name="Conflicts"/>: full names from which the membership is hidden, as the member typed them.</summary>
[GenerateSerializer, Immutable, Alias("privacy-settings")]
public sealed record PrivacySettings(
    [property: Id(0)] Audience Audience,
    [property: Id(1)] string[] Conflicts)
{
    public static readonly PrivacySettings Default = new(Audience.Members, []);

    public const int ConflictsMost = 20;
    public const int NameCodePoints = 40;
}

/// <summary>Whose name is about to be shown.</summary>
/// <param name="Path">Path of the node on whose roster the person stands.</param>
public readonly record struct Subject(string Member, string Path);

/// <summary>The one rule by which lists show names (features A10).</summary>
public static class Privacy
{
    /// <summary>
    /// Whether <paramref name="viewer"/> may see the person's name in a list of the organisation. Officers of the very
    /// branch always do: attendance and quorum are their duty. A conflict is hidden from everyone of that name above and
    /// beside it; that it may hit a namesake does no harm, and nobody has to be looked up to name one.
    /// </summary>
    public static bool Shows(Actor viewer, Subject subject, PrivacySettings settings)
    {
        if (viewer.Member == subject.Member || IsOfficerOfTheBranch(viewer, subject.Path))
        {
            return true;
        }

        if (settings.Conflicts.Contains(viewer.Name, StringComparer.Ordinal))
        {
            return false;
        }

        return settings.Audience switch
        {
            Audience.Members => Rights.AskOfficer(viewer, subject.Path) is null || viewer.Path == subject.Path,
            Audience.Officers => Rights.AskOfficer(viewer, subject.Path) is null,
            _ => false,
        };
    }

    /// <summary>
    /// Whether <paramref name="viewer"/> may see the person's name on the roster of a gathering (ADR 14). Who answers for
    /// its attendance and quorum (rules §3) sees everyone on it, whatever they have chosen: the duty is the purpose, and
    /// each look is on record. Who looks from above oversees only, and sees names as in any list; the line itself stays,
    /// so that the sums can be checked.
    /// </summary>
    /// <param name="keeps">The viewer answers for the attendance: <see cref="Gatherings.RosterScope.KeepsAttendance"/>.</param>
    public static bool ShowsOnRoster(Actor viewer, bool keeps, Subject subject, PrivacySettings settings) =>
        keeps || Shows(viewer, subject, settings);

    private static bool IsOfficerOfTheBranch(Actor viewer, string path) =>
        viewer.Offices.Any(o => o.Path == path && Rights.AskOfficer(viewer with { Offices = [o] }, path) is null);
}
