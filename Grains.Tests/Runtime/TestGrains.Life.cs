using Orleans;
using Orleans.Runtime;

namespace Grains.Tests.Runtime;

internal interface ILifeGrain : IGrainWithStringKey
{
    Task<Guid> WhoAreYou();

    Task Leave();

    Task LeaveAfterGate();

    Task Stay(TimeSpan atLeast);
}

internal interface ITimerGrain : IGrainWithStringKey
{
    Task Start(TimeSpan period, bool interleave);

    Task Stop();

    Task Hold();

    Task Touch();
}

internal sealed class LifeGrain : Grain, ILifeGrain
{
    private readonly Guid _self = Guid.NewGuid();

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Probe.Note("activated");
        return this.GetPrimaryKeyString().StartsWith("broken", StringComparison.Ordinal) && Probe.Times("activated") == 1
            ? throw new RefusedException("not today", 7)
            : Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Note($"deactivated: {reason.ReasonCode}");
        if (this.GetPrimaryKeyString().StartsWith("talkative", StringComparison.Ordinal))
        {
            Probe.Note($"heard {await GrainFactory.GetGrain<ICountGrain>(this.GetPrimaryKeyString()).Next()}");
        }
    }

    public Task<Guid> WhoAreYou() => Task.FromResult(_self);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task LeaveAfterGate()
    {
        DeactivateOnIdle();
        Probe.Note("leaving");
        await Probe.Gate;
        Probe.Note("left");
    }

    public Task Stay(TimeSpan atLeast)
    {
        DelayDeactivation(atLeast);
        return Task.CompletedTask;
    }
}

internal sealed class TimerGrain : Grain, ITimerGrain
{
    private IGrainTimer? _timer;
    private bool _held;

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public Task Start(TimeSpan period, bool interleave)
    {
        _timer = this.RegisterGrainTimer(Tick, "tick", new(period, period) { Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public async Task Hold()
    {
        _held = true;
        Probe.Note("held");
        await Probe.Gate;
        _held = false;
    }

    public Task Touch() => Task.CompletedTask;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Note("deactivated");
        return Task.CompletedTask;
    }

    private Task Tick(string name, CancellationToken stop)
    {
        Probe.Note(_held ? "tick while held" : name);
        return Probe.Times(name) == 1 ? throw new InvalidOperationException("The first tick fails.") : Task.CompletedTask;
    }
}
