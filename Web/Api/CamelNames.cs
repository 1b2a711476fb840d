using System.Text.Json;
using System.Text.Json.Serialization;

namespace Web.Api;

/// <summary>Enums travel as their names in camelCase, never as numbers.</summary>
public sealed class CamelNames<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
