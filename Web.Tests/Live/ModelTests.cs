using System.Text.Json;
using Bench.Client;
using Grains.Gatherings;
using Grains.Gatherings.Floor;
using Grains.Gatherings.Polls;
using Grains.Rules;
using Grains.Tests;
using Web.Live.Connections;
using Web.Live.Node;
using Web.Live.Rooms;
using Web.Live.Wire;
using Web.Tests.Faults;
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
    public void R15_R21_snapshot_and_tail_equal_a_fresh_snapshot_in_ten_thousand_worlds() => Run(300 + Rounds.Seed, Rounds.Count(10_000));

    private static void Run(int first, int count)
    {
        using var meter = new LiveMeter();
        Parallel.For(first, first + count, seed => new World(seed, meter).Run());
    }

    private sealed class World(int seed, LiveMeter meter)
    {
        private readonly Random _random = new(seed);
        private readonly FakeClock _clock = new();
        private readonly List<ModelClient> _clients = [];
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
            fresh.Replace(ModelClient.Parse(SharedSnapshot.Of(FakeGathering.Charter(_clock.GetUtcNow()), Terms(gathering), gathering.State(gathering.Log.Count), gathering.Counts)));
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

        private void Grow(FakeGathering gathering, int entries)
        {
            for (var i = 0; i < entries; i++)
            {
                var kind = _random.Next(2) == 0 ? EntryKind.Message : Kinds[_random.Next(Kinds.Length)];
                var target = 1 + _random.Next(gathering.Log.Count);
                gathering.Add(kind, e => kind switch
                {
                    EntryKind.Message => e with { Author = "m-1", AuthorName = "一", ClientId = $"c-{e.Seq}", Text = $"文 {e.Seq}", Target = _random.Next(3) == 0 ? target : null },
                    // What was restored is never hidden again.
                    EntryKind.Hidden => e with { Author = "m-2", Target = gathering.Log.Exists(r => r.Kind == EntryKind.Restored && r.Target == target) ? null : target, Text = "理由" },
                    EntryKind.Restored => AnyOf(gathering, EntryKind.Hidden) is { } hidden && gathering.Log[(int)hidden - 1].Target is { } back
                        ? e with { Author = "m-2", Target = back, Text = (gathering.Log.FindLast(edit => edit.Kind == EntryKind.Edited && edit.Target == back) ?? gathering.Log[(int)back - 1]).Text }
                        : e,
                    EntryKind.PostingRules => e with { Subject = "b-1", Value = e.Seq, Text = $"规则 {e.Seq}" },
                    EntryKind.AppealDenied => e with { Author = "m-2", Target = target, Text = "维持" },
                    EntryKind.Edited => e with { Author = "m-1", AuthorName = "一", Target = AnyOf(gathering, EntryKind.Message), Text = $"改 {e.Seq}" },
                    EntryKind.Muted or EntryKind.Unmuted => e with { Author = "m-2", Subject = $"m-{_random.Next(3)}", Text = "名" },
                    EntryKind.SlowMode => e with { Author = "m-2", Value = _random.Next(61) },
                    EntryKind.Reactions => e with { Counters = [new ReactionCount(target, RoomLimits.Emoji[_random.Next(6)], _random.Next(3))] },
                    EntryKind.Decision => e with { Author = "m-2", AuthorName = "二", Text = $"决定 {e.Seq}" },
                    EntryKind.PollOpened => e with { Author = "m-2", Value = 9, Poll = new PollForm($"p-{e.Seq}", "题", ["甲", "乙"], 1, _random.Next(2) == 0, Electorate.Voters) },
                    EntryKind.PollTally or EntryKind.PollClosed => e with { Target = AnyOf(gathering, EntryKind.PollOpened), Value = _random.Next(9), Tally = _random.Next(2) == 0 ? [_random.Next(9), 0] : null },
                    EntryKind.HandRaised or EntryKind.OrderRaised => e with { Author = $"m-{_random.Next(4)}", AuthorName = "举", Value = _random.Next(90) },
                    EntryKind.HandLowered => e with { Subject = $"m-{_random.Next(4)}" },
                    EntryKind.FloorGiven => e with { Author = "m-2", Subject = $"m-{_random.Next(4)}", Text = "举", Value = _random.Next(2) == 0 ? 1_800_000_000_000 : null },
                    EntryKind.FloorPaused or EntryKind.FloorResumed => e with { Author = "m-2", Value = _random.Next(2) == 0 ? 1_800_000_000_500 : null },
                    EntryKind.FloorRules => e with { Author = "m-2", Value = _random.Next(900), Text = _random.Next(2) == 0 ? FloorState.FairMode : null },
                    EntryKind.Question => e with { Author = "m-1", AuthorName = "一", ClientId = $"c-{e.Seq}", Text = $"问 {e.Seq}" },
                    EntryKind.QuestionMerged => e with { Target = AnyOf(gathering, EntryKind.Question), Value = target },
                    EntryKind.QuestionAnswered => e with { Target = AnyOf(gathering, EntryKind.Question), Text = _random.Next(2) == 0 ? "答" : null },
                    EntryKind.Extended => e with { Author = "m-2", Value = 1_800_000_000_000 + _random.Next(1_000) },
                    _ => e,
                });
            }
        }

        private long? AnyOf(FakeGathering gathering, EntryKind kind)
        {
            var seqs = gathering.Log.Where(e => e.Kind == kind).Select(static e => e.Seq).ToArray();
            return seqs.Length > 0 ? seqs[_random.Next(seqs.Length)] : null;
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
                var client = new ModelClient($"{_clients.Count}", _clock);
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
}
