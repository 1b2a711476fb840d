using Orleans.Runtime;

namespace Grains.Local;

/// <summary>
/// The activations of a stateless worker's key: a call goes to an idle one, else to a new one while there is room,
/// else to the least loaded. When the last has gone the pool goes too, and a later call makes another.
/// </summary>
internal sealed class WorkerPool(LocalRuntime runtime, GrainClass kind, GrainId id) : ICallTarget
{
    private readonly List<Activation> _workers = [];
    private bool _closed;

    public IEnumerable<Activation> Activations
    {
        get
        {
            lock (_workers)
            {
                return _workers.ToArray();
            }
        }
    }

    public bool Accept(Call call)
    {
        lock (_workers)
        {
            while (!_closed)
            {
                var least = _workers.MinBy(static worker => worker.Load);
                if (least is null || (least.Load > 0 && _workers.Count < kind.MaxWorkers))
                {
                    least = new Activation(runtime, kind, id, this);
                    _workers.Add(least);
                }

                if (least.Accept(call))
                {
                    return true;
                }

                _workers.Remove(least);
            }
        }

        return false;
    }

    public void Sweep(long now)
    {
        foreach (var worker in Activations)
        {
            worker.Sweep(now);
        }
    }

    public void Remove(Activation worker)
    {
        lock (_workers)
        {
            _workers.Remove(worker);
            if (_workers.Count == 0)
            {
                runtime.Remove(id, this);
                _closed = true;
            }
        }
    }
}
