namespace Grains.Offices;

/// <summary>The posts of one node: appoints and ends, one after the other. Key: the node id (<c>b-…</c>).</summary>
[Alias("office-desk")]
public interface IOfficeGrain : IGrainWithStringKey
{
    [Alias("appoint")]
    Task<OfficeAnswer> Appoint(Appoint command);

    [Alias("end")]
    Task<OfficeAnswer> End(EndOffice command);

    /// <summary>Ends on record the terms that have run out, and tells who held them and who appoints.</summary>
    [Alias("tick")]
    Task Tick();
}

/// <summary>Limits of posts.</summary>
public static class OfficeLimits
{
    public const int YearsLeast = 1;
    public const int YearsMost = 5;
    public const int ReasonCodePoints = 200;
    /// <summary>Terms that end within this time stand on the due list.</summary>
    public static readonly TimeSpan DueAhead = TimeSpan.FromDays(90);
}
