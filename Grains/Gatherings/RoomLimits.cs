namespace Grains.Gatherings;

/// <summary>Limits of a room (features.md "Limits", design §5). Those a tenant may change are in <see cref="RoomOptions"/>.</summary>
public static class RoomLimits
{
    public const int TextCodePoints = 2_000;
    public const int TopicCodePoints = 100;
    public const int DecisionCodePoints = 500;
    public const int ReasonCodePoints = 200;
    public const int ClientIdLength = 64;
    public const int SlowSecondsMost = 60;
    public const int BatchCommands = 256;
    /// <summary>Messages that a snapshot carries.</summary>
    public const int SnapshotMessages = 50;
    public const int ReplyDepth = 4;
    /// <summary>UTF-16 units that a reply carries of what it answers, and that the minutes quote of a post.</summary>
    public const int QuoteLength = 120;
    /// <summary>Seconds of a recording.</summary>
    public const int ClipSeconds = 60;
    public const int RosterPage = 200;
    /// <summary>Polls of one gathering, prepared ones included.</summary>
    public const int PollsMost = 20;
    public const int PollTitleCodePoints = 100;
    public const int PollOptionsMost = 10;
    public const int PollOptionCodePoints = 60;
    /// <summary>Messages that one member may flag in a gathering.</summary>
    public const int FlagsMost = 20;
    public const int RulesCodePoints = 1_000;
    public const int AppealCodePoints = 500;
    public const int HandsMost = 200;
    public const int FloorSecondsMost = 900;
    public const int QuestionsMost = 100;
    public const int QuestionCodePoints = 200;
    public const int AnswerCodePoints = 500;
    /// <summary>The emoji a member may react with; a closed set keeps counters small.</summary>
    public static readonly string[] Emoji = ["👍", "❤️", "👏", "🙏", "😄", "❓"];

    public static readonly TimeSpan DefaultLength = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan LongestLength = TimeSpan.FromHours(4);
    public static readonly TimeSpan WarnBefore = TimeSpan.FromMinutes(5);
    /// <summary>A device that was lost and comes back within this never left.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(15);
    /// <summary>After a restart of the room's host, devices have this long to come back as if they had never left.</summary>
    public static readonly TimeSpan ReturnAfterCrash = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan RelayLease = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    /// <summary>How often a live room stores that it is alive: the most by which a crash shortens an interval.</summary>
    public static readonly TimeSpan AliveEvery = TimeSpan.FromSeconds(5);
    /// <summary>How long an author may change what was said.</summary>
    public static readonly TimeSpan EditWithin = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan SummonAgainEvery = TimeSpan.FromMinutes(1);
}

/// <summary>Settings of a room; a benchmark may lift them and says so.</summary>
public sealed class RoomOptions
{
    /// <summary>Messages a member may send per second once the burst is spent. Default 1; 0 lifts the limit.</summary>
    public double MemberRate { get; set; } = 1;
    /// <summary>Messages a member may send at once. Default 3.</summary>
    public int MemberBurst { get; set; } = 3;
    /// <summary>Messages a second in one room before it refuses with <c>room.busy</c>. Default 50; 0 lifts the limit.</summary>
    public double RoomRate { get; set; } = 50;
    /// <summary>Share of the session a member must have been inside to count as attended. Default 0.6.</summary>
    public double AttendedShare { get; set; } = 0.6;
}
