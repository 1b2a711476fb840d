using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime;

namespace Grains.Local;

/// <summary>What callers hold: turns each method of a grain interface into a call sent to the grain's mailbox.</summary>
#pragma warning disable CA1852 // The proxies are its subclasses, made at run time.
internal class LocalReference : GrainReference
#pragma warning restore CA1852
{
    // Making a proxy takes reflection, cloning one takes nanoseconds.
    private static readonly ConcurrentDictionary<Type, LocalReference> Templates = new();

    private LocalRuntime _runtime = null!;

    public static LocalReference Create(Type contract, LocalRuntime runtime, GrainId id)
    {
        var template = Templates.GetOrAdd(contract, static made => (LocalReference)Create(made, typeof(LocalReference)));
        var reference = (LocalReference)template.MemberwiseClone();
        (reference._runtime, reference.GrainId) = (runtime, id);
        return reference;
    }

    public object As(Type contract) => contract.IsInstanceOfType(this) ? this : Create(contract, _runtime, GrainId);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        GrainMethod.Of(targetMethod!).Send(_runtime, GrainId, args ?? []);
}
