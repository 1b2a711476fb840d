using Grains.Consultations;
using Grains.Gateways;
using Grains.Points;

namespace Grains.Members;

/// <summary>A member: serialises its points and knows on which web nodes its devices are. Key: the member id.</summary>
[Alias("member")]
public interface IMemberGrain : IGrainWithStringKey
{
    /// <summary>
    /// A node holds at least one device of this member (lease <see cref="MemberLimits.AttachLease"/>, renewed by calling again).
    /// Counts the day's first visit.
    /// </summary>
    [Alias("attach")]
    Task Attach(string node, IGatewayObserver gateway);

    [Alias("detach")]
    Task Detach(string node);

    /// <summary>Enters awards in the ledger, caps exact, each at most once; then tells the member's devices.</summary>
    [Alias("award")]
    Task<PointsPush[]> Award(Award[] awards);

    /// <summary>Tells the member's devices what happened in a consultation. Keeps nothing: what is missed is read again.</summary>
    [Alias("consult")]
    Task Consult(ConsultationPush push);

    /// <summary>Tells the member's devices that something they see has changed. Keeps nothing.</summary>
    [Alias("notice")]
    Task Notice(Notice notice);

    /// <summary>Pushes that a device missed: entries after <paramref name="seq"/>, at most <see cref="MemberLimits.ReplayMost"/>.</summary>
    [Alias("replay")]
    Task<PointsPush[]> Replay(long seq);
}

/// <summary>Limits of a member's live state.</summary>
public static class MemberLimits
{
    public static readonly TimeSpan AttachLease = TimeSpan.FromMinutes(2);
    public const int ReplayMost = 100;
}
