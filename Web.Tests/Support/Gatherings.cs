using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;

namespace Web.Tests.Support;

/// <summary>Summons gatherings through the API.</summary>
public static class Gatherings
{
    public static string NewId() => "g-" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    /// <summary>Opens a gathering of the branch as its secretary; answers its id.</summary>
    public static Task<string> OpenAsync(this HubServer hub, string topic = "测试闪聚", bool activists = false) =>
        hub.SummonAsync(NewId(), topic, activists, opensAt: null);

    /// <summary>Plans one in an hour.</summary>
    public static Task<string> PlanAsync(this HubServer hub, string topic = "测试计划") =>
        hub.SummonAsync(NewId(), topic, activists: false, hub.Clock.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds());

    /// <summary>Opens one and closes it again.</summary>
    public static async Task<string> CloseAsync(this HubServer hub, string topic = "测试结束")
    {
        var id = await hub.OpenAsync(topic);
        await hub.SubmitAsync(id, new Grains.Gatherings.Close(await hub.ActorAsync(Tenant.Officer)));
        return id;
    }

    public static string Body(string id, string node = Tenant.Branch, string topic = "测试", string extra = "") =>
        $$"""{"id":"{{id}}","node":"{{node}}","subtree":false,"type":"flash","topic":"{{topic}}"{{extra}}}""";

    private static async Task<string> SummonAsync(this HubServer hub, string id, string topic, bool activists, long? opensAt)
    {
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var extra = (activists ? ",\"activists\":true" : "") + (opensAt is null ? "" : $",\"opensAt\":{opensAt}");
        (await officer.PostAsync("/api/gatherings", Body(id, topic: topic, extra: extra))).Expect(HttpStatusCode.Created);
        return id;
    }
}
