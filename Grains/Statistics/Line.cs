namespace Grains.Statistics;

/// <summary>
/// The two lines that every node stands on. On the sector line a node hangs on its sector parent, and where it has none
/// on its territorial one: so both lines hold every node once, and the root counts the same on both.
/// </summary>
public enum Line
{
    /// <summary>属地</summary>
    Territorial,
    /// <summary>行业</summary>
    Sector,
}
