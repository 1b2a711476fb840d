using Grains.Gatherings;
using Grains.Gatherings.Polls;
using Grains.Rules;

namespace Grains.Tests.Gatherings;

/// <summary>R15: snapshot + tail equals a fresh snapshot, for every kind of entry, over seeded logs.</summary>
public sealed class RoomFoldTests
{
    private const int Logs = 10_000;
    private const int ShortLog = 30;
    /// <summary>Longer than what a snapshot carries, so that the oldest messages fall out of it.</summary>
    private const int LongLog = 120;
    private static readonly GatheringTerms Terms =
        new(GatheringState.Planned, null, DateTimeOffset.UnixEpoch.AddHours(1), null, 0);

    [Fact]
    public void A_snapshot_and_its_tail_make_the_room_that_the_whole_log_makes()
    {
        var kinds = new HashSet<EntryKind>();
        for (var seed = 0; seed < Logs; seed++)
        {
            var random = new Random(seed);
            var log = Log(random, random.Next(1, seed % 10 == 0 ? LongLog : ShortLog));
            kinds.UnionWith(log.Select(e => e.Kind));
            var cut = random.Next(0, log.Count + 1);
            var whole = RoomState.Before(Terms).Apply(log);
            // The tail overlaps what the snapshot holds, as a resumed stream may.
            var resumed = RoomState.Before(Terms).Apply(log[..cut]).Apply(log[random.Next(0, cut + 1)..]);
            Assert.Equal(Flat(whole), Flat(resumed));
        }

        Assert.Equal(Enum.GetValues<EntryKind>().ToHashSet(), kinds);
    }

    [Fact]
    public void A_missing_entry_is_never_passed_over()
    {
        var log = Log(new Random(1), 10);
        Assert.Throws<InvalidOperationException>(() => RoomState.Before(Terms).Apply([log[0], log[2]]));
    }

    private static List<Entry> Log(Random random, int length)
    {
        var log = new List<Entry>();
        var kinds = Enum.GetValues<EntryKind>();
        for (var seq = 1; seq <= length; seq++)
        {
            var kind = random.Next(3) == 0 ? kinds[random.Next(kinds.Length)] : EntryKind.Message;
            log.Add(new Entry(
                seq, kind, DateTimeOffset.UnixEpoch.AddSeconds(seq), $"m-{random.Next(4)}", "名",
                Target: random.Next(2) == 0 ? random.Next(1, seq + 1) : kind == EntryKind.Hidden ? 1 : null,
                Subject: $"m-{random.Next(4)}", Text: $"t{seq}", Quote: new Quote("名", "引"), Value: random.Next(0, 60),
                Counters: kind == EntryKind.Reactions ? [new ReactionCount(random.Next(1, seq + 1), "👍", random.Next(0, 3))] : null,
                Poll: kind == EntryKind.PollOpened ? new PollForm($"p-{seq}", "题", ["甲", "乙"], 1, random.Next(2) == 0, Electorate.Everyone) : null,
                Tally: random.Next(2) == 0 ? [random.Next(9), random.Next(9)] : null));
        }

        return log;
    }

    private static string Flat(RoomState state) => System.Text.Json.JsonSerializer.Serialize(state);
}
