using System.Globalization;

namespace Web.Tests.Faults;

/// <summary>How much a seeded test tries: a quick share by default, more where the long form asks for it.</summary>
internal static class Rounds
{
    /// <summary>Set by <c>bench faults</c>: how many worlds, and the first seed.</summary>
    public const string CountVariable = "HUB_FAULT_WORLDS";
    public const string SeedVariable = "HUB_FAULT_SEED";

    public static int Count(int quick) => Number(CountVariable) ?? quick;

    public static int Seed => Number(SeedVariable) ?? 0;

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
