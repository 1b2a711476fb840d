using System.Text.Json;
using Bench.Client;
using Web.Live.Connections;
using Web.Live.Rooms;
using Web.Live.Wire;

namespace Web.Tests.Live;

/// <summary>One device: its socket, its seat, its log and the room it shows.</summary>
internal sealed class ModelClient
{
    private readonly LiveConnection _connection;
    private readonly string _gathering;
    private RelaySeat? _seat;
    private int _read;

    public ModelClient(string id, TimeProvider time, string gathering = FakeGathering.Id)
    {
        _gathering = gathering;
        Outlet = new FakeOutlet(id);
        _connection = Someone.Connection(Outlet, time);
        Log = new RoomLog(gathering) { Applied = Apply, Replaced = Model.Replace };
    }

    public FakeOutlet Outlet { get; }
    public RoomModel Model { get; } = new();
    public RoomLog Log { get; }
    /// <summary>Every entry applied one by one, with what it showed: what came inside a snapshot is not here.</summary>
    public List<(long Seq, string Kind, string? Text)> Seen { get; } = [];

    public void Enter(RelayRoom room, RelayFan fan)
    {
        Read();
        _seat = new RelaySeat(_connection, _gathering, officer: true) { Ready = true };
        if (Log.Position is { } last && room.Knows(Log.Epoch, last) && room.Replay(last, RelayRoom.ResumeMost, whole: true) is { } page)
        {
            (_seat.Cursor, _seat.Generation) = (page.Last, page.Generation);
            Log.Joined(JsonDocument.Parse($$"""{"recovered":true,"epoch":"{{room.Epoch}}","entries":{{System.Text.Encoding.UTF8.GetString(page.Entries)}}}""").RootElement);
        }
        else
        {
            var (snapshot, generation) = room.Snapshot();
            (_seat.Cursor, _seat.Generation) = (snapshot.State.Head, generation);
            Log.Joined(JsonDocument.Parse($$"""{"recovered":false,"epoch":"{{room.Epoch}}","snapshot":{{Parse(snapshot).GetRawText()}}}""").RootElement);
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

    private void Apply(JsonElement entry)
    {
        Seen.Add((entry.GetProperty("s").GetInt64(), entry.GetProperty("k").GetString()!, entry.TryGetProperty("text", out var text) ? text.GetString() : null));
        Model.Apply(entry);
    }

    public static JsonElement Parse(SharedSnapshot snapshot) => JsonDocument.Parse(
        HubJson.Encode(snapshot, static (writer, s) => s.WriteTo(writer, "m-x", officer: true))).RootElement;
}
