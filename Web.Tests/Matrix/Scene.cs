using System.Security.Cryptography;
using Grains.Corrections;
using Grains.Declarations;
using Grains.Gatherings;
using Grains.Gatherings.Conduct;
using Grains.Gatherings.Flags;
using Grains.Gatherings.Floor;
using Grains.Gatherings.Polls;
using Grains.Gatherings.Questions;
using Grains.Rules;
using Microsoft.Extensions.DependencyInjection;
using Storage.Corrections;
using Storage.Media;
using Web.Declarations;
using Web.Tests.Support;

namespace Web.Tests.Matrix;

/// <summary>A gathering of the branch, with a message, a hidden one with an appeal, a picture, two questions, two polls, a speaker and a raised hand in it, a consultation that the member opened, a transfer to the other branch and a request for a card there that the member opened, a census of the branch, and where asked for a virtual branch.</summary>
public sealed record Scene(string Gathering, long Message, long Hidden, long Question, string Picture, string Consultation, string Virtual)
{
    /// <summary>One that is not there, unless the scene is set.</summary>
    public string Census { get; init; } = CensusScenes.NewId();
    public string Transfer { get; init; } = "t-none";
    public string Card { get; init; } = "c-none";
    public string Declaration { get; init; } = "d-none";
    public string Correction { get; init; } = "k-none";

    public const string OpenedPoll = "p-opened";
    public const string PreparedPoll = "p-prepared";

    /// <summary>A receipt as a device makes one.</summary>
    public static string NewReceipt() => RandomNumberGenerator.GetString("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 20);

    private static async Task<string> DeclareAsync(HubServer hub)
    {
        var id = Receipt.IdOf(NewReceipt());
        var person = new Declared("赵新", Category.Applicant, null, null, "东湖街道", "", null, "");
        Assert.Null((await hub.GrainFactory.GetGrain<IDeclarationGrain>(id).Declare(new Declare(null, person, "initial$none"))).Refusal);
        return id;
    }

    // One open correction of the member's name at a time: what an earlier row left is decided first.
    private static async Task<string> FileAsync(HubServer hub)
    {
        var desk = hub.Services.GetRequiredService<CorrectionDesk>();
        foreach (var person in Tenant.People)
        {
            foreach (var left in await hub.Services.GetRequiredService<CorrectionStore>().OfMemberAsync(person.Id))
            {
                if (left.Correction.State == CorrectionState.Open)
                {
                    Assert.Null((await desk.Withdraw(person.Id, $"r-{Guid.NewGuid():N}", left.Correction.Id, CancellationToken.None)).Refusal);
                }
            }
        }

        var answer = await desk.File(
            Tenant.Member.Id, $"r-{Guid.NewGuid():N}", $"k-{Guid.NewGuid():N}", CorrectionField.Name, "王更正", "写错了", CancellationToken.None);
        Assert.Null(answer.Refusal);
        return answer.Id;
    }

    private static PollForm Poll(string id) => new(id, "表决", ["同意", "不同意"], 1, Anonymous: false, Electorate.Voters);

    /// <param name="row">The row of the matrix that it is set for, so that what the row does not speak of is left out; null sets all.</param>
    public static async Task<Scene> SetAsync(HubServer hub, bool closed = false, bool settled = false, bool founded = false, string? row = null)
    {
        var officer = await hub.ActorAsync(Tenant.Officer);
        var spare = await hub.ActorAsync(Tenant.Spare);
        await OrganisationScene.SetAsync(hub);
        var id = Gatherings.NewId();
        var now = hub.Clock.GetUtcNow();
        var charter = new GatheringCharter(
            id, Tenant.Branch, "/b-root/b-one/", Tenant.BranchName, Subtree: false, GatheringType.Flash, "矩阵", Activists: true,
            officer.Member, officer.Name, now, now);
        Assert.Null((await hub.GrainFactory.GetGrain<IGatheringGrain>(id).Summon(officer, charter, TimeSpan.FromMinutes(30))).Refusal);
        var above = await hub.ActorAsync(Tenant.OfficerAbove);
        await hub.SubmitAsync(id, new Enter(spare, "d-spare"), new Enter(above, "d-above"));
        // Rules that somebody published before hold here too.
        if ((await hub.Services.GetRequiredService<IGatheringStore>().PostingRules(charter, CancellationToken.None)).Current is { } rules)
        {
            await hub.SubmitAsync(id, new AcceptRules(spare, rules.Version), new AcceptRules(above, rules.Version));
        }

        var answers = await hub.SubmitAsync(id, new Post(spare, "c-1", "在", null, null), new Post(spare, "c-2", "离题", null, null));
        await hub.SubmitAsync(id, new Hide(officer, answers[1].Seq, "离题"), new Appeal(spare, answers[1].Seq, "请再看看"));
        var asked = await hub.SubmitAsync(
            id, new AskQuestion(spare, "q-1", "第一问"), new AskQuestion(above, "q-2", "第二问"));
        await hub.SubmitAsync(
            id, new RaiseHand(spare, Order: false), new GiveFloor(officer, ""), new RaiseHand(above, Order: false), new Exit(spare, "d-spare", Lost: false));
        await hub.SubmitAsync(
            id, new PreparePoll(officer, Poll(OpenedPoll)), new OpenPoll(officer, OpenedPoll), new PreparePoll(officer, Poll(PreparedPoll)));
        var media = (MediaStore)hub.Services.GetService(typeof(MediaStore))!;
        var upload = new NewMedia(spare.Member, id, MediaPurpose.Original, null, "image/png", 4, 4);
        var picture = await media.SaveAsync(upload, new MemoryStream(Pictures.Png(4, 4)));
        if (closed)
        {
            await hub.SubmitAsync(id, new Close(officer));
        }

        return new Scene(id, answers[0].Seq, answers[1].Seq, asked[0].Seq, picture.Id, await hub.AskAsync(settled), founded ? await hub.FoundAsync() : "v-none")
        {
            Census = Speaks("/censuses") ? await hub.CensusAsync() : CensusScenes.NewId(),
            Transfer = Speaks("/transfers") ? await hub.MoveAsync() : "t-none",
            Card = Speaks("/cards") ? await hub.AskCardAsync() : "c-none",
            Declaration = Speaks("/declarations") ? await DeclareAsync(hub) : "d-none",
            Correction = Speaks("/corrections") ? await FileAsync(hub) : "k-none",
        };

        bool Speaks(string of) => row?.Contains(of, StringComparison.Ordinal) ?? true;
    }
}
