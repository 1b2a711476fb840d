using Grains.Journal;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Storage.Queries;

namespace Grains.Tests.Organisation.Tree;

/// <summary>An organisation of its own below a root of its own, its officer, and short ways to change and read it.</summary>
internal sealed class TreeScene(GrainsOverStorage hub)
{
    private static int _requests;

    public Scene Scene { get; } = new(hub.Database);

    public IOrganisationGrain Grain => hub.Grains.GetGrain<IOrganisationGrain>(IOrganisationGrain.Key);

    public PastQuery Past => hub.Services.GetRequiredService<PastQuery>();

    public TreeQuery Tree => hub.Services.GetRequiredService<TreeQuery>();

    public IOrganisationStore Store => hub.Services.GetRequiredService<IOrganisationStore>();

    public RosterNode Root { get; private set; } = null!;

    /// <summary>Organisation officer of the root.</summary>
    public Actor Officer { get; private set; } = null!;

    public async Task<TreeScene> SetAsync()
    {
        Root = await Scene.NodeAsync(null, "集团党委", NodeKind.Committee);
        var officer = await Scene.MemberAsync(Root, "组织委员");
        await Scene.OfficeAsync(officer, Root, Role.Organisation);
        Officer = (await Store.Actor(officer.Id, Scene.None))!;
        return this;
    }

    public static string Request() => $"r-{Interlocked.Increment(ref _requests)}";

    /// <summary>Sends until the answer is certain, as a client does.</summary>
    public async Task<OrganisationAnswer> DoAsync(OrganisationCommand command)
    {
        var journal = hub.Services.GetRequiredService<IJournal>();
        while (true)
        {
            var answer = await Grain.Submit(command);
            if (answer.Refusal != Rulebook.Uncertain && answer.Refusal != Rulebook.Unavailable && answer.Refusal != Rulebook.Busy)
            {
                return answer;
            }

            SpinWait.SpinUntil(() => journal.IsUp);
        }
    }

    public async Task<string> FoundAsync(string parent, string name, NodeKind kind = NodeKind.Branch)
    {
        var answer = await DoAsync(new FoundNode(Officer, Request(), kind, name, parent, "", "", ""));
        Assert.Null(answer.Refusal);
        return answer.Id;
    }

    public async Task<string> MemberAsync(string node, string name = "王芳", Category category = Category.Full)
    {
        var member = Scene.Person(node, name, category);
        await Scene.WriteAsync(RosterPlan.Empty with { Members = [member] });
        return member.Id;
    }

    public async Task RefuseAsync(Refusal rule, OrganisationCommand command) => Assert.Equal(rule, (await Grain.Submit(command)).Refusal);

    /// <summary>Names from the root to where the member belonged at that moment.</summary>
    public async Task<string> PlaceAsync(string member, DateTimeOffset at) =>
        string.Join('/', (await Past.PlaceOfAsync(member, at)).Select(static n => n.Name));

    public Task<T?> ScalarAsync<T>(string sql, object? parameters = null) => Scene.ScalarAsync<T>(sql, parameters);
}
