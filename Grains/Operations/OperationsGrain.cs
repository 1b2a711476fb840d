using Grains.Time;

namespace Grains.Operations;

/// <summary>Keeps what nodes tell, bounded by nodes and by samples of each. One that is lost is missing in a chart and nowhere else.</summary>
[KeepAlive]
internal sealed class OperationsGrain(TimeProvider clock) : Grain, IOperationsGrain
{
    /// <summary>Samples kept of one node: three minutes.</summary>
    public const int SamplesMost = 180;
    public const int NodesMost = 256;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Told> _nodes = new(StringComparer.Ordinal);

    public Task Report(NodeReport report)
    {
        Forget();
        if (!_nodes.TryGetValue(report.Sample.Node, out var told))
        {
            if (_nodes.Count >= NodesMost)
            {
                return Task.CompletedTask;
            }

            _nodes.Add(report.Sample.Node, told = new Told());
        }

        (told.At, told.Rooms) = (clock.Now(), report.Rooms);
        told.Samples.Enqueue(report.Sample);
        if (told.Samples.Count > SamplesMost)
        {
            told.Samples.Dequeue();
        }

        return Task.CompletedTask;
    }

    public Task<OperationsView> Read(DateTimeOffset after)
    {
        Forget();
        return Task.FromResult(new OperationsView(
            [.. _nodes.Values.SelectMany(static n => n.Samples).Where(s => s.At > after).OrderBy(static s => s.At)],
            [.. _nodes.Values.SelectMany(static n => n.Rooms)]));
    }

    private void Forget()
    {
        var before = clock.Now() - Silence;
        foreach (var (node, _) in _nodes.Where(n => n.Value.At < before).ToList())
        {
            _nodes.Remove(node);
        }
    }

    private sealed class Told
    {
        public DateTimeOffset At { get; set; }
        public RoomFigures[] Rooms { get; set; } = [];
        public Queue<NodeSample> Samples { get; } = new();
    }
}
