using System.Buffers.Text;
using System.Security.Cryptography;
using Grains.Censuses;

namespace Web.Tests.Support;

/// <summary>Holds censuses of the branch, opened by its secretary.</summary>
public static class CensusScenes
{
    public static string NewId() => "c-" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    public static async Task<string> CensusAsync(this HubServer hub)
    {
        var (id, officer) = (NewId(), await hub.ActorAsync(Tenant.Officer));
        var answer = await hub.GrainFactory.GetGrain<ICensusGrain>(id).Open(
            new OpenCensus(officer, Tenant.Branch, "/b-root/b-one/", "矩阵摸排", hub.Clock.GetUtcNow().AddDays(7)));
        Assert.Null(answer.Refusal);
        return id;
    }
}
