using System.Reflection;
using Grains.Gatherings;
using Orleans.Runtime;

namespace Grains.Tests.Contracts;

/// <summary>What the hub's grains say to each other and to the web nodes, read from the assembly itself: nothing new is forgotten.</summary>
internal static class Contracts
{
    private static readonly Assembly Hub = typeof(IGatheringGrain).Assembly;

    // Of an interface such as IReadOnlyList nobody knows what will be behind it, and a serializer has to.
    private static readonly Type[] Containers =
    [
        typeof(Nullable<>), typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>),
    ];

    private static readonly Type[] Plain =
        [typeof(string), typeof(decimal), typeof(Guid), typeof(DateTimeOffset), typeof(DateTime), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan)];

    /// <summary>Interfaces of grains and of those who listen to them.</summary>
    public static readonly Type[] Interfaces =
        [.. Hub.GetTypes().Where(static t => t.IsInterface && (t.IsAssignableTo(typeof(IGrain)) || t.IsAssignableTo(typeof(IGrainObserver))))];

    public static readonly MethodInfo[] Methods = [.. Interfaces.SelectMany(static t => t.GetMethods())];

    public static readonly Type[] GrainClasses =
        [.. Hub.GetTypes().Where(static t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IGrainBase)))];

    /// <summary>Types of the hub's own that carry a serializer, and whichever others a method takes or answers.</summary>
    public static readonly Type[] Messages = [.. Reach().Order(Comparer<Type>.Create(static (a, b) => string.CompareOrdinal(a.FullName, b.FullName)))];

    /// <summary>The instance fields that a type declares itself, with the member that is to carry the number of each.</summary>
    public static IEnumerable<(FieldInfo Field, MemberInfo Member)> Fields(Type type) =>
        from field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let property = field.Name.StartsWith('<') ? type.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)],
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) : null
        select (field, property ?? (MemberInfo)field);

    /// <summary>Classes of the hub that stand for a type: itself, or whatever derives from it.</summary>
    public static Type[] Concrete(Type type) =>
        [.. Hub.GetTypes().Where(t => t.IsAssignableTo(type) && t is { IsAbstract: false, IsInterface: false })];

    /// <summary>What a type is made of: elements of arrays, lists, dictionaries and tuples, else the type itself.</summary>
    public static IEnumerable<Type> Parts(Type type) =>
        type.IsArray ? Parts(type.GetElementType()!)
        : type.IsGenericType && Containers.Contains(type.GetGenericTypeDefinition()) ? type.GetGenericArguments().SelectMany(Parts)
        : [type];

    /// <summary>What both runtimes carry without being told how.</summary>
    public static bool IsPlain(Type type) => type.IsPrimitive || type.IsEnum || Plain.Contains(type);

    private static HashSet<Type> Reach()
    {
        var seen = new HashSet<Type>();
        var open = new Queue<Type>(Hub.GetTypes().Where(static t => t.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)));
        foreach (var method in Methods)
        {
            foreach (var type in method.GetParameters().Select(static p => p.ParameterType).Append(Answer(method)))
            {
                open.Enqueue(type);
            }
        }

        while (open.TryDequeue(out var next))
        {
            foreach (var part in Parts(next).Where(p => p != typeof(void) && p != typeof(CancellationToken) && !p.IsAssignableTo(typeof(IAddressable)) && !IsPlain(p) && seen.Add(p)))
            {
                foreach (var type in Fields(part).Select(static f => f.Field.FieldType).Concat(part.Assembly == Hub ? Concrete(part) : []).Append(part.BaseType ?? typeof(void)))
                {
                    if (type != typeof(object) && type != typeof(ValueType))
                    {
                        open.Enqueue(type);
                    }
                }
            }
        }

        return seen;
    }

    private static Type Answer(MethodInfo method) =>
        method.ReturnType.IsGenericType ? method.ReturnType.GetGenericArguments()[0] : typeof(void);
}
