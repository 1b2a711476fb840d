using Grains.Gateways;
using Grains.Gatherings.Flags;
using Grains.Gatherings.Polls;
using Grains.Journal;
using Grains.Members;
using Grains.Points;
using Grains.Rules;
using Grains.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Gatherings;

/// <summary>
/// The sequencer. A turn decides, commits, answers and publishes, in that order. Where a commit is not known to be
/// done, the activation drops itself and the next call loads what the database holds: an acknowledgement is never
/// given for what may not be there, and a fenced-out activation publishes nothing.
/// </summary>
internal sealed partial class GatheringGrain(
    IGatheringStore store,
    IJournal journal,
    TimeProvider clock,
    IOptions<RoomOptions> options,
    ILogger<GatheringGrain> log) : Grain, IGatheringGrain
{
    private readonly RelaySet _relays = new();
    private Room? _room;
    private IGrainTimer? _beat;
    private DateTimeOffset _aliveAt;
    private bool _dropped;

    private string Id => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!journal.IsUp)
        {
            // Asking a database that does not answer would hold every caller up for as long as its patience lasts.
            throw new IOException("The database is away.");
        }

        if (await store.Take(Id, cancellationToken) is { } row)
        {
            await Load(row, cancellationToken);
        }
    }

    public async Task<RoomAnswer[]> Submit(string node, RoomCommand[] commands)
    {
        if (_room is not { } room || _dropped)
        {
            return Answer(commands, _dropped ? Rulebook.Busy : Rulebook.NotFound);
        }

        await ReadWithheld(room, commands);
        var draft = room.Begin(clock.Now());
        var answers = new RoomAnswer[commands.Length];
        for (var i = 0; i < commands.Length; i++)
        {
            answers[i] = (commands[i], room.Terms.State) switch
            {
                (ExcuseMember excuse, GatheringState.Planned) => room.DecideExcuse(excuse, draft),
                (WithdrawExcuse withdraw, GatheringState.Planned) => room.DecideWithdraw(withdraw, draft),
                (PreparePoll prepare, GatheringState.Planned) => room.DecidePrepare(prepare, draft),
                (DropPoll drop, GatheringState.Planned) => room.DecideDrop(drop, draft),
                _ => room.Decide(commands[i], node, draft),
            };
        }

        return await Commit(draft) is { } refusal
            ? [.. answers.Select(a => a.Refusal is null ? new RoomAnswer(refusal, ClientId: a.ClientId) : a)]
            : answers;
    }

    public async Task<RoomSnapshot?> Subscribe(string node, IRelayObserver relay)
    {
        if (_room is not { IsOpen: true } room || _dropped)
        {
            return null;
        }

        _relays.Renew(node, relay, clock.Now());
        await Task.CompletedTask;
        return room.ToSnapshot();
    }

    public Task Unsubscribe(string node)
    {
        if (_relays.Remove(node))
        {
            _room?.Attendance.LoseNode(node, clock.Now());
        }

        return Task.CompletedTask;
    }

    public Task<RosterPage> Roster(string? after, int count, Presence? only)
    {
        if (_room is not { } room)
        {
            return Task.FromResult(new RosterPage([], null, new Counts(0, 0, 0, 0, 0, 0)));
        }

        var take = Math.Clamp(count, 1, RoomLimits.RosterPage);
        var now = room.Terms.ClosedAt ?? clock.Now();
        var lines = room.Attendance.People
            .Where(p => p.Line is not null && (only is null || (p.Expected && p.Presence == only)))
            .Where(p => after is null || string.CompareOrdinal(p.Member, after) > 0)
            .Take(take + 1)
            .Select(p => p.ToStatus(now))
            .ToArray();
        return Task.FromResult(lines.Length > take
            ? new RosterPage(lines[..take], lines[take - 1].Line.Member, room.Counts)
            : new RosterPage(lines, null, room.Counts));
    }

    public async Task Tick()
    {
        if (_room is not { } room || _dropped)
        {
            return;
        }

        if (room.Terms.State == GatheringState.Planned && room.Charter.OpensAt <= clock.Now())
        {
            await Open(room);
        }

        await Beat();

        // Live awards are paid as they are committed; these are what a crash left behind.
        Pay(await store.Due(Id, MemberBatch, CancellationToken.None));
    }

    private async Task Load(GatheringRow row, CancellationToken cancellation)
    {
        var room = new Room(row, options.Value);
        if (row.Terms.State != GatheringState.Planned)
        {
            room.Attendance.Load(await store.Freeze(row.Charter, cancellation));
            await Replay(room, row.Head, cancellation);
            foreach (var mark in await store.Marks(Id, cancellation))
            {
                room.Attendance.Apply(mark);
            }

            room.Reactions.Load(await store.Reactions(Id, cancellation));
            room.Minutes = await store.LatestMinutes(Id, cancellation);
        }

        room.Polls.Load(await store.Polls(Id, cancellation));
        room.Load(await store.PostingRules(row.Charter, cancellation));
        room.Flags.Load(await store.Flags(Id, cancellation));
        foreach (var excuse in await store.Excuses(Id, cancellation))
        {
            room.Attendance.Apply(excuse);
        }

        room.Attendance.TakeChanges(row.AliveAt);
        _room = room;
        if (room.IsOpen)
        {
            room.Attendance.LoseAll(row.AliveAt, clock.Now() + RoomLimits.ReturnAfterCrash);
            StartBeat();
        }
    }

    private async Task Replay(Room room, long head, CancellationToken cancellation)
    {
        while (room.Head < head)
        {
            var page = await store.Entries(Id, room.Head, ReplayPage, cancellation);
            if (page.Count == 0)
            {
                throw new InvalidOperationException($"The log of {Id} ends at {room.Head} but its row says {head}.");
            }

            foreach (var entry in page)
            {
                room.Load(entry);
            }
        }
    }

    // Before the first command is decided: where the database is away, nothing has changed yet.
    private async Task ReadWithheld(Room room, RoomCommand[] commands)
    {
        room.Withheld.Clear();
        foreach (var decide in commands.OfType<DecideAppeal>().Where(d => d.Restore && d.Seq > 0 && d.Seq <= room.Head && room.IsOfficer(d.By)))
        {
            if (await One(decide.Seq) is { } message)
            {
                var edit = room.Posting.EditOf(decide.Seq) is { } seq ? await One(seq) : null;
                room.Withheld[message.Seq] = edit is null ? message : message.ChangedBy(edit);
            }
        }

        async Task<Entry?> One(long seq) => (await store.Entries(Id, seq - 1, 1, CancellationToken.None)).SingleOrDefault();
    }

    private async Task<Refusal?> Open(Room room)
    {
        room.Attendance.Load(await store.Freeze(room.Charter, CancellationToken.None));
        foreach (var excuse in await store.Excuses(Id, CancellationToken.None))
        {
            room.Attendance.Apply(excuse);
        }

        // They may have changed since the gathering was planned.
        room.Load(await store.PostingRules(room.Charter, CancellationToken.None));
        var draft = room.Begin(clock.Now());
        room.Open(draft);
        if (room.Attendance.People.Count(static w => w.Line is { Granted: true }) is > 0 and var granted)
        {
            draft.Audit("", AuditActions.VotePolicyApplied, room.Charter.Id, $"{granted}");
        }

        if (await Commit(draft) is { } refusal)
        {
            return refusal;
        }

        StartBeat();
        return null;
    }

    private void StartBeat() => _beat ??= this.RegisterGrainTimer(
        static (grain, _) => grain.Beat(),
        this,
        new GrainTimerCreationOptions(RoomLimits.Beat, RoomLimits.Beat) { KeepAlive = true });

    private async Task Beat()
    {
        if (_room is not { IsOpen: true } room || _dropped)
        {
            return;
        }

        var now = clock.Now();
        foreach (var node in _relays.Expire(now))
        {
            room.Attendance.LoseNode(node, now);
        }

        var draft = room.Begin(now);
        room.Beat(draft);
        if (draft.IsEmpty && now - _aliveAt < RoomLimits.AliveEvery)
        {
            Publish(room, draft, withRoster: true);
            return;
        }

        await Commit(draft, withRoster: true, evenEmpty: true);
    }

    // Null: committed and published. Else the refusal that every command of the turn gets.
    private async Task<Refusal?> Commit(Draft draft, bool withRoster = false, bool evenEmpty = false)
    {
        if (draft.IsEmpty && !evenEmpty)
        {
            return null;
        }

        var outcome = await journal.AppendAsync(draft.ToFacts());
        if (outcome != Journal.Commit.Done)
        {
            Drop(outcome);
            return outcome switch
            {
                Journal.Commit.Unavailable => Rulebook.Unavailable,
                Journal.Commit.Unknown => Rulebook.Uncertain,
                _ => Rulebook.Busy,
            };
        }

        var room = _room!;
        _aliveAt = draft.At;
        Publish(room, draft, withRoster);
        Pay(draft.Awards);
        foreach (var (kind, only) in draft.News)
        {
            GrainFactory.GetGrain<IGatewayDirectoryGrain>(IGatewayDirectoryGrain.Key)
                .Announce(new GatheringNews(kind, room.ToBrief(), only)).Ignore();
        }

        if (!room.IsOpen)
        {
            _beat?.Dispose();
            _beat = null;
        }

        return null;
    }

    private void Publish(Room room, Draft draft, bool withRoster)
    {
        if (_relays.IsEmpty || (draft.Entries.Count == 0 && !withRoster))
        {
            return;
        }

        var roster = withRoster || !room.IsOpen ? room.Attendance.TakeChanges(draft.At) : [];
        _relays.Publish(new RoomFrame(Id, room.Epoch, room.Head, [.. draft.Entries], room.Counts, roster, draft.At, room.Fence));
    }

    private void Drop(Commit outcome)
    {
        LogDropped(Id, outcome);
        _dropped = true;
        _beat?.Dispose();
        _beat = null;
        DeactivateOnIdle();
    }

    // Not awaited: an award that is lost here is still due in the database and paid at a later tick.
    private void Pay(IReadOnlyList<Award> awards)
    {
        foreach (var mine in awards.GroupBy(a => a.Member))
        {
            GrainFactory.GetGrain<IMemberGrain>(mine.Key).Award([.. mine]).Ignore();
        }
    }

    private static RoomAnswer[] Answer(RoomCommand[] commands, Refusal refusal) => [.. commands.Select(_ => new RoomAnswer(refusal))];

    private const int ReplayPage = 1_000;
    private const int MemberBatch = 500;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Gathering {Id} drops its activation: {Outcome}")]
    private partial void LogDropped(string id, Commit outcome);
}
