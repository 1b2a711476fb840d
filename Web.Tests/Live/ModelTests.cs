using System.Text.Json;
using Bench.Client;
using Grains.Gatherings;
using Grains.Tests;
using Web.Live.Connections;
using Web.Live.Node;
using Web.Live.Rooms;
using Web.Live.Wire;
using Web.Tests.Support;

namespace Web.Tests.Live;

/// <summary>
/// R15 and R21: a seeded world of one log, one room, and clients that come, go, stall and return, while frames are
/// lost, doubled and reordered. Whatever happens, every client ends with the room that a fresh snapshot shows, having
/// taken each entry once and in order.
/// </summary>
[Collection(Alone.Name)]
public sealed class ModelTests
{
    private static readonly EntryKind[] Kinds = Enum.GetValues<EntryKind>();

    [Fact]
    public void R15_R21_snapshot_and_tail_equal_a_fresh_snapshot_in_a_few_worlds() => Run(0, 300);

    [Fact]
    [Trait("Category", "Slow")]
    public void R15_R21_snapshot_and_tail_equal_a_fresh_snapshot_in_ten_thousand_worlds() => Run(300, 10_000);

    private static void Run(int first, int count)
    {
        using var meter = new LiveMeter();
        Parallel.For(first, first + count, seed => new World(seed, meter).Run());
    }

    private sealed class World(int seed, LiveMeter meter)
    {
        private readonly Random _random = new(seed);
        private readonly FakeClock _clock = new();
        private readonly List<Client> _clients = [];
        private readonly List<RoomFrame> _underway = [];

        public void Run()
        {
            var gathering = new FakeGathering(_clock);
            gathering.Add(EntryKind.Opened);
            Grow(gathering, _random.Next(8));
            var room = new RelayRoom(FakeGathering.Id, _clock);
            room.Start(gathering.Snapshot());
            var fan = new RelayFan(FakeGathering.Id, room, _clock, meter);
            for (var step = 0; step < 12; step++)
            {
                var head = gathering.Log.Count;
                Grow(gathering, 1 + _random.Next(4));
                Publish(gathering, head);
                Deliver(gathering, room);
                Move(room, fan);
                _clock.Advance(TimeSpan.FromMilliseconds(_random.Next(300)));
                fan.Round();
            }

            // Calm: everything under way arrives or is healed, everyone reads again.
            Heal(gathering, room, gathering.Beat());
            foreach (var client in _clients)
            {
                client.Return(room, fan, gathering);
            }

            for (var i = 0; i < 6; i++)
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                fan.Round();
            }

            var fresh = new RoomModel();
            fresh.Replace(Parse(SharedSnapshot.Of(FakeGathering.Charter(_clock.GetUtcNow()), Terms(gathering), gathering.State(gathering.Log.Count), gathering.Counts)));
            foreach (var client in _clients)
            {
                client.Read();
                Assert.True(client.Log.Last == gathering.Log.Count, $"seed {seed}: {client.Log.Last} of {gathering.Log.Count}");
                Assert.True(client.Log.Gaps == 0 && client.Log.Repeated == 0, $"seed {seed}: {client.Log.Gaps} gaps, {client.Log.Repeated} repeated");
                Assert.True(client.Model.ToString() == fresh.ToString(), $"seed {seed}: {Difference(client.Model, fresh)}");
            }
        }

        private static string Difference(RoomModel actual, RoomModel fresh) => actual.ToString().Split('\n').Zip(fresh.ToString().Split('\n'))
            .Where(static pair => pair.First != pair.Second).Select(static pair => $"'{pair.First}' where '{pair.Second}' was expected").FirstOrDefault("a different length");

        private static GatheringTerms Terms(FakeGathering gathering)
        {
            var state = gathering.State(gathering.Log.Count);
            return FakeGathering.Terms(default) with { State = state.State, ClosesAt = state.ClosesAt };
        }

        public static JsonElement Parse(SharedSnapshot snapshot) => JsonDocument.Parse(
            HubJson.Encode(snapshot, static (writer, s) => s.WriteTo(writer, "m-x", officer: true))).RootElement;

        private void Grow(FakeGathering gathering, int entries)
        {
            for (var i = 0; i < entries; i++)
            {
                var kind = _random.Next(2) == 0 ? EntryKind.Message : Kinds[_random.Next(Kinds.Length)];
                var target = 1 + _random.Next(gathering.Log.Count);
                gathering.Add(kind, e => kind switch
                {
                    EntryKind.Message => e with { Author = "m-1", AuthorName = "一", ClientId = $"c-{e.Seq}", Text = $"文 {e.Seq}", Target = _random.Next(3) == 0 ? target : null },
                    EntryKind.Hidden => e with { Author = "m-2", Target = target, Text = "理由" },
                    EntryKind.Muted or EntryKind.Unmuted => e with { Author = "m-2", Subject = $"m-{_random.Next(3)}", Text = "名" },
                    EntryKind.SlowMode => e with { Author = "m-2", Value = _random.Next(61) },
                    EntryKind.Reactions => e with { Counters = [new ReactionCount(target, RoomLimits.Emoji[_random.Next(6)], _random.Next(3))] },
                    EntryKind.Decision => e with { Author = "m-2", AuthorName = "二", Text = $"决定 {e.Seq}" },
                    EntryKind.Extended => e with { Author = "m-2", Value = 1_800_000_000_000 + _random.Next(1_000) },
                    _ => e,
                });
            }
        }

        private void Publish(FakeGathering gathering, long after)
        {
            var frame = gathering.Frame(after, gathering.Log.Count);
            for (var copies = _random.Next(5) switch { 0 => 0, 1 => 2, _ => 1 }; copies > 0; copies--)
            {
                _underway.Insert(_random.Next(4) == 0 ? 0 : _underway.Count, frame);
            }
        }

        private void Deliver(FakeGathering gathering, RelayRoom room)
        {
            while (_underway.Count > 0 && _random.Next(4) != 0)
            {
                var frame = _underway[0];
                _underway.RemoveAt(0);
                Heal(gathering, room, frame);
            }
        }

        private void Heal(FakeGathering gathering, RelayRoom room, RoomFrame frame)
        {
            // The read may come late, or find another frame has closed the gap.
            if (room.Take(frame) == Took.Gap && (_random.Next(3) == 0 || frame.Entries.Length == 0))
            {
                room.Take(gathering.Entries("", room.Head, 300, default).Result);
            }
        }

        private void Move(RelayRoom room, RelayFan fan)
        {
            if (_clients.Count < 4 && _random.Next(3) == 0)
            {
                var client = new Client($"{_clients.Count}", _clock);
                client.Enter(room, fan);
                _clients.Add(client);
            }

            foreach (var client in _clients)
            {
                switch (_random.Next(8))
                {
                    case 0:
                        client.Outlet.Hold();
                        break;
                    case 1:
                        client.Outlet.Release();
                        break;
                    case 2:
                        client.Outlet.Release();
                        client.Leave(fan);
                        client.Enter(room, fan);
                        break;
                }
            }
        }
    }

    /// <summary>One device: its socket, its seat, its log and the room it shows.</summary>
    private sealed class Client
    {
        private readonly LiveConnection _connection;
        private RelaySeat? _seat;
        private int _read;

        public Client(string id, TimeProvider time)
        {
            Outlet = new FakeOutlet(id);
            _connection = Someone.Connection(Outlet, time);
            Log = new RoomLog(FakeGathering.Id) { Applied = Model.Apply, Replaced = Model.Replace };
        }

        public FakeOutlet Outlet { get; }
        public RoomModel Model { get; } = new();
        public RoomLog Log { get; }

        public void Enter(RelayRoom room, RelayFan fan)
        {
            Read();
            _seat = new RelaySeat(_connection, FakeGathering.Id, officer: true) { Ready = true };
            if (Log.Position is { } last && room.Knows(Log.Epoch, last) && room.Replay(last, RelayRoom.ResumeMost, whole: true) is { } page)
            {
                (_seat.Cursor, _seat.Generation) = (page.Last, page.Generation);
                Log.Joined(JsonDocument.Parse($$"""{"recovered":true,"epoch":"{{room.Epoch}}","entries":{{System.Text.Encoding.UTF8.GetString(page.Entries)}}}""").RootElement);
            }
            else
            {
                var (snapshot, generation) = room.Snapshot();
                (_seat.Cursor, _seat.Generation) = (snapshot.State.Head, generation);
                Log.Joined(JsonDocument.Parse($$"""{"recovered":false,"epoch":"{{room.Epoch}}","snapshot":{{World.Parse(snapshot).GetRawText()}}}""").RootElement);
            }

            fan.Add(_seat);
        }

        public void Leave(RelayFan fan)
        {
            _seat!.Left = true;
            fan.Remove();
        }

        public void Return(RelayRoom room, RelayFan fan, FakeGathering gathering)
        {
            Outlet.Release();
            while (room.Head < gathering.Log.Count)
            {
                room.Take(gathering.Entries("", room.Head, 300, default).Result);
            }

            fan.Round();
        }

        public void Read()
        {
            for (; _read < Outlet.Written.Count; _read++)
            {
                var message = Outlet.Written[_read];
                var body = FakeOutlet.Argument(message);
                if (message.GetProperty("target").GetString() == "resync")
                {
                    Log.Resync(body);
                }
                else
                {
                    Log.Frame(body);
                }
            }
        }
    }
}
