using System.Threading.Channels;
using Grains.Consultations;
using Grains.Gateways;
using Grains.Points;
using Grains.Tests.Runtime;

namespace Grains.Tests.Gateways;

/// <summary>A web node that notes what it is told of members.</summary>
internal sealed class Node : IGatewayObserver
{
    private readonly Channel<(string Member, Notice Notice)> _notices = Channel.CreateUnbounded<(string, Notice)>();

    public string Name { get; } = $"n-{Guid.NewGuid():N}";

    /// <summary>The next notice, which has to come.</summary>
    public async Task<(string Member, Notice Notice)> NextAsync()
    {
        using var patience = new CancellationTokenSource(Probe.Patience);
        return await _notices.Reader.ReadAsync(patience.Token);
    }

    public Task Points(string member, PointsPush[] pushes) => Task.CompletedTask;

    public Task Consulted(string member, ConsultationPush push) => Task.CompletedTask;

    public Task Noticed(string member, Notice notice)
    {
        _notices.Writer.TryWrite((member, notice));
        return Task.CompletedTask;
    }

    public Task News(GatheringNews news) => Task.CompletedTask;

    public Task Revoked(string member, string[] sessions) => Task.CompletedTask;
}
