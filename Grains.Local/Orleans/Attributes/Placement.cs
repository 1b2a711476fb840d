// Where a cluster puts an activation. One process has one place, so these say nothing here.

namespace Orleans.Placement;

/// <summary>Base of the placement attributes.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class PlacementAttribute : Attribute
{
    private protected PlacementAttribute()
    {
    }
}

/// <summary>In a cluster: on the caller's silo.</summary>
public sealed class PreferLocalPlacementAttribute : PlacementAttribute;

/// <summary>In a cluster: on any silo.</summary>
public sealed class RandomPlacementAttribute : PlacementAttribute;

/// <summary>In a cluster: on the silo that the id hashes to.</summary>
public sealed class HashBasedPlacementAttribute : PlacementAttribute;

/// <summary>In a cluster: on the silo with most to spare.</summary>
public sealed class ResourceOptimizedPlacementAttribute : PlacementAttribute;
