using Grains.Organisation;
using Grains.Rules;
using Grains.Tests.Storage;
using Storage;
using Storage.Organisation;

namespace Grains.Tests.Relations;

/// <summary>A committee with a branch, its secretary above, an officer and a member, as grains over storage need them.</summary>
internal sealed class People
{
    private People(Scene scene, OrganisationStore store) => (Scene, _store) = (scene, store);

    private readonly OrganisationStore _store;

    public Scene Scene { get; }
    public RosterNode Root { get; private set; } = null!;
    public RosterNode Branch { get; private set; } = null!;
    public Actor Above { get; private set; } = null!;
    public Actor Officer { get; private set; } = null!;
    public Actor Member { get; private set; } = null!;

    public static async Task<People> SetAsync(HubDatabase database, TimeProvider clock)
    {
        var people = new People(new Scene(database), new OrganisationStore(database, clock));
        people.Root = await people.Scene.NodeAsync(kind: NodeKind.Committee, name: "县委");
        people.Branch = await people.Scene.NodeAsync(people.Root);
        people.Above = await people.HolderAsync(people.Root, Role.Organisation);
        people.Officer = await people.HolderAsync(people.Branch, Role.Organisation);
        people.Member = await people.ActorAsync((await people.Scene.MemberAsync(people.Branch)).Id);
        return people;
    }

    public async Task<Actor> ActorAsync(string member) => (await _store.Actor(member, Scene.None))!;

    public async Task<Actor> PersonAsync(Category category = Category.Full, Relation relation = Relation.Registered, RosterNode? node = null) =>
        await ActorAsync((await Scene.MemberAsync(node ?? Branch, category: category, relation: relation)).Id);

    public Task<Standing?> StandingAsync(string member) => _store.Standing(member, Scene.None);

    private async Task<Actor> HolderAsync(RosterNode node, Role role)
    {
        var holder = await Scene.MemberAsync(node);
        await Scene.OfficeAsync(holder, node, role);
        return await ActorAsync(holder.Id);
    }

    private static int _request;

    /// <summary>An id for a command, as a device would choose it.</summary>
    public static string Request() => $"r-{Interlocked.Increment(ref _request)}";
}
