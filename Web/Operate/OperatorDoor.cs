using Grains.Organisation;
using Grains.Rules;
using Microsoft.AspNetCore.Http;
using Web.SignIn;

namespace Web.Operate;

/// <summary>Who may see how the hub itself runs: officers of the root committee.</summary>
public sealed class OperatorDoor(IOrganisationStore organisation)
{
    /// <summary>Null: may look. Else the rule that refuses.</summary>
    public async Task<Refusal?> AskAsync(HttpContext context, CancellationToken cancellation) =>
        context.User.Identity?.IsAuthenticated != true ? Rulebook.NotSignedIn
        : context.User.MustChange() ? Rulebook.PasswordMustChange
        : await organisation.Actor(context.User.Member(), cancellation) is { } actor ? Rights.AskOperator(actor)
        : Rulebook.OperatorOnly;
}
