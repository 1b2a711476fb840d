namespace Web.VirtualBranches;

/// <summary>How large a virtual branch is, as strangers are told: never the number itself.</summary>
public static class SizeBand
{
    private static readonly (int From, string Band)[] Bands =
        [(50_000, "50000+"), (10_000, "10000-49999"), (1_000, "1000-9999"), (200, "200-999"), (50, "50-199"), (10, "10-49"), (0, "1-9")];

    public static string Of(int members) => Bands.First(band => members >= band.From).Band;
}
