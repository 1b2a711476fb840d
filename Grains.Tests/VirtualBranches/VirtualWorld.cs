using Grains.Organisation;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.Tests.Storage;
using Grains.VirtualBranches;
using Microsoft.Extensions.DependencyInjection;

namespace Grains.Tests.VirtualBranches;

/// <summary>Members of one tree branch who found, join and leave; every id is new.</summary>
internal sealed class VirtualWorld(GrainsOverStorage hub)
{
    private RosterNode? _root;
    private RosterNode? _home;

    public Scene Scene { get; } = new(hub.Database);

    public RosterNode Root => _root!;

    public async Task<VirtualWorld> SetAsync()
    {
        _root = await Scene.NodeAsync(name: "集团党委", kind: NodeKind.Committee);
        _home = await Scene.NodeAsync(_root);
        return this;
    }

    public async Task<string> MemberAsync(Category category = Category.Full, Relation relation = Relation.TemporaryLetter) =>
        (await Scene.MemberAsync(_home!, category: category, relation: relation)).Id;

    public async Task<string> OfficerAsync()
    {
        var officer = await Scene.MemberAsync(_root!);
        await Scene.OfficeAsync(officer, _root!, Role.Organisation);
        return officer.Id;
    }

    public async Task<Actor> ActorAsync(string member) =>
        (await hub.Services.GetRequiredService<IOrganisationStore>().Actor(member, CancellationToken.None))!;

    public static string NewId(string prefix = "v-") => prefix + Convert.ToBase64String(Guid.NewGuid().ToByteArray())[..22].Replace('+', '-').Replace('/', '_');

    public static string Request() => Guid.NewGuid().ToString("N");

    public IVirtualBranchGrain Grain(string id) => hub.Grains.GetGrain<IVirtualBranchGrain>(id);

    public async Task<string> FoundAsync(string founder, bool open = false, string prefix = "v-", string? county = null)
    {
        var id = NewId(prefix);
        var answer = await Grain(id).Submit(await FoundingAsync(founder, open, county));
        Assert.Null(answer.Refusal);
        return id;
    }

    public async Task<FoundVirtual> FoundingAsync(string founder, bool open = false, string? county = null) =>
        new(await ActorAsync(founder), Request(), "外卖骑手学习会", "理论学习", "", county, open, 1, 1);

    public async Task<VirtualAnswer> JoinAsync(string id, string member, string? request = null) =>
        await Grain(id).Submit(new JoinVirtual(await ActorAsync(member), request ?? Request(), 1));

    public async Task<VirtualAnswer> AgreeAsync(string id, string secretary, string member, bool agree = true) =>
        await Grain(id).Submit(new AnswerRequest(await ActorAsync(secretary), Request(), member, agree));

    public async Task<VirtualAnswer> LeaveAsync(string id, string member) =>
        await Grain(id).Submit(new LeaveVirtual(await ActorAsync(member), Request()));

    public async Task<VirtualBranchRow> RowAsync(string id) =>
        (await hub.Services.GetRequiredService<IVirtualBranchStore>().Row(id, CancellationToken.None))!;

    public Task<long> RosterAsync(string id) =>
        Scene.ScalarAsync<long>("select count(*) from membership where node = @Id and until is null", new { Id = id });
}
