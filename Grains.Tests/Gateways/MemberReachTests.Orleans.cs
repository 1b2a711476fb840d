#if ORLEANS
using Grains.Gateways;
using Grains.Journal;
using Grains.Members;
using Grains.Points;
using Grains.Tests.Gatherings;
using Grains.Tests.Runtime;
using Grains.Time;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Grains.Tests.Gateways;

/// <summary>Two silos; the one with the member's grain dies.</summary>
public sealed class MemberReachClusterTests : IAsyncLifetime
{
    private readonly MemoryHub _database = new();
    private InProcessTestCluster _cluster = null!;

    public Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(TimeProvider.System).AddSingleton<HubCalendar>();
            silo.Services.AddSingleton<ILedgerStore>(_database).AddSingleton<IJournal>(_database);
            silo.Configure<ClusterMembershipOptions>(static options =>
            {
                var probe = TimeSpan.FromMilliseconds(500);
                (options.ProbeTimeout, options.MinProbeTimeout, options.MaxProbeTimeout) = (probe, probe, probe);
                (options.NumMissedProbesLimit, options.NumVotesForDeathDeclaration) = (2, 1);
            });
            silo.Configure<SiloMessagingOptions>(static options => options.ResponseTimeout = TimeSpan.FromSeconds(2));
        });
        _cluster = builder.Build();
        return _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_member_whose_grain_died_with_its_silo_is_told_before_any_node_renews()
    {
        var node = new Node();
        var ear = _cluster.Client.CreateObjectReference<IGatewayObserver>(node);
        var directory = _cluster.Client.GetGrain<IGatewayDirectoryGrain>(IGatewayDirectoryGrain.Key);
        await directory.Register(node.Name, ear);
        var (member, silo) = await ApartFromAsync(directory, node.Name, ear);

        await _cluster.KillSiloAsync(_cluster.Silos.Single(s => s.SiloAddress.Equals(silo)));
        await DeadAsync(silo);
        await member.Notice(new Notice("standing", "again"));

        Assert.Equal(member.GetPrimaryKeyString(), (await node.NextAsync()).Member);
        GC.KeepAlive(node);
    }

    // A member, attached, whose grain is not where the directory is.
    private async Task<(IMemberGrain Member, SiloAddress Silo)> ApartFromAsync(IGatewayDirectoryGrain directory, string node, IGatewayObserver ear)
    {
        var management = _cluster.Client.GetGrain<IManagementGrain>(0);
        var there = await management.GetActivationAddress(directory);
        for (var i = 0; i < 100; i++)
        {
            var member = _cluster.Client.GetGrain<IMemberGrain>($"m-reach{i}");
            await member.Attach(node, ear);
            if (await management.GetActivationAddress(member) is { } here && !here.Equals(there))
            {
                return (member, here);
            }
        }

        throw new InvalidOperationException("All grains are on one silo.");
    }

    // Calls to its grains go elsewhere from then on.
    private async Task DeadAsync(SiloAddress silo)
    {
        using var patience = new CancellationTokenSource(Probe.Patience);
        var survivor = _cluster.Silos.Single(s => !s.SiloAddress.Equals(silo));
        var membership = _cluster.GetSiloServiceProvider(survivor.SiloAddress).GetRequiredService<IClusterMembershipService>();
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(patience.Token))
        {
            if (snapshot.GetSiloStatus(silo) == SiloStatus.Dead)
            {
                return;
            }
        }
    }
}
#endif
