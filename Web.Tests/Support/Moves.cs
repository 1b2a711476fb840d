using System.Buffers.Text;
using System.Security.Cryptography;
using Grains.Cards;
using Grains.Time;
using Grains.Transfers;
using Microsoft.Extensions.DependencyInjection;

namespace Web.Tests.Support;

/// <summary>Transfers and cards of the tenant's member, from its branch to the other one.</summary>
public static class Moves
{
    public static string NewId(string prefix = "t-") => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    public static string Request() => NewId("r-");

    public static string Body(string id, string target = Tenant.Elsewhere) =>
        $$"""{"requestId":"{{Request()}}","id":"{{id}}","target":"{{target}}","reason":"work"}""";

    /// <summary>A new case of the person, past one that runs.</summary>
    public static async Task<string> MoveAsync(this HubServer hub, Person? by = null, string target = Tenant.Elsewhere)
    {
        var actor = await hub.ActorAsync(by ?? Tenant.Member);
        var store = hub.Services.GetRequiredService<ITransferStore>();
        if (await store.RunningOf(actor.Member, CancellationToken.None) is { } running)
        {
            Assert.Null((await hub.GrainFactory.GetGrain<ITransferGrain>(running).Submit(new WithdrawTransfer(actor, Request()))).Refusal);
        }

        var id = NewId();
        Assert.Null((await hub.GrainFactory.GetGrain<ITransferGrain>(id).Begin(
            new BeginTransfer(actor, Request(), target, "", TransferReason.Work, "", true))).Refusal);
        return id;
    }

    /// <summary>A new request of the member for a card at the other branch, past one that is there.</summary>
    public static async Task<string> AskCardAsync(this HubServer hub)
    {
        var actor = await hub.ActorAsync(Tenant.Member);
        var cards = await hub.Services.GetRequiredService<ICardStore>().OfMember(actor.Member, CancellationToken.None);
        foreach (var card in cards.Where(static card => card.State is CardState.Requested or CardState.Running))
        {
            await hub.GrainFactory.GetGrain<ICardGrain>(card.Id).Submit(new EndCard(actor, Request(), ""));
        }

        var id = NewId("c-");
        var until = new HubCalendar().DateOf(hub.Clock.GetUtcNow()).AddMonths(1);
        Assert.Null((await hub.GrainFactory.GetGrain<ICardGrain>(id).Submit(new AskCard(actor, Request(), Tenant.Elsewhere, until, ""))).Refusal);
        return id;
    }
}
