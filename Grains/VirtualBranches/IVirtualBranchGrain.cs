using Grains.Rules;

namespace Grains.VirtualBranches;

/// <summary>
/// A virtual branch (<c>v-…</c>) or a group for organisational life (<c>l-…</c>): decides its commands in turn. It never
/// loads the roster, so that joining costs the same with one member and with fifty thousand. Key: the node id.
/// </summary>
[Alias("virtual-branch")]
public interface IVirtualBranchGrain : IGrainWithStringKey
{
    /// <summary>Decides, commits, answers, then tells whom it concerns. Idempotent by actor and request id.</summary>
    [Alias("submit")]
    Task<VirtualAnswer> Submit(VirtualCommand command);

    /// <summary>The secretary looked at the page: a sign of life, written down at most every <see cref="VirtualBranchLimits.SeenEvery"/>.</summary>
    [Alias("seen")]
    Task Seen(Actor by);

    /// <summary>Does what is due: opens an election after a long silence, closes one. Woken by the clock.</summary>
    [Alias("tick")]
    Task Tick();
}
