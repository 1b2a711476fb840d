using Grains.Consultations;
using Grains.Rules;
using Microsoft.AspNetCore.Http;
using Web.Api;

namespace Web.Consultations;

/// <summary>Carries commands to a consultation. Who is no party is turned away before its grain is woken.</summary>
public sealed class ConsultationDesk(ConsultationDoor door, IGrainFactory grains)
{
    public async Task<IResult> SubmitAsync(
        string id, string member, Func<Actor, ConsultationCommand> command, CancellationToken cancellation, string? clientId = null)
    {
        if (await door.OpenAsync(id, member, cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var answer = await grains.GetGrain<IConsultationGrain>(id).Submit(command(place.Actor));
        return answer is { Refusal: null, Consultation: { } brief }
            ? Answers.Ok(new ConsultationAckView(answer.Seq, answer.At.ToUnixTimeMilliseconds(), clientId, ConsultationView.Of(brief, member)))
            : Answers.Refused(answer.Refusal ?? Rulebook.Unavailable);
    }
}
