using Grains.Cards;
using Grains.Offices;
using Grains.Rules;
using Grains.Tests.Transfers;
using Grains.Time;
using Grains.Transfers;
using Grains.VirtualBranches;
using Microsoft.Extensions.DependencyInjection;

namespace Grains.Tests.Relations;

/// <summary>Transfers, cards, virtual branches, posts and the clock.</summary>
internal sealed partial class WholeOrganisation
{
    private const int VirtualsMost = 4;
    private const int LeapDaysMost = 75;

    private async Task<string> BeginAsync()
    {
        var (id, actor, request, target) = (Town.NewId(), await _town.ActorAsync(Member()), _town.Request(), _random.Next(12) == 0 ? null : Node());
        var ask = new BeginTransfer(actor, request, target, target is null ? "外省支部" : "", TransferReason.Work, "", _random.Next(6) != 0);
        _cases.Add(id);
        await DoAsync("begin", async () => (await _town.Grain(id).Begin(ask)).Refusal);
        return "begin";
    }

    private async Task<string> AdvanceAsync()
    {
        if (await YesAsync() is not { } yes)
        {
            return "nothing to advance";
        }

        var was = (await _town.Store.Case(yes.Id, default))!.Terms.State;
        await DoAsync("advance", async () => (await _town.Grain(yes.Id).Submit(yes.Command)).Refusal);
        var now = (await _town.Store.Case(yes.Id, default))!.Terms.State;
        if (was != now && now == TransferState.TargetBranchAccepted)
        {
            Count("accepted");
        }

        if (_random.Next(2) == 0)
        {
            await _town.TickAsync(yes.Id);
        }

        return $"advance {was} {now}";
    }

    /// <summary>The yes that a running case waits for, by who has it; null where none can be given.</summary>
    private async Task<(string Id, TransferCommand Command)?> YesAsync()
    {
        if (await RunningAsync() is not { } held)
        {
            return null;
        }

        var (id, state) = (held.Charter.Id, held.Terms.State);
        if (state == TransferState.Draft)
        {
            return (id, new SendTransfer(await _town.ActorAsync(held.Charter.Member!), _town.Request()));
        }

        var desks = new[] { held.Terms.Desk, held.Terms.Above }.OfType<string>().ToArray();
        var officers = await _town.Store.Officers(desks, _hub.Clock.GetUtcNow(), default);
        return officers.FirstOrDefault(o => o.Member != held.Charter.Member) is { } officer
            ? (id, new AdvanceTransfer(await _town.ActorAsync(officer.Member), _town.Request(), state, _random.Next(4) == 0 ? "介字001" : null, 60))
            : null;
    }

    /// <summary>A case that has not ended, by chance; those that have, or never were, are forgotten.</summary>
    private async Task<TransferCase?> RunningAsync()
    {
        while (_cases.Count > 0)
        {
            var id = _cases[_random.Next(_cases.Count)];
            if (await _town.Store.Case(id, default) is { } held && !TransferPath.IsClosed(held.Terms.State) && held.Turn != TransferTurn.Nobody)
            {
                return held;
            }

            _cases.Remove(id);
        }

        return null;
    }

    private async Task<string> LeaveCaseAsync()
    {
        if (await RunningAsync() is not { } held)
        {
            return "nothing to leave";
        }

        var grain = _town.Grain(held.Charter.Id);
        if (held.Charter.Member is { } member && _random.Next(2) == 0)
        {
            var withdraw = new WithdrawTransfer(await _town.ActorAsync(member), _town.Request());
            await DoAsync("withdraw", async () => (await grain.Submit(withdraw)).Refusal);
            return "withdraw";
        }

        if (held.Terms.Desk is { } desk && (await _town.Store.Officers([desk], _hub.Clock.GetUtcNow(), default)) is [var officer, ..])
        {
            var back = new ReturnTransfer(await _town.ActorAsync(officer.Member), _town.Request(), "材料不全");
            await DoAsync("return", async () => (await grain.Submit(back)).Refusal);
        }

        return "return";
    }

    private async Task<string> UnitAsync()
    {
        var (id, ask) = (Town.NewId(), new BeginUnit(_tree.Officer, _town.Request(), Node(), Node(), "整建制"));
        _cases.Add(id);
        await DoAsync("unit", async () => (await _town.Grain(id).BeginUnit(ask)).Refusal);
        return "unit";
    }

    /// <summary>Days go by; then everything that is due is woken, as the clock does.</summary>
    private async Task<string> LeapAsync()
    {
        _hub.Clock.Advance(TimeSpan.FromDays(_random.Next(1, LeapDaysMost)));
        var now = _hub.Clock.GetUtcNow();
        foreach (var id in await _town.Store.Due(now, 10_000, default))
        {
            await _town.Grain(id).Tick();
            if ((await _town.Store.Case(id, default))!.Terms.State == TransferState.Expired)
            {
                Count("expired");
            }
        }

        foreach (var id in await _hub.Services.GetRequiredService<ICardStore>().Due(now, 10_000, default))
        {
            await _hub.Grains.GetGrain<ICardGrain>(id).Tick();
        }

        foreach (var id in await _hub.Services.GetRequiredService<IVirtualBranchStore>().Due(now, 10_000, default))
        {
            await Virtual.Grain(id).Tick();
        }

        return "leap";
    }

    private async Task<string> CardAsync()
    {
        if (_cards.Count == 0 || _random.Next(2) == 0)
        {
            var (id, until) = (Town.NewId("c-"), new HubCalendar().DateOf(_hub.Clock.GetUtcNow()).AddDays(_random.Next(1, 150)));
            var ask = new AskCard(await _town.ActorAsync(Member()), _town.Request(), Node(), until, "");
            _cards.Add(id);
            await DoAsync("card asked", async () => (await _hub.Grains.GetGrain<ICardGrain>(id).Submit(ask)).Refusal);
            return "card asked";
        }

        var chosen = _cards[_random.Next(_cards.Count)];
        if (await _hub.Services.GetRequiredService<ICardStore>().Card(chosen, default) is not { State: CardState.Requested or CardState.Running } card)
        {
            _cards.Remove(chosen);
            return "card over";
        }

        var officers = await _town.Store.Officers([card.Home], _hub.Clock.GetUtcNow(), default);
        var (what, command) = card.State == CardState.Requested && officers.FirstOrDefault(o => o.Member != card.Member) is { } officer
            ? ("card given", (CardCommand)new GiveCard(await _town.ActorAsync(officer.Member), _town.Request()))
            : ("card ended", new EndCard(await _town.ActorAsync(card.Member), _town.Request(), ""));
        await DoAsync(what, async () => (await _hub.Grains.GetGrain<ICardGrain>(chosen).Submit(command)).Refusal);
        return what;
    }

    private async Task<string> VirtualAsync()
    {
        var member = Member();
        if (_virtuals.Count < VirtualsMost)
        {
            var founding = VirtualBranches.VirtualWorld.NewId();
            var found = await Virtual.FoundingAsync(member, open: _random.Next(3) != 0);
            if (await DoAsync("virtual", async () => (await Virtual.Grain(founding).Submit(found)).Refusal))
            {
                _virtuals.Add(founding);
            }

            return "virtual";
        }

        var id = _virtuals[_random.Next(_virtuals.Count)];
        var row = await Virtual.RowAsync(id);
        if (!row.IsRunning)
        {
            _virtuals.Remove(id);
            return "virtual over";
        }

        var (by, request) = (await _town.ActorAsync(member), VirtualBranches.VirtualWorld.Request());
        if (row.Secretary is { } secretary && _random.Next(3) == 0
            && await _hub.Database.FirstAsync<string>("select member from join_request where node = @Id order by at", new { Id = id }, default) is { } waits)
        {
            var answer = new AnswerRequest(await _town.ActorAsync(secretary), request, waits, true);
            await DoAsync("joined", async () => (await Virtual.Grain(id).Submit(answer)).Refusal);
            return "answer";
        }

        VirtualCommand command = _random.Next(3) == 0 ? new LeaveVirtual(by, request) : new JoinVirtual(by, request, 1);
        await DoAsync(command is LeaveVirtual ? "left" : "joined", async () => (await Virtual.Grain(id).Submit(command)).Refusal);
        return command.GetType().Name;
    }

    private async Task<string> PostAsync()
    {
        var member = await _town.ActorAsync(Member());
        await AppointAsync(member.Member, member.Node);
        return "post";
    }

    private Task<bool> AppointAsync(string member, string node)
    {
        var appoint = new Appoint(_tree.Officer, _town.Request(), member, Role.Secretary, 3);
        return DoAsync("post", async () => (await _hub.Grains.GetGrain<IOfficeGrain>(node).Appoint(appoint)).Refusal);
    }
}
