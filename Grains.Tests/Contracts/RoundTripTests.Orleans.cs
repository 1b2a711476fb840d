#if ORLEANS
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Grains.Tests.Contracts;

/// <summary>Every message through the serializer that a cluster sends it with, by its own type and as one of whatever kind.</summary>
public sealed class RoundTripTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    private Serializer Serializer => _services.GetRequiredService<Serializer>();

    public static TheoryData<string> Messages => [.. Contracts.Messages.Where(static t => !t.IsAbstract).Select(static t => t.FullName!)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_arrives_as_it_was_sent(string name)
    {
        var type = Contracts.Messages.Single(t => t.FullName == name);
        foreach (var full in new[] { true, false })
        {
            var sent = new Sample(full).Of(type)!;
            var arrived = Serializer.Deserialize<object>(Serializer.SerializeToArray(sent));
            Assert.NotSame(sent, arrived);
            Assert.Equal(Sample.Written(sent), Sample.Written(arrived));
        }
    }

    // What is not copied may be kept by both sides; what would be copied costs at every call within a silo.
    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_within_a_silo_is_not_copied(string name)
    {
        var sent = new Sample(full: true).Of(Contracts.Messages.Single(t => t.FullName == name))!;
        var copy = _services.GetRequiredService<DeepCopier>().Copy(sent);
        Assert.True(sent.GetType().IsValueType || ReferenceEquals(sent, copy));
    }

    public void Dispose() => _services.Dispose();
}
#endif
