namespace Grains.Gatherings;

/// <summary>Writes the draft of the minutes from what the room knows: figures, decisions, and the posts that drew most.</summary>
internal static class MinutesDraft
{
    public const int TopPosts = 5;
    public const int RemarksCodePoints = 2_000;

    public static MinutesVersion Write(Room room)
    {
        var speakers = room.Attendance.People.Count(p => p.Messages > 0);
        var body = new MinutesBody(
            room.Counts, room.Terms.OpenedAt!.Value, room.Terms.ClosedAt!.Value,
            room.Posting.Messages, speakers,
            [.. room.Decisions.Select(d => d.Text!)],
            room.Posting.Top(room.Reactions.Totals().ToDictionary(t => t.Seq, t => t.Count), TopPosts), Remarks: "");
        return new MinutesVersion(1, room.Terms.ClosedAt.Value, body, SignedBy: null, SignedByName: null, SignedAt: null, Reason: null);
    }
}
