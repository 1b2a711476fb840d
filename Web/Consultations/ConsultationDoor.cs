using Grains.Consultations;
using Grains.Organisation;
using Grains.Rules;
using Storage.Queries;

namespace Web.Consultations;

/// <summary>A consultation as one of its parties may see it.</summary>
public sealed record ConsultationPlace(ConsultationBrief Consultation, Actor Actor)
{
    public bool IsMember => Consultation.Charter.Member == Actor.Member;
}

/// <summary>
/// Lets the member who asked and the committee of the desk see a consultation. For everyone else, those above and those
/// who run the hub among them, it is not there.
/// </summary>
public sealed class ConsultationDoor(ConsultationQuery consultations, IOrganisationStore organisation)
{
    public async Task<ConsultationPlace?> OpenAsync(string id, string member, CancellationToken cancellation)
    {
        if (await organisation.Actor(member, cancellation) is not { } actor
            || await consultations.ByIdAsync(id, cancellation) is not { } brief)
        {
            return null;
        }

        return brief.Charter.Member == member || Rights.AskDesk(actor, brief.Charter.Node) is null ? new ConsultationPlace(brief, actor) : null;
    }

    public async Task<bool> ExistsAsync(string id, CancellationToken cancellation) =>
        await consultations.ByIdAsync(id, cancellation) is not null;
}
