using System.Buffers.Text;
using System.Security.Cryptography;
using Grains.Organisation;
using Grains.Time;

namespace Web.Import;

/// <summary>What a check needs of the running hub: random ids and today in the hub's calendar.</summary>
public static class RosterMint
{
    /// <summary>128 random bits: ids say nothing about what they name and never meet.</summary>
    private const int IdBytes = 16;

    public static RosterOptions Options(int region) =>
        new(region, Today(), static () => Id("b-"), static () => Id("m-"));

    private static DateOnly Today() => new HubCalendar().DateOf(TimeProvider.System.GetUtcNow());

    private static string Id(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
}
