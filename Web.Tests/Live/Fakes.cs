using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Grains.Branches;
using Grains.Gateways;
using Grains.Gatherings;
using Grains.Gatherings.Conduct;
using Grains.Gatherings.Flags;
using Grains.Gatherings.Polls;
using Grains.Members;
using Grains.Operations;
using Grains.Points;
using Grains.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Web.Live;
using Web.Live.Connections;
using Web.Live.Node;
using Web.Live.Rooms;
using Web.Live.Sockets;

namespace Web.Tests.Live;

/// <summary>A connection that keeps what it is given and may be held up.</summary>
public sealed class FakeOutlet(string id) : Outlet
{
    private readonly Channel<JsonElement> _written = Channel.CreateUnbounded<JsonElement>();
    private TaskCompletionSource? _stuck;

    public override string Id => id;
    public bool Aborted { get; private set; }
    /// <summary>False: takes bytes and forgets them, at no cost.</summary>
    public bool Keeps { get; init; } = true;
    public List<JsonElement> Written { get; } = [];

    public IEnumerable<JsonElement> Frames => Written.Where(static w => w.GetProperty("target").GetString() == "frame").Select(Argument);

    public static JsonElement Argument(JsonElement message) => message.GetProperty("arguments")[0];

    public override ValueTask WriteAsync(ReadyMessage message)
    {
        if (Keeps)
        {
            var json = Parse(message);
            Written.Add(json);
            _written.Writer.TryWrite(json);
        }

        return _stuck is null ? default : new ValueTask(_stuck.Task);
    }

    public override void Abort() => Aborted = true;

    public void Hold() => _stuck ??= new TaskCompletionSource();

    public void Release()
    {
        var stuck = _stuck;
        _stuck = null;
        stuck?.SetResult();
    }

    public async Task<JsonElement> NextAsync() => await _written.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    public static string Text(ReadyMessage message) =>
        Encoding.UTF8.GetString(message.Payload.Span);

    public static JsonElement Parse(ReadyMessage message) => JsonDocument.Parse(Text(message).TrimEnd('\u001e')).RootElement;
}

/// <summary>A gathering without a grain: a log, and what a grain and a store tell of it.</summary>
public sealed class FakeGathering(TimeProvider time) : IGatheringGrain, IGatheringStore
{
    public const string Id = "g-0123456789abcdefghijkl";

    private readonly DateTimeOffset _openedAt = time.GetUtcNow();

    public List<Entry> Log { get; } = [];
    public string Epoch { get; set; } = "e1";
    public long Incarnation { get; set; } = 1;
    public Counts Counts { get; set; } = new(10, 3, 1, 3, 9, 3);
    public int Reads { get; private set; }
    public int Subscriptions { get; private set; }
    public List<RoomCommand> Commands { get; } = [];
    public Func<RoomCommand[], Task<RoomAnswer[]>>? OnSubmit { get; set; }
    public IRelayObserver? Relay { get; private set; }

    public static GatheringCharter Charter(DateTimeOffset at) =>
        new(Id, "b-1", "/b-1/", "第一支部", true, GatheringType.Flash, "主题", false, "m-1", "王一", at, at);

    public static GatheringTerms Terms(DateTimeOffset at) => new(GatheringState.Open, at, at.AddMinutes(30), null, 0);

    public Entry Add(EntryKind kind, Func<Entry, Entry>? with = null)
    {
        var entry = new Entry(Log.Count + 1, kind, time.GetUtcNow());
        Log.Add(with is null ? entry : with(entry));
        return Log[^1];
    }

    public Entry Say(string text) => Add(EntryKind.Message, e => e with { Author = "m-2", AuthorName = "李二", ClientId = $"c-{e.Seq}", Text = text });

    public RoomState State(long head) => RoomState.Before(Terms(_openedAt)).Apply([.. Log.Take((int)head)]);

    public RoomSnapshot Snapshot() => new(Charter(_openedAt), Epoch, State(Log.Count), Counts, Incarnation);

    /// <summary>A frame with the entries of a range, as published when the last of them was the head.</summary>
    public RoomFrame Frame(long after, long last) =>
        new(Id, Epoch, last, [.. Log.Skip((int)after).Take((int)(last - after))], Counts, [], time.GetUtcNow(), Incarnation);

    public RoomFrame Beat() => Frame(Log.Count, Log.Count);

    public Task<RoomSnapshot?> Subscribe(string node, IRelayObserver relay)
    {
        Relay = relay;
        Subscriptions++;
        return Task.FromResult<RoomSnapshot?>(Snapshot());
    }

    public Task<RoomAnswer[]> Submit(string node, RoomCommand[] commands)
    {
        lock (Commands)
        {
            Commands.AddRange(commands);
        }

        return OnSubmit?.Invoke(commands) ?? Task.FromResult(Array.ConvertAll(commands, _ =>
            new RoomAnswer(null, Entrance: new EntranceView(false, true, true, time.GetUtcNow()))));
    }

    public Task<IReadOnlyList<Entry>> Entries(string gathering, long after, int count, CancellationToken cancellation)
    {
        Reads++;
        return Task.FromResult<IReadOnlyList<Entry>>([.. Log.Skip((int)after).Take(count)]);
    }

    public Task Unsubscribe(string node) => Task.CompletedTask;

    public Task<SummonAnswer> Summon(Actor by, GatheringCharter charter, TimeSpan length) => throw new NotSupportedException();
    public Task<RosterPage> Roster(string? after, int count, Presence? only) => throw new NotSupportedException();
    public Task<SignAnswer> Sign(Actor by, int version, string remarks, string? reason) => throw new NotSupportedException();
    public Task Tick() => throw new NotSupportedException();
    public Task<bool> Create(GatheringCharter charter, GatheringTerms terms, string epoch, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<GatheringRow?> Take(string gathering, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<IReadOnlyList<RosterLine>> Freeze(GatheringCharter charter, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<IReadOnlyList<AttendanceMark>> Marks(string gathering, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<IReadOnlyList<Excuse>> Excuses(string gathering, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<IReadOnlyList<ReactionFact>> Reactions(string gathering, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<PollRows> Polls(string gathering, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<RulesRows> PostingRules(GatheringCharter charter, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<FlagRows> Flags(string gathering, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<MinutesVersion?> LatestMinutes(string gathering, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<IReadOnlyList<Award>> Due(string gathering, int count, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<IReadOnlyList<string>> Pending(DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();
}

/// <summary>Grains that are one fake gathering.</summary>
public sealed class FakeGrains(FakeGathering gathering) : ILiveGrains
{
    public IGatheringGrain Gathering(string id) => gathering;
    public IMemberGrain Member(string id) => throw new NotSupportedException();
    public IBranchGrain Branch(string node) => throw new NotSupportedException();
    public IGatewayDirectoryGrain Directory => throw new NotSupportedException();
    public IOperationsGrain Operations => throw new NotSupportedException();
    public T Ear<T>(IGrainObserver ear) where T : IGrainObserver => (T)ear;
    public void Deaf<T>(IGrainObserver reference) where T : IGrainObserver
    {
    }

    public RelayServices Services(TimeProvider time, LiveMeter meter) =>
        new("w-test", this, gathering, time, meter, new LiveOptions(), NullLogger<GatheringRelay>.Instance);
}

/// <summary>People of the tests.</summary>
public static class Someone
{
    public static Actor Actor(string member = "m-9") => new(member, "赵九", Category.Full, Relation.Registered, "b-1", "/b-1/", []);

    public static LiveConnection Connection(Outlet outlet, TimeProvider time, string? member = null) => new(outlet, "s-1", Actor(member ?? "m-" + outlet.Id), time);
}
