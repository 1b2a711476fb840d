namespace Grains.Rules;

/// <summary>
/// Why a command was refused: a stable rule id a client may branch on, and one plain sentence in each language
/// that it may show as it stands. Never holds a name, a number or any other personal datum.
/// </summary>
[GenerateSerializer, Immutable, Alias("refusal")]
public sealed record Refusal(
    [property: Id(0)] string Rule,
    [property: Id(1)] string Zh,
    [property: Id(2)] string En);
