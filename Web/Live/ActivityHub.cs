using Grains.Branches;
using Grains.Gatherings;
using Grains.Gatherings.Conduct;
using Grains.Gatherings.Flags;
using Grains.Gatherings.Floor;
using Grains.Gatherings.Polls;
using Grains.Gatherings.Questions;
using Grains.Rules;
using Grains.VirtualBranches;
using Microsoft.AspNetCore.SignalR;
using Web.Live.Connections;
using Web.Live.Node;
using Web.Live.Rooms;
using Web.Live.Wire;
using Web.Media;

namespace Web.Live;

/// <summary>
/// The hub's methods (protocol §3): each checks the shape of what it is told, asks the grain, and answers. A refusal
/// is an answer, never an exception; what fails inside is answered as busy by <see cref="HubGuard"/>, without detail.
/// </summary>
public sealed class ActivityHub(
    HubConnections connections, RelayDirectory relays, ActorReader actors, LiveBoard board, BranchWatches branches, ILiveGrains grains, PictureGate pictures, LiveMeter meter, TimeProvider time)
    : Hub
{
    /// <summary>Entries that one Replay answers.</summary>
    public const int ReplayMost = 300;

    public async Task<IHubAnswer> Hello(HelloAsk? ask)
    {
        var me = Me();
        var actor = await actors.Of(me);
        var missed = ask?.PointsSeq is { } seq and >= 0 ? await grains.Member(me.Member).Replay(seq) : [];
        return new Welcome(actor, time.GetUtcNow(), missed, await board.For(actor));
    }

    public async Task<IHubAnswer> Join(string? gathering, string? epoch, long? lastSeq)
    {
        var me = Me();
        if (!Shape.Id(gathering) || epoch?.Length > Shape.IdMost)
        {
            return new Joined { Refusal = Rulebook.Invalid };
        }

        if (me.Seats.Count >= LiveConnection.RoomsMost && me.Seats.Find(gathering) is null)
        {
            return new Joined { Refusal = Rulebook.TooMany };
        }

        var entered = await relays.Gate(gathering).Submit(new Enter(await actors.Of(me), me.Id));
        if (entered.Refusal is not null || entered.Entrance is not { } you)
        {
            return new Joined { Refusal = entered.Refusal ?? Rulebook.Busy };
        }

        for (var attempt = 0; attempt < 2 && !me.Gone; attempt++)
        {
            if (await relays.Open(gathering) is not { } relay)
            {
                return new Joined { Refusal = Rulebook.NotOpen };
            }

            if (await relay.Join(me, you, epoch, lastSeq) is { } joined)
            {
                // Who went away meanwhile was not seen by the disconnect.
                if (me.Gone)
                {
                    connections.Vacate(me);
                }

                return joined;
            }
        }

        return new Joined { Refusal = Rulebook.Busy };
    }

    public async Task<IHubAnswer> Leave(string? gathering)
    {
        var me = Me();
        if (!Shape.Id(gathering) || me.Seats.Take(gathering) is not { } seat)
        {
            return new Done(Rulebook.NotInside);
        }

        relays.Find(gathering)?.Leave(seat);
        await relays.Gate(gathering).Submit(new Exit(me.Actor, me.Id, Lost: false));
        return new Done();
    }

    public async Task<IHubAnswer> Post(string? gathering, PostAsk? message)
    {
        if (message is null || !Shape.ClientId(message.ClientId) || !Shape.Text(message.Text) || !Shape.Picture(message.Picture) || !Shape.Clip(message.Clip))
        {
            return new Ack(Shape.ClientId(message?.ClientId) ? Rulebook.Invalid : Rulebook.PostClientId, ClientId: message?.ClientId);
        }

        var started = time.GetTimestamp();
        var picture = message.Picture is { } p ? new PictureRef(p.Media!, p.Width, p.Height) : null;
        if (picture is not null && await pictures.AskPostAsync(gathering ?? "", Me().Member, picture, Context.ConnectionAborted) is { } refusal)
        {
            return new Ack(refusal, ClientId: message.ClientId);
        }

        var clip = message.Clip is { } c ? new ClipRef(c.Media!, c.Kind == "voice" ? ClipKind.Voice : ClipKind.Video, c.Seconds, c.Bytes) : null;
        if (clip is not null && await pictures.AskClipAsync(gathering ?? "", Me().Member, clip, Context.ConnectionAborted) is { } wrong)
        {
            return new Ack(wrong, ClientId: message.ClientId);
        }

        var ack = await Command(
            gathering, inside: true, me => new Post(me, message.ClientId, message.Text ?? "", message.ReplyTo, picture, clip), message.ClientId);
        if (ack.Refusal is null)
        {
            meter.Post(time.GetElapsedTime(started));
        }

        return ack;
    }

    public async Task<IHubAnswer> Edit(string? gathering, long seq, string? clientId, string? text) =>
        Shape.ClientId(clientId) && Shape.Text(text)
            ? await Command(gathering, inside: true, me => new Edit(me, seq, clientId, text ?? ""), clientId)
            : new Ack(Shape.ClientId(clientId) ? Rulebook.PostTooLong : Rulebook.PostClientId, ClientId: clientId);

    public async Task<IHubAnswer> React(string? gathering, long seq, string? emoji, bool on) =>
        await Command(gathering, inside: true, me => new React(me, seq, Shape.Short(emoji), on));

    public async Task<IHubAnswer> Hide(string? gathering, long seq, string? reason) =>
        await Command(gathering, inside: false, me => new Hide(me, seq, Shape.Short(reason)));

    public async Task<IHubAnswer> Mute(string? gathering, string? member, bool on) =>
        await Command(gathering, inside: false, me => new Mute(me, Shape.Short(member), on));

    public async Task<IHubAnswer> SlowMode(string? gathering, int seconds) =>
        await Command(gathering, inside: false, me => new SetSlowMode(me, seconds));

    public async Task<IHubAnswer> Extend(string? gathering, int minutes) =>
        await Command(gathering, inside: false, me => new Extend(me, minutes));

    public async Task<IHubAnswer> Decide(string? gathering, string? clientId, string? text) =>
        Shape.ClientId(clientId) && Shape.Text(text)
            ? await Command(gathering, inside: false, me => new Decide(me, clientId, text ?? ""), clientId)
            : new Ack(Shape.ClientId(clientId) ? Rulebook.DecisionEmpty : Rulebook.PostClientId);

    public async Task<IHubAnswer> Excuse(string? gathering, string? member, string? reason) =>
        await Command(gathering, inside: false, me => new ExcuseMember(me, Shape.Short(member), Shape.Short(reason)));

    public async Task<IHubAnswer> SummonAgain(string? gathering) =>
        await Command(gathering, inside: false, static me => new SummonAgain(me));

    public async Task<IHubAnswer> Close(string? gathering) =>
        await Command(gathering, inside: false, static me => new Close(me));

    public async Task<IHubAnswer> PreparePoll(string? gathering, PollAsk? poll) =>
        Shape.Poll(poll) is { } form
            ? await Command(gathering, inside: false, me => new PreparePoll(me, form))
            : new Ack(Rulebook.PollForm);

    public async Task<IHubAnswer> DropPoll(string? gathering, string? poll) =>
        await Command(gathering, inside: false, me => new DropPoll(me, Shape.Short(poll)));

    public async Task<IHubAnswer> OpenPoll(string? gathering, string? poll) =>
        await Command(gathering, inside: false, me => new OpenPoll(me, Shape.Short(poll)));

    public async Task<IHubAnswer> ClosePoll(string? gathering, string? poll) =>
        await Command(gathering, inside: false, me => new ClosePoll(me, Shape.Short(poll)));

    public async Task<IHubAnswer> Vote(string? gathering, string? poll, string? clientId, int[]? choices) =>
        Shape.ClientId(clientId)
            ? await Command(gathering, inside: true, me => new Vote(me, Shape.Short(poll), clientId, choices ?? []), clientId)
            : new Ack(Rulebook.PostClientId);

    public async Task<IHubAnswer> SetPostingRules(string? gathering, string? text) =>
        await Command(gathering, inside: false, me => new SetPostingRules(me, Shape.Short(text)));

    public async Task<IHubAnswer> AcceptRules(string? gathering, int version) =>
        await Command(gathering, inside: false, me => new AcceptRules(me, version));

    public async Task<IHubAnswer> Flag(string? gathering, long seq, string? reason) =>
        await Command(gathering, inside: true, me => new Flag(me, seq, Shape.Short(reason)));

    public async Task<IHubAnswer> DismissFlags(string? gathering, long seq) =>
        await Command(gathering, inside: false, me => new DismissFlags(me, seq));

    public async Task<IHubAnswer> Appeal(string? gathering, long seq, string? text) =>
        await Command(gathering, inside: false, me => new Appeal(me, seq, Shape.Short(text)));

    public async Task<IHubAnswer> DecideAppeal(string? gathering, long seq, bool restore, string? note) =>
        await Command(gathering, inside: false, me => new DecideAppeal(me, seq, restore, Shape.Short(note)));

    public async Task<IHubAnswer> RaiseHand(string? gathering, bool order) =>
        await Command(gathering, inside: true, me => new RaiseHand(me, order));

    public async Task<IHubAnswer> LowerHand(string? gathering, string? member) =>
        await Command(gathering, inside: false, me => new LowerHand(me, Shape.Short(member)));

    public async Task<IHubAnswer> GiveFloor(string? gathering, string? member) =>
        await Command(gathering, inside: false, me => new GiveFloor(me, Shape.Short(member)));

    public async Task<IHubAnswer> EndFloor(string? gathering) =>
        await Command(gathering, inside: false, static me => new EndFloor(me));

    public async Task<IHubAnswer> PauseFloor(string? gathering, bool on) =>
        await Command(gathering, inside: false, me => new PauseFloor(me, on));

    public async Task<IHubAnswer> FloorRules(string? gathering, bool fair, int seconds) =>
        await Command(gathering, inside: false, me => new SetFloorRules(me, fair, seconds));

    public async Task<IHubAnswer> Ask(string? gathering, string? clientId, string? text) =>
        Shape.ClientId(clientId)
            ? await Command(gathering, inside: true, me => new AskQuestion(me, clientId, Shape.Short(text)), clientId)
            : new Ack(Rulebook.PostClientId);

    public async Task<IHubAnswer> MergeQuestion(string? gathering, long seq, long into) =>
        await Command(gathering, inside: false, me => new MergeQuestion(me, seq, into));

    public async Task<IHubAnswer> AnswerQuestion(string? gathering, long seq, string? text) =>
        await Command(gathering, inside: false, me => new AnswerQuestion(me, seq, Shape.Short(text)));

    public async Task<IHubAnswer> WatchRoster(string? gathering, bool on)
    {
        var me = Me();
        if (!Shape.Id(gathering) || me.Seats.Find(gathering) is not { } seat || relays.Find(gathering) is not { } relay)
        {
            return new Done(Rulebook.NotInside);
        }

        if (!seat.Officer)
        {
            return new Done(Rulebook.OfficerOnly);
        }

        seat.SeesNames = relay.Room.KeepsAttendance(await actors.Of(me));
        if (seat.WatchesRoster != on)
        {
            seat.RosterCursor = relay.Room.Watch(on);
            seat.WatchesRoster = on;
        }

        return new Done();
    }

    public async Task<IHubAnswer> WatchBranch(string? node, bool on)
    {
        var me = Me();
        if (!Shape.Id(node))
        {
            return new BranchWatched(null) { Refusal = Rulebook.Invalid };
        }

        if (!on)
        {
            branches.Unwatch(me, node);
            return new BranchWatched(new BranchLive(node, 0, time.GetUtcNow()));
        }

        var live = await branches.Watch(me, await actors.Of(me), node);
        // Who has just founded or joined something looks at its page before the standing read before has aged.
        if (live is null && Outside.IsId(node) && await actors.Again(me.Member) is { } fresh)
        {
            live = await branches.Watch(me, fresh, node);
        }

        return live is not null ? new BranchWatched(live) : new BranchWatched(null) { Refusal = Rulebook.NotFound };
    }

    public async Task<IHubAnswer> Replay(string? gathering, long after, int count)
    {
        if (!Shape.Id(gathering) || Me().Seats.Find(gathering) is null || relays.Find(gathering) is not { } relay)
        {
            return new Replayed { Refusal = Rulebook.NotInside };
        }

        return await relay.Replay(after, Math.Clamp(count, 1, ReplayMost)) ?? new Replayed { Refusal = Rulebook.NotFound };
    }

    private async Task<Ack> Command(string? gathering, bool inside, Func<Actor, RoomCommand> command, string? clientId = null)
    {
        var me = Me();
        if (!Shape.Id(gathering))
        {
            return new Ack(Rulebook.Invalid, ClientId: clientId);
        }

        if (inside && me.Seats.Find(gathering) is null)
        {
            return new Ack(Rulebook.NotInside, ClientId: clientId);
        }

        using var activity = LiveMeter.Source.StartActivity("command");
        var asked = command(await actors.Of(me));
        var answer = await relays.Gate(gathering).Submit(asked);
        activity?.SetTag("gathering", gathering).SetTag("command", asked.GetType().Name).SetTag("seq", answer.Seq).SetTag("refusal", answer.Refusal?.Rule);
        return Ack.Of(answer, clientId);
    }

    private LiveConnection Me() => connections.Find(Context.ConnectionId) ?? throw new HubException();
}
