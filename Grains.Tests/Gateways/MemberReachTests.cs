using Grains.Gateways;
using Grains.Members;
using Grains.Tests.Gatherings;

namespace Grains.Tests.Gateways;

public sealed class MemberReachTests(HubFixture hub) : IClassFixture<HubFixture>
{
    private readonly string _member = $"m-{Guid.NewGuid():N}";

    private IMemberGrain Member => hub.Grains.GetGrain<IMemberGrain>(_member);

    private IGatewayDirectoryGrain Directory => hub.Grains.GetGrain<IGatewayDirectoryGrain>(IGatewayDirectoryGrain.Key);

    [Fact]
    public async Task A_notice_reaches_a_node_that_the_members_new_grain_does_not_know_yet()
    {
        var node = new Node();
        await Directory.Register(node.Name, hub.Grains.CreateObjectReference<IGatewayObserver>(node));
        await Member.Notice(new Notice("standing", "first"));
        Assert.Equal((_member, new Notice("standing", "first")), await node.NextAsync());
        GC.KeepAlive(node);
    }

    [Fact]
    public async Task A_node_that_is_attached_hears_each_notice_once()
    {
        var node = new Node();
        var ear = hub.Grains.CreateObjectReference<IGatewayObserver>(node);
        await Directory.Register(node.Name, ear);
        await Member.Attach(node.Name, ear);
        await Member.Notice(new Notice("standing", "first"));
        await Member.Notice(new Notice("standing", "second"));
        Assert.Equal("first", (await node.NextAsync()).Notice.Id);
        Assert.Equal("second", (await node.NextAsync()).Notice.Id);
        GC.KeepAlive(node);
    }

    [Fact]
    public async Task Once_every_lease_must_have_been_renewed_only_the_nodes_that_are_attached_hear()
    {
        var (here, elsewhere) = (new Node(), new Node());
        var ear = hub.Grains.CreateObjectReference<IGatewayObserver>(here);
        // Activates the grain; from here on the time runs.
        await Member.Detach(here.Name);
        hub.Clock.Advance(MemberLimits.AttachLease);
        var other = hub.Grains.CreateObjectReference<IGatewayObserver>(elsewhere);
        await Directory.Register(elsewhere.Name, other);
        await Member.Attach(here.Name, ear);
        await Member.Notice(new Notice("standing", "mine"));
        Assert.Equal("mine", (await here.NextAsync()).Notice.Id);
        await Directory.Tell("m-other", new MemberPush(new Notice("standing", "after")), []);
        Assert.Equal("after", (await elsewhere.NextAsync()).Notice.Id);
        GC.KeepAlive((here, elsewhere));
    }
}
