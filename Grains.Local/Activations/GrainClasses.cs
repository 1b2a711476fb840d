using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace Grains.Local;

/// <summary>
/// Which class answers an interface. Two classes of one name fail the start; an interface without a class, or with
/// several and no prefix to choose by, fails where its reference is asked for.
/// </summary>
internal sealed class GrainClasses
{
    private readonly Dictionary<GrainType, GrainClass> _byName = [];
    private readonly Dictionary<Type, List<GrainClass>> _byContract = [];

    public GrainClasses(LocalRuntime runtime)
    {
        foreach (var type in runtime.Options.Assemblies.Distinct().SelectMany(static from => from.GetTypes())
            .Where(static type => type is { IsAbstract: false, IsGenericTypeDefinition: false }
                && type.IsAssignableTo(typeof(IGrainBase))))
        {
            var made = new GrainClass(type, runtime);
            if (!_byName.TryAdd(made.Name, made))
            {
                throw new InvalidOperationException($"Two grain classes are called {made.Name}.");
            }

            foreach (var contract in type.GetInterfaces().Where(static face => face.IsAssignableTo(typeof(IGrain))))
            {
                (_byContract.TryGetValue(contract, out var known) ? known : _byContract[contract] = []).Add(made);
            }
        }
    }

    public GrainClass? Find(GrainType name) => _byName.GetValueOrDefault(name);

    public GrainType For(Type contract, string? classPrefix)
    {
        var fitting = _byContract.GetValueOrDefault(contract) ?? [];
        if (classPrefix is not null)
        {
            fitting = fitting.FindAll(made => made.Type.FullName!.StartsWith(classPrefix, StringComparison.Ordinal));
        }

        return fitting.Count == 1 ? fitting[0].Name
            : throw new ArgumentException($"{fitting.Count} grain classes implement {contract}.", nameof(contract));
    }
}
