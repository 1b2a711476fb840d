using Grains.Organisation.Tree;
using Grains.Rules;
using Microsoft.AspNetCore.Http;
using Web.Api;

namespace Web.Organisation;

/// <summary>Carries commands to the one writer of the tree and of the registry, and answers what became of them.</summary>
public sealed class OrganisationDesk(IGrainFactory grains)
{
    public async Task<IResult> SubmitAsync(OrganisationCommand command)
    {
        var answer = await grains.GetGrain<IOrganisationGrain>(IOrganisationGrain.Key).Submit(command);
        return answer.Refusal is { } refusal
            ? Answers.Refused(refusal)
            : Answers.Ok(new OrganisationAckView(answer.Id, answer.Nodes, answer.Members, answer.Warnings ?? []));
    }
}
