using System.Security.Cryptography;
using Web.Live.Wire;

namespace Web.Live.Connections;

/// <summary>When a client that is sent away may return: spread at random, so that thousands do not come back at once.</summary>
public static class Farewells
{
    private const int LeastMilliseconds = 1_000;
    private const int MostMilliseconds = 10_000;
    private const int DrainMostMilliseconds = 5_000;

    /// <summary>0: do not return by itself.</summary>
    public static int ReturnAfter(ByeCode code) => code.Code switch
    {
        "signed-out" or "too-many-connections" => 0,
        "draining" => RandomNumberGenerator.GetInt32(LeastMilliseconds, DrainMostMilliseconds),
        _ => RandomNumberGenerator.GetInt32(LeastMilliseconds, MostMilliseconds),
    };
}
