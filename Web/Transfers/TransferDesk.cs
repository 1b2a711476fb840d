using Grains.Rules;
using Grains.Time;
using Grains.Transfers;
using Microsoft.AspNetCore.Http;
using Web.Api;
using Web.Live.Wire;

namespace Web.Transfers;

/// <summary>Carries commands to a case. For whom it is not there, its grain is not woken.</summary>
public sealed class TransferDesk(TransferDoor door, TransferReader reader, IGrainFactory grains)
{
    public async Task<IResult> SubmitAsync(
        string id, string member, string? requestId, Func<Actor, string, TransferCommand> command, CancellationToken cancellation)
    {
        if (await door.OpenAsync(id, member, cancellation) is not { } place)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        if (!Shape.ClientId(requestId))
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        var answer = await grains.GetGrain<ITransferGrain>(id).Submit(command(place.Actor, requestId));
        return answer is { Refusal: null, Case: { } it }
            ? Answers.Ok(await reader.PageAsync(place with { Case = it }, cancellation))
            : Answers.Refused(answer.Refusal ?? Rulebook.Unavailable);
    }

    /// <summary>The refusal for those who see the case; to the others it is not there.</summary>
    public async Task<IResult> MissingAsync(string id, string member, Refusal refusal, CancellationToken cancellation) =>
        Answers.Refused(await door.OpenAsync(id, member, cancellation) is null ? Rulebook.NotFound : refusal);
}
