namespace Grains.Consultations;

/// <summary>Limits of a consultation; texts of messages have those of a room.</summary>
public static class ConsultationLimits
{
    public const int SubjectCodePoints = 100;
    /// <summary>Consultations of one member that are not closed.</summary>
    public const int OpenMost = 5;
    /// <summary>Messages of one person in one consultation and minute.</summary>
    public const int MessagesAMinute = 20;
    /// <summary>Entries of one consultation; what goes on beyond is asked anew.</summary>
    public const int EntriesMost = 2_000;
}

/// <summary>A tenant's policy on consultations.</summary>
public sealed class ConsultationOptions
{
    /// <summary>
    /// Within what time a member should have a first reply. Default 24 hours: the promise of consultation round the
    /// clock. It refuses nothing: past it the waiting list warns, and the branch's figures count it as late.
    /// </summary>
    public TimeSpan FirstReplyLimit { get; set; } = TimeSpan.FromHours(24);
}
