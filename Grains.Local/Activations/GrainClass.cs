using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Grains.Local;

/// <summary>
/// What the attributes and the constructor of a grain class say. A class without a public constructor, or with a
/// parameter that no service answers, fails at its first activation.
/// </summary>
internal sealed class GrainClass
{
    private readonly ObjectFactory _make;
    private readonly bool _takesContext;

    public GrainClass(Type type, LocalRuntime runtime)
    {
        (Type, Name) = (type, NameOf(type));
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute));
        MaxWorkers = type.GetCustomAttribute<StatelessWorkerAttribute>()?.Workers ?? 0;
        var age = type.IsDefined(typeof(KeepAliveAttribute)) ? Timeout.InfiniteTimeSpan
            : type.GetCustomAttribute<CollectionAgeLimitAttribute>()?.AgeLimit ?? runtime.Options.IdleAge;
        IdleAge = age == Timeout.InfiniteTimeSpan ? null : runtime.Ticks(age);

        var parameters = type.GetConstructors().MaxBy(made => made.GetParameters().Length)?.GetParameters() ?? [];
        _takesContext = parameters.Any(static taken => taken.ParameterType == typeof(IGrainContext));
        _make = ActivatorUtilities.CreateFactory(type, _takesContext ? [typeof(IGrainContext)] : []);
    }

    public Type Type { get; }

    /// <summary>The name that ids carry.</summary>
    public GrainType Name { get; }

    public bool IsReentrant { get; }

    /// <summary>How many activations a key may have; zero for ordinary grains, which have one.</summary>
    public int MaxWorkers { get; }

    /// <summary>In the clock's ticks; null is for good.</summary>
    public long? IdleAge { get; }

    public object Make(Activation activation) => _make(activation.ActivationServices, _takesContext ? [activation] : []);

    // The class without "Grain", in lower case, as Orleans has it.
    private static GrainType NameOf(Type type)
    {
#pragma warning disable CA1308 // The names are lower case in Orleans.
        var name = type.Name.ToLowerInvariant();
#pragma warning restore CA1308
        return GrainType.Create(type.GetCustomAttribute<GrainTypeAttribute>()?.Name
            ?? (name.EndsWith("grain", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name));
    }
}
