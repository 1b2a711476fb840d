using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Grains.Branches;
using Grains.Consultations;
using Grains.Gateways;
using Grains.Gatherings;
using Grains.Gatherings.Conduct;
using Grains.Gatherings.Floor;
using Grains.Gatherings.Polls;
using Grains.Gatherings.Questions;
using Grains.Points;
using Grains.Rules;
using Grains.Tests;
using Web.Live;
using Web.Live.Connections;
using Web.Live.Rooms;
using Web.Live.Wire;

namespace Web.Tests.Live;

/// <summary>
/// The wire, byte for byte: a change here is a change for every client. Set HUB_GOLDEN to their folder to write them anew, and
/// read the difference before you commit it.
/// </summary>
public sealed class GoldenTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000);
    private static readonly Counts Counts = new(10, 3, 1, 3, 9, 2);
    private static readonly GatheringCharter Charter = FakeGathering.Charter(At);
    private static readonly GatheringTerms Terms = FakeGathering.Terms(At);
    private static readonly Entry Message = new(
        2, EntryKind.Message, At, "m-2", "李二", "c-1", 1, null, "引号 \" 与 <b>", new PictureRef("p-1", 640, 480));

    private static readonly PollForm Poll = new("p-1", "时间", ["周三", "周五"], 1, Anonymous: true, Electorate.Voters);

    public static TheoryData<string> Names => [.. Cases.Keys];

    private static readonly Dictionary<string, Func<string>> Cases = new(StringComparer.Ordinal)
    {
        ["frame"] = () => Frame([Message], counts: true),
        ["frame-left-out"] = () => Frame(
        [
            Message, Message with { Seq = 3, Author = "m-3" }, Message with { Seq = 4, Author = "m-4" }, new(5, EntryKind.Closing, At),
            Message with { Seq = 6, Author = "m-5" }, Message with { Seq = 7 },
        ], counts: false, leftOut: [3, 4, 6, 7], reader: "m-2"),
        ["frame-beat"] = () => Frame([], counts: false),
        ["frame-entries"] = () => Frame(
        [
            new(2, EntryKind.Opened, At), new(3, EntryKind.Hidden, At, "m-1", Target: 9, Text: "离题"),
            new(4, EntryKind.Muted, At, "m-1", Subject: "m-2", Text: "李二"), new(5, EntryKind.Unmuted, At, "m-1", Subject: "m-2", Text: "李二"),
            new(6, EntryKind.SlowMode, At, "m-1", Value: 10), new(7, EntryKind.Reactions, At, Counters: [new(2, "👍", 3)]),
            new(8, EntryKind.Decision, At, "m-1", "王一", Text: "同意"), new(9, EntryKind.Extended, At, "m-1", Value: 1_767_229_200_000),
            new(10, EntryKind.Closing, At), new(11, EntryKind.SummonedAgain, At, "m-1"), new(12, EntryKind.Closed, At, "m-1"),
            new(13, EntryKind.Edited, At, "m-2", "李二", "c-9", 20, Text: "改过的话"),
            new(14, EntryKind.Message, At, "m-2", "李二", "c-8", 21, Quote: new Quote("王一", "原话"), Clip: new ClipRef("p-3", ClipKind.Voice, 12, 40_960)),
            new(15, EntryKind.Message, At, "m-2", "李二", "c-7", Text: "现在的话", EditedAt: At),
        ], counts: false),
        ["frame-polls"] = () => Frame(
        [
            new(2, EntryKind.PollOpened, At, "m-1", "王一", Value: 9, Poll: Poll), new(3, EntryKind.PollTally, At, Target: 2, Value: 4, Tally: [3, 1]),
            new(4, EntryKind.PollTally, At, Target: 2, Value: 5), new(5, EntryKind.PollClosed, At, "m-1", Target: 2, Value: 5, Tally: [3, 2]),
        ], counts: false),
        ["frame-floor"] = () => Frame(
        [
            new(2, EntryKind.HandRaised, At, "m-2", "李二", Value: 30), new(3, EntryKind.OrderRaised, At, "m-3", "张三", Value: 0),
            new(4, EntryKind.HandLowered, At, "m-1", Subject: "m-3"), new(5, EntryKind.FloorGiven, At, "m-1", Subject: "m-2", Text: "李二", Value: 1_767_225_720_000),
            new(6, EntryKind.FloorPaused, At, "m-1", Value: 90_000), new(7, EntryKind.FloorResumed, At, "m-1", Value: 1_767_225_800_000),
            new(8, EntryKind.FloorEnded, At, "m-2", Subject: "m-2"), new(9, EntryKind.FloorRules, At, "m-1", Text: FloorState.FairMode, Value: 120),
        ], counts: false),
        ["frame-questions"] = () => Frame(
        [
            new(2, EntryKind.Question, At, "m-2", "李二", "q-1", Text: "何时开班？"), new(3, EntryKind.QuestionMerged, At, "m-1", Target: 2, Value: 1),
            new(4, EntryKind.QuestionAnswered, At, "m-1", "王一", Target: 2, Text: "下周三"),
        ], counts: false),
        ["frame-appeals"] = () => Frame(
        [
            new(2, EntryKind.Restored, At, "m-4", Target: 1, Text: "原文", Picture: new PictureRef("p-1", 640, 480)),
            new(3, EntryKind.AppealDenied, At, "m-4", Target: 1, Text: "维持"),
            new(4, EntryKind.Restored, At, "m-4", Target: 5, Text: "改过的话", Clip: new ClipRef("p-3", ClipKind.Voice, 12, 40_960), EditedAt: At),
            new(5, EntryKind.PostingRules, At, "m-1", Subject: "b-1", Text: "文明发言", Value: 2),
        ], counts: false),
        ["resync"] = static () => FakeOutlet.Text(Events.Resync(Charter.Id, "e1", Snapshot(), "m-2", officer: false)),
        ["resync-officer"] = static () => FakeOutlet.Text(Events.Resync(Charter.Id, "e1", Snapshot(), "m-1", officer: true)),
        ["roster"] = static () => FakeOutlet.Text(Events.Roster(
            Charter.Id,
            [new(new("m-2", "李二", "第一支部", Category.Probationary, Relation.TemporaryLetter, true, false), Presence.Excused, false, At, 60, 1, "出差")],
            Counts)),
        ["branch"] = static () => FakeOutlet.Text(Events.Branch(new BranchLive("b-1", 7, At))),
        ["news"] = static () => FakeOutlet.Text(Events.News(new GatheringNews("opened", new(Charter, Terms, Counts), null), new Mine(true, null, false))),
        ["points"] = static () => FakeOutlet.Text(Events.Points(Push)),
        ["consultation"] = static () => FakeOutlet.Text(Events.Consultation(Consulted, "m-2"))
            + FakeOutlet.Text(Events.Consultation(Consulted with { Entries = [] }, "m-1")),
        ["notice"] = static () => FakeOutlet.Text(Events.Notice(new Notice("transfer", "t-1"))),
        ["bye"] = static () => string.Concat(ByeCode.All.Select(static code => FakeOutlet.Text(Events.Bye(code, 1_234)))),
        ["answer-ack"] = static () => Answer(new Ack(null, 7, At, "c-1")),
        ["answer-refused"] = static () => Answer(new Ack(Rulebook.PostTooFast, ClientId: "c-1")),
        ["answer-joined-snapshot"] = static () => Answer(new Joined { Seat = Seat(), You = new(true, true, false, At) { Voted = ["p-1"], Reacted = [new(3, "👍")], Appealed = [2] }, Epoch = "e1", Head = 2, Snapshot = Snapshot() }),
        ["answer-joined-resumed"] = static () => Answer(new Joined
        {
            Seat = Seat(), You = new(false, false, true, At), Recovered = true, Epoch = "e1", Head = 2, Entries = [.. "["u8, .. EntryJson.Encode(Message, hidden: true), .. "]"u8],
        }),
        ["answer-hello"] = static () => Answer(new Welcome(Someone.Actor(), At, [Push], [new LiveBrief(new(Charter, Terms, Counts), new Mine(true, Presence.Present, true))])),
        ["answer-replay"] = static () => Answer(new Replayed { Entries = [.. "["u8, .. EntryJson.Encode(Message, hidden: false), .. "]"u8], Head = 2, Epoch = "e1" }),
        ["answer-watch-branch"] = static () => Answer(new BranchWatched(new BranchLive("b-1", 7, At))),
        ["answer-done"] = static () => Answer(new Done()),
    };

    private static PointsPush Push => new(
        new LedgerEntry("m-2", 5, "gathering.attend", 1, Charter.Id + "/2", 3, new DateOnly(2026, 1, 1), At, false), "参加闪聚", "Attended a gathering", 6, 4);

    private static ConsultationPush Consulted => new(
        new ConsultationBrief(
            new ConsultationCharter("q-1", "m-2", "李二", "b-1", "第一支部", ConsultationTopic.Dues, "党费怎么交", At),
            new ConsultationTerms(ConsultationState.Closed, "m-1", "王一", At, At, At, Helped: true),
            4, [new ReadMark("m-1", 3, At), new ReadMark("m-2", 4, At)], Moved: false),
        [
            new(2, ConsultationEntryKind.Message, At, "m-2", "李二", "c-1", Text: "引号 \" 与 <b>", Picture: new PictureRef("p-1", 640, 480)),
            new(3, ConsultationEntryKind.HandedOver, At, "m-1", "王一", Subject: "m-3", SubjectName: "张三"),
            new(4, ConsultationEntryKind.Rated, At, "m-2", "李二", Value: 1),
        ]);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_wire_is_as_written_down(string name)
    {
        var actual = Cases[name]().Replace("\u001e", "\n", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("HUB_GOLDEN") is { } folder)
        {
            File.WriteAllText(Path.Combine(folder, $"{name}.json"), actual);
        }

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Live", "golden", $"{name}.json")), actual);
    }

    [Fact]
    public void The_protocol_names_every_method_event_and_bye_code()
    {
        var protocol = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "protocol.md"));
        var methods = typeof(ActivityHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(static m => m.Name);

        Assert.All(methods.Concat(Events.Names), name => Assert.Contains($"| `{name}` |", protocol, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<ConsultationEntryKind>(), kind => Assert.Contains($"`{JsonNamingPolicy.CamelCase.ConvertName(kind)}`", protocol, StringComparison.Ordinal));
        Assert.All(ByeCode.All, code => Assert.Contains($"`{code.Code}`", protocol, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<EntryKind>(), kind => Assert.Contains($"`{JsonNamingPolicy.CamelCase.ConvertName(kind)}`", protocol, StringComparison.Ordinal));
    }

    private static string Frame(Entry[] entries, bool counts, long[]? leftOut = null, string? reader = null)
    {
        var ring = new RelayRing();
        ring.Reset(1);
        foreach (var entry in entries)
        {
            ring.Add(entry, 0, leftOut?.Contains(entry.Seq) ?? false);
        }

        return FakeOutlet.Text(new FrameWriter(Charter.Id).Encode(ring, "e1", 1, ring.Head, counts ? Counts : null, At, reader).Message);
    }

    private static SharedSnapshot Snapshot() => SharedSnapshot.Of(
        Charter, Terms,
        new RoomState(2, GatheringState.Open, Terms.ClosesAt, 10, [new("m-2", "李二")],
            [new Entry(1, EntryKind.Decision, At, "m-1", "王一", "d-1", Text: "同意")],
            [new RoomMessage(Message, true, [], 0) { Why = "离题" }, new RoomMessage(Message with { Seq = 3 }, false, [new(3, "👍", 2)], 1)])
        {
            Polls = [new PollState(new(4, EntryKind.PollOpened, At, "m-1", "王一", Value: 9, Poll: Poll), 5, [3, 2], Closed: true)],
            Rules = new PostingRules("b-1", 2, "文明发言"),
            Floor = new FloorState([new Hand(5, "m-3", "张三", true, 0)], new Speaker("m-2", "李二", At, null, 90_000, true), Fair: true, Seconds: 120),
            Questions = [new QuestionState(new(6, EntryKind.Question, At, "m-2", "李二", "q-1", Text: "何时开班？"), false, 3, 2, true, "下周三")],
        },
        Counts);

    private static RelaySeat Seat() => new(Someone.Connection(new FakeOutlet("2"), new FakeClock()), Charter.Id, officer: false);

    private static string Answer(IHubAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, HubJson.Writer))
        {
            new HubAnswerConverter().Write(writer, answer, JsonSerializerOptions.Default);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
