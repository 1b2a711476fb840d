using System.Net;

namespace Web.VirtualBranches;

/// <summary>
/// Guesses from an address which county is in charge. A guess only: the founder corrects it, and what is not known goes
/// to the central queue.
/// </summary>
public interface ICountyLookup
{
    /// <summary>Id, region or name of a committee of the tree; null: not known.</summary>
    string? Find(IPAddress address);
}

/// <summary>Where no table of addresses is given: everything is unknown.</summary>
public sealed class NoCountyLookup : ICountyLookup
{
    public string? Find(IPAddress address) => null;
}
