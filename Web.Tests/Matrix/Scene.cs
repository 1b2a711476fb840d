using Grains.Gatherings;
using Storage.Media;
using Web.Tests.Support;

namespace Web.Tests.Matrix;

/// <summary>A gathering of the branch, with a message and a picture in it.</summary>
public sealed record Scene(string Gathering, long Message, string Picture)
{
    public static async Task<Scene> SetAsync(HubServer hub, bool closed = false)
    {
        var officer = await hub.ActorAsync(Tenant.Officer);
        var spare = await hub.ActorAsync(Tenant.Spare);
        var id = Gatherings.NewId();
        var now = hub.Clock.GetUtcNow();
        var charter = new GatheringCharter(
            id, Tenant.Branch, "/b-root/b-one/", Tenant.BranchName, Subtree: false, GatheringType.Flash, "矩阵", Activists: true,
            officer.Member, officer.Name, now, now);
        Assert.Null((await hub.GrainFactory.GetGrain<IGatheringGrain>(id).Summon(officer, charter, TimeSpan.FromMinutes(30))).Refusal);
        var answers = await hub.SubmitAsync(id, new Enter(spare, "d-spare"), new Post(spare, "c-1", "在", null, null), new Exit(spare, "d-spare", Lost: false));
        var media = (MediaStore)hub.Services.GetService(typeof(MediaStore))!;
        var row = new NewMedia(spare.Member, id, MediaPurpose.Original, null, "image/png", 4, 4);
        var picture = await media.SaveAsync(row, new MemoryStream(Pictures.Png(4, 4)));
        if (closed)
        {
            await hub.SubmitAsync(id, new Close(officer));
        }

        return new Scene(id, answers[1].Seq, picture.Id);
    }
}
