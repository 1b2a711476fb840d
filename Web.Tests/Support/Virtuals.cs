using System.Buffers.Text;
using System.Security.Cryptography;
using Grains.VirtualBranches;

namespace Web.Tests.Support;

/// <summary>Virtual branches and life groups through the API.</summary>
public static class Virtuals
{
    public static string NewId(string prefix = "v-") => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    public static string Request() => Guid.NewGuid().ToString("N");

    public static string Founding(string prefix, string? id = null, bool open = false, string name = "骑手学习会") =>
        $$"""{"id":"{{id ?? NewId(prefix)}}","requestId":"{{Request()}}","name":"{{name}}","topic":"理论学习","about":"","county":"{{Tenant.Root}}","openJoining":{{(open ? "true" : "false")}},"rules":1,"pledge":1}""";

    /// <summary>A body that every command on one finds what it needs in.</summary>
    public static string Body() =>
        $$"""{"requestId":"{{Request()}}","rules":1,"pledge":1,"member":"{{Tenant.Member.Id}}","candidate":"{{Tenant.Member.Id}}","agree":true,"reason":"核查","name":"新名","topic":"新主题","about":"","openJoining":false,"memberSummons":true}""";

    /// <summary>
    /// Founded by the member with a letter under the committee; "member" is in it and is offered the post, and asks
    /// nothing; the spare asks to join.
    /// </summary>
    public static async Task<string> FoundAsync(this HubServer hub, bool open = false)
    {
        var id = NewId();
        var grain = hub.GrainFactory.GetGrain<IVirtualBranchGrain>(id);
        async Task Do(VirtualCommand command) => Assert.Null((await grain.Submit(command)).Refusal);
        var (founder, member, spare) = (await hub.ActorAsync(Tenant.NonRegistered), await hub.ActorAsync(Tenant.Member), await hub.ActorAsync(Tenant.Spare));
        await Do(new FoundVirtual(founder, Request(), "骑手学习会", "理论学习", "", Tenant.Root, open, 1, 1));
        await Do(new JoinVirtual(member, Request(), 1));
        if (!open)
        {
            await Do(new AnswerRequest(founder, Request(), member.Member, Agree: true));
            await Do(new JoinVirtual(spare, Request(), 1));
            await Do(new OfferPost(founder, Request(), member.Member));
        }

        return id;
    }
}
