#if ORLEANS
using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Grains.Tests.Contracts;

/// <summary>Makes a value of any message type, with every field different, and writes any value down to the last field.</summary>
internal sealed class Sample(bool full)
{
    /// <summary>A message that holds messages of its own kind ends somewhere.</summary>
    private const int Deepest = 6;
    private int _count;

    /// <summary>Not full: null and empty wherever that may be.</summary>
    public object? Of(Type type, int depth = 0)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return full ? Of(inner, depth) : null;
        }

        if (type.IsArray)
        {
            var element = type.GetElementType()!;
            var kinds = element.IsClass && element.IsAbstract ? Contracts.Concrete(element) : [element, element];
            var array = Array.CreateInstance(element, full && depth < Deepest ? kinds.Length : 0);
            for (var i = 0; i < array.Length; i++)
            {
                array.SetValue(Of(kinds[i], depth + 1), i);
            }

            return array;
        }

        return Plain(type) ?? (depth > 0 && (!full || depth > Deepest) && type.IsClass ? null : Message(type, depth));
    }

    /// <summary>Two values read the same where they are equal down to the last field, and of one type.</summary>
    public static string Written(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        IFormattable plain => $"{plain.GetType().Name} {plain.ToString(null, CultureInfo.InvariantCulture)}",
        bool or char => $"{value}",
        IEnumerable many => $"{value.GetType().Name}[{string.Join(", ", many.Cast<object?>().Select(Written))}]",
        _ => $"{value.GetType().Name}({string.Join(", ", Fields(value.GetType()).Select(field => $"{field.Name} {Written(field.GetValue(value))}"))})",
    };

    private object? Plain(Type type)
    {
        var n = ++_count;
        return type switch
        {
            { IsEnum: true } => Enum.GetValues(type) is var all && full ? all.GetValue(n % all.Length) : Activator.CreateInstance(type),
            _ when type == typeof(string) => full ? $"文字 text {n}" : "",
            _ when type == typeof(bool) => full,
            _ when type == typeof(DateTimeOffset) => full ? DateTimeOffset.UnixEpoch.AddMinutes(n).ToOffset(TimeSpan.FromHours(8)) : default(DateTimeOffset),
            _ when type == typeof(DateOnly) => full ? new DateOnly(2026, 1, 1).AddDays(n) : default(DateOnly),
            _ when type == typeof(TimeSpan) => full ? TimeSpan.FromMilliseconds(n) : default(TimeSpan),
            _ when type == typeof(Guid) => full ? Guid.NewGuid() : default(Guid),
            { IsPrimitive: true } or { FullName: "System.Decimal" } => Convert.ChangeType(full ? n % 100 : 0, type, CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    private object Message(Type type, int depth)
    {
        var made = RuntimeHelpers.GetUninitializedObject(type.IsAbstract ? Contracts.Concrete(type)[0] : type);
        foreach (var field in Fields(made.GetType()))
        {
            field.SetValue(made, Of(field.FieldType, depth + 1));
        }

        return made;
    }

    private static IEnumerable<FieldInfo> Fields(Type type) =>
        (type.BaseType is { } known && known != typeof(object) && known != typeof(ValueType) ? Fields(known) : []).Concat(Contracts.Fields(type).Select(static f => f.Field));
}
#endif
