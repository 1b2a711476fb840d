using Grains.Gatherings;
using Grains.Tests;
using Web.Live;
using Web.Live.Connections;
using Web.Live.Node;
using Web.Live.Rooms;

namespace Web.Tests.Live;

/// <summary>Rooms over the cap: at most so many messages a second live, all of the log by page, and nothing else left out.</summary>
public sealed class DisplayCapTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly LiveMeter _meter = new();
    private readonly LiveOptions _options = new() { WholeRoomMost = 2_000 };
    private readonly FakeGathering _gathering;
    private readonly RelayRoom _room;
    private readonly RelayFan _fan;
    private readonly List<ModelClient> _clients = [];

    public DisplayCapTests()
    {
        _gathering = new FakeGathering(_clock) { Counts = new(3_000, 2_500, 1, 2_400, 9, 3) };
        _gathering.Add(EntryKind.Opened);
        _gathering.Counts = _gathering.Counts with { Inside = 2_400 };
        _room = new RelayRoom(FakeGathering.Id, _clock, new DisplayCap(_options));
        _room.Start(_gathering.Snapshot());
        _fan = new RelayFan(FakeGathering.Id, _room, _clock, _meter);
        _clock.Advance(TimeSpan.FromSeconds(10));
    }

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void A_large_room_gets_ten_messages_a_second_live_and_is_told_where_the_others_stand()
    {
        var reader = Enter("1");

        for (var second = 0; second < 5; second++)
        {
            for (var tick = 0; tick < 4; tick++)
            {
                Say(10);
                Turn(TimeSpan.FromMilliseconds(250));
            }
        }

        Assert.Equal(50, reader.Seen.Count);
        Assert.Equal(150, reader.Log.LeftOut);
        Assert.Equal(_room.Head, reader.Log.Last);
        Assert.Equal(0, reader.Log.Gaps);
    }

    [Fact]
    public void Within_any_second_no_more_than_the_cap_is_shown()
    {
        var cap = new DisplayCap(_options);
        var random = new Random(3);
        var shown = new List<long>();
        var message = new Entry(1, EntryKind.Message, _clock.GetUtcNow(), "m-2");
        for (var now = 0L; now < 60_000; now += random.Next(200))
        {
            if (!cap.LeavesOut(message, 2_001, now))
            {
                shown.Add(now);
            }
        }

        Assert.All(shown, at => Assert.InRange(shown.Count(s => s >= at && s < at + 1_000), 1, _options.ShownASecond));
        Assert.InRange(shown.Count, 300, 600);
    }

    [Fact]
    public void Everything_but_messages_reaches_everyone_also_about_what_was_left_out()
    {
        var reader = Enter("1");
        Say(30);
        var hidden = _gathering.Log.Count;

        Publish(() =>
        {
            _gathering.Add(EntryKind.Hidden, e => e with { Author = "m-1", Target = hidden, Text = "离题" });
            _gathering.Add(EntryKind.Decision, e => e with { Author = "m-1", Text = "同意" });
            _gathering.Add(EntryKind.Muted, e => e with { Author = "m-1", Subject = "m-2" });
            _gathering.Add(EntryKind.Reactions, e => e with { Counters = [new(2, "👍", 3)] });
            _gathering.Add(EntryKind.Closed, e => e with { Author = "m-1" });
        });
        Turn(TimeSpan.FromMilliseconds(250));

        Assert.Equal(["hidden", "decision", "muted", "reactions", "closed"], reader.Seen.Where(static s => s.Kind != "message").Select(static s => s.Kind));
        Assert.Equal(_room.Head, reader.Log.Last);
    }

    [Fact]
    public void An_author_sees_the_own_message_although_others_are_spared_it()
    {
        var (author, other) = (Enter("7"), Enter("1"));
        Say(30);

        Publish(() => _gathering.Add(EntryKind.Message, static e => e with { Author = "m-7", AuthorName = "孙七", ClientId = "mine", Text = "我的话" }));
        Say(5);
        Turn(TimeSpan.FromMilliseconds(250));

        Assert.Contains(author.Seen, static s => s.Text == "我的话");
        Assert.DoesNotContain(other.Seen, static s => s.Text == "我的话");
        Assert.Equal((_room.Head, 0L, 25L), (author.Log.Last, author.Log.Gaps, author.Log.LeftOut));
        Assert.Equal((_room.Head, 0L, 26L), (other.Log.Last, other.Log.Gaps, other.Log.LeftOut));
    }

    [Fact]
    public void Who_comes_back_and_who_asks_again_is_told_all_of_it()
    {
        Say(30);

        var page = _room.Replay(1, 300, whole: true);

        Assert.Equal(_room.Head, page!.Value.Last);
        Assert.Equal(30, System.Text.Json.JsonDocument.Parse(page.Value.Entries).RootElement.GetArrayLength());
    }

    [Theory]
    [InlineData(2_000, 2_000)]
    [InlineData(0, 50_000)]
    public void A_room_within_the_cap_or_with_the_cap_lifted_is_shown_whole(int whole, int inside)
    {
        _options.WholeRoomMost = whole;
        _gathering.Counts = _gathering.Counts with { Inside = inside };
        _room.Take(_gathering.Beat());
        var reader = Enter("1");

        Say(60);
        Turn(TimeSpan.FromMilliseconds(250));

        Assert.Equal(60, reader.Seen.Count);
        Assert.Equal(0, reader.Log.LeftOut);
    }

    private ModelClient Enter(string id)
    {
        var client = new ModelClient(id, _clock);
        client.Enter(_room, _fan);
        _clients.Add(client);
        _fan.Round();
        return client;
    }

    private void Say(int messages) => Publish(() =>
    {
        for (var i = 0; i < messages; i++)
        {
            _gathering.Say($"{i}");
        }
    });

    private void Publish(Action add)
    {
        var after = _gathering.Log.Count;
        add();
        _room.Take(_gathering.Frame(after, _gathering.Log.Count));
    }

    private void Turn(TimeSpan pass)
    {
        _clock.Advance(pass);
        _fan.Round();
        _clients.ForEach(static c => c.Read());
    }
}
