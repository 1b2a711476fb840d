using Grains.Consultations;
using Grains.Points;

namespace Grains.Gateways;

/// <summary>Something for all devices of a member; one of its parts is there.</summary>
[GenerateSerializer, Immutable, Alias("member-push")]
public sealed record MemberPush(
    [property: Id(0)] Notice? Notice = null,
    [property: Id(1)] ConsultationPush? Consultation = null,
    [property: Id(2)] PointsPush[]? Points = null)
{
    // Not awaited: what is lost is replayed at Hello or read again.
    internal void To(IGatewayObserver gateway, string member)
    {
        if (Notice is not null)
        {
            gateway.Noticed(member, Notice).Ignore();
        }

        if (Consultation is not null)
        {
            gateway.Consulted(member, Consultation).Ignore();
        }

        if (Points is not null)
        {
            gateway.Points(member, Points).Ignore();
        }
    }
}
