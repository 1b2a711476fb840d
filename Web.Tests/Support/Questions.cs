using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using Grains.Consultations;

namespace Web.Tests.Support;

/// <summary>Asks the branch, past the limit on open questions.</summary>
public static class Questions
{
    public const string Subject = "党费怎么交";

    public static string NewId() => "q-" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    public static string Body(string id, string text = "想问一下", string subject = Subject, string extra = "") =>
        $$"""{"id":"{{id}}","topic":"dues","subject":"{{subject}}","clientId":"c-1","text":"{{text}}"{{extra}}}""";

    /// <summary>Opens one as the member; what the member had open before is closed.</summary>
    public static async Task<string> AskAsync(this HubServer hub, bool settled = false, Person? by = null)
    {
        using var member = await hub.SignInAsync(by ?? Tenant.Member);
        foreach (var open in (await member.GetAsync("/api/consultations")).Json.GetProperty("consultations").EnumerateArray()
            .Where(static c => c.GetProperty("state").GetString() != "closed"))
        {
            (await member.PostAsync($"/api/consultations/{open.GetProperty("id").GetString()}/close")).Expect(HttpStatusCode.OK);
        }

        var id = NewId();
        (await member.PostAsync("/api/consultations", Body(id))).Expect(HttpStatusCode.Created);
        if (settled)
        {
            var actor = await hub.ActorAsync(by ?? Tenant.Member);
            Assert.Null((await hub.GrainFactory.GetGrain<IConsultationGrain>(id).Submit(new Settle(actor))).Refusal);
        }

        return id;
    }
}
