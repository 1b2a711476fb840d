using Orleans;
using Orleans.Runtime;

namespace Grains.Local;

/// <summary>
/// The mailbox of an observer: calls come in order, one at a time. The object is held weakly, its owner keeps it;
/// once it is gone, calls fail and the next sweep forgets it.
/// </summary>
internal sealed class Observer : Mailbox, ICallTarget
{
    /// <summary>The kind that ids of observers carry.</summary>
    public static readonly GrainType Kind = GrainType.Create("observer");

    private readonly WeakReference<IGrainObserver> _target;
    private readonly GrainId _id;

    public Observer(LocalRuntime runtime, GrainId id, IGrainObserver target) : base(runtime, reentrant: false)
    {
        (_id, _target) = (id, new(target));
        Now = Phase.Open;
    }

    public IEnumerable<Activation> Activations => [];

    public override object Body => Now == Phase.Open && _target.TryGetTarget(out var target)
        ? target
        : throw new ClientNotAvailableException(_id);

    public void Sweep(long now)
    {
        Expire(now);
        if (!_target.TryGetTarget(out _))
        {
            Runtime.Remove(_id, this);
            Delete();
        }
    }

    /// <summary>Calls that wait are failed; one that runs goes on.</summary>
    public void Delete()
    {
        foreach (var call in Shut())
        {
            call.Fail(new ClientNotAvailableException(_id));
        }
    }
}
