using System.Security.Cryptography;
using System.Threading.Channels;
using Grains.Gatherings;
using Grains.Rules;

namespace Grains.Tests.Gatherings;

/// <summary>One gathering in a test: summoned by the secretary, with a roster of registered members m-1 … m-n.</summary>
internal sealed class TestGathering(HubFixture hub)
{
    public string Id { get; } = "g-" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(17))[..22].Replace('+', '-').Replace('/', '_');
    public IGatheringGrain Grain => hub.Grains.GetGrain<IGatheringGrain>(Id);
    public MemoryHub.Stored Stored => hub.Database[Id];

    public Task<SummonAnswer> Summon(string topic = "学习二十大", TimeSpan? length = null, TimeSpan? opensIn = null, Actor? by = null) =>
        Grain.Summon(by ?? HubFixture.Secretary, Charter(topic, opensIn ?? TimeSpan.Zero), length ?? RoomLimits.DefaultLength);

    public async Task<TestGathering> Opened(int members)
    {
        Enrol(members);
        var answer = await Summon();
        Assert.Null(answer.Refusal);
        return this;
    }

    public void Enrol(int members)
    {
        hub.Database.Members.Clear();
        hub.Database.Members.AddRange(Enumerable.Range(1, members).Select(n =>
            new RosterLine($"m-{n}", $"名m-{n}", "一支部", Category.Full, Relation.Registered, Expected: true, Eligible: true)));
    }

    public GatheringCharter Charter(string topic, TimeSpan opensIn) => new(
        Id, "b-1", "/b-0/b-1/", "一支部", true, GatheringType.Flash, topic, false,
        HubFixture.Secretary.Member, HubFixture.Secretary.Name, hub.Clock.GetUtcNow() + opensIn, hub.Clock.GetUtcNow());

    public async Task<RoomAnswer> Do(RoomCommand command, string node = "n-1") => (await Grain.Submit(node, [command]))[0];

    public Task<RoomAnswer> Enter(string member, string device = "d-1", string node = "n-1") => Do(new Enter(HubFixture.Actor(member), device), node);

    public Task<RoomAnswer> Exit(string member, string device = "d-1", bool lost = false, string node = "n-1") => Do(new Exit(HubFixture.Actor(member), device, lost), node);

    public Task<RoomAnswer> Post(string member, string clientId, string text = "同意") => Do(new Post(HubFixture.Actor(member), clientId, text, null, null));

    public async Task<Counts> Counts() => (await Grain.Roster(null, 1, null)).Counts;

    public async Task<RosterStatus> Status(string member) =>
        (await Grain.Roster(null, RoomLimits.RosterPage, null)).Lines.Single(l => l.Line.Member == member);

    public async Task Pass(TimeSpan time)
    {
        hub.Clock.Advance(time);
        await Grain.Tick();
    }
}

/// <summary>A web node's ear in a test: frames come out in the order in which they were delivered.</summary>
internal sealed class TestRelay : IRelayObserver
{
    private readonly Channel<RoomFrame> _frames = Channel.CreateUnbounded<RoomFrame>();

    public Task Deliver(RoomFrame frame)
    {
        _frames.Writer.TryWrite(frame);
        return Task.CompletedTask;
    }

    /// <summary>The next frame that has entries.</summary>
    public async Task<RoomFrame> Entries()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var frame in _frames.Reader.ReadAllAsync(patience.Token))
        {
            if (frame.Entries.Length > 0)
            {
                return frame;
            }
        }

        throw new InvalidOperationException("The relay was closed.");
    }

    /// <summary>Frames that are here now.</summary>
    public IReadOnlyList<RoomFrame> Delivered()
    {
        var frames = new List<RoomFrame>();
        while (_frames.Reader.TryRead(out var frame))
        {
            frames.Add(frame);
        }

        return frames;
    }
}
