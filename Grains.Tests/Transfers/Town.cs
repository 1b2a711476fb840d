using System.Buffers.Text;
using System.Security.Cryptography;
using Dapper;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.Tests.Storage;
using Grains.Transfers;
using Microsoft.Extensions.DependencyInjection;

namespace Grains.Tests.Transfers;

/// <summary>A root with two committees, a branch below each, an organiser on every node, and members to move.</summary>
internal sealed class Town(GrainsOverStorage hub)
{
    private int _requests;

    public Scene Scene { get; } = new(hub.Database);
    public RosterNode Root { get; private set; } = null!;
    public RosterNode East { get; private set; } = null!;
    public RosterNode West { get; private set; } = null!;
    public RosterNode From { get; private set; } = null!;
    public RosterNode To { get; private set; } = null!;
    public string RootOfficer { get; private set; } = "";
    public string EastOfficer { get; private set; } = "";
    public string WestOfficer { get; private set; } = "";
    public string FromOfficer { get; private set; } = "";
    public string ToOfficer { get; private set; } = "";

    public ITransferStore Store => hub.Services.GetRequiredService<ITransferStore>();

    public static async Task<Town> BuildAsync(GrainsOverStorage hub)
    {
        var town = new Town(hub);
        town.Root = await town.Scene.NodeAsync(kind: NodeKind.Committee, name: "市委");
        town.East = await town.Scene.NodeAsync(town.Root, "东区党委", NodeKind.Committee);
        town.West = await town.Scene.NodeAsync(town.Root, "西区党委", NodeKind.Committee);
        town.From = await town.Scene.NodeAsync(town.East, "一支部");
        town.To = await town.Scene.NodeAsync(town.West, "二支部");
        town.RootOfficer = await town.OfficerAsync(town.Root);
        town.EastOfficer = await town.OfficerAsync(town.East);
        town.WestOfficer = await town.OfficerAsync(town.West);
        town.FromOfficer = await town.OfficerAsync(town.From);
        town.ToOfficer = await town.OfficerAsync(town.To);
        return town;
    }

    public static string NewId(string prefix = "t-") => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    public async Task<string> OfficerAsync(RosterNode node, Role role = Role.Secretary)
    {
        var member = await Scene.MemberAsync(node, "书记");
        await Scene.OfficeAsync(member, node, role);
        return member.Id;
    }

    public async Task<string> MemberAsync(RosterNode? node = null, Relation relation = Relation.Registered, Category category = Category.Full) =>
        (await Scene.MemberAsync(node ?? From, "李明", category, relation)).Id;

    public async Task<Actor> ActorAsync(string member) =>
        (await hub.Services.GetRequiredService<IOrganisationStore>().Actor(member, CancellationToken.None))!;

    public ITransferGrain Grain(string id) => hub.Grains.GetGrain<ITransferGrain>(id);

    public string Request() => $"r-{Interlocked.Increment(ref _requests)}";

    public async Task<TransferAnswer> BeginAsync(string id, string member, RosterNode? to, string place = "", bool send = true, string? request = null) =>
        await Grain(id).Begin(new BeginTransfer(await ActorAsync(member), request ?? Request(), to?.Id, place, TransferReason.Work, "", send));

    public async Task<TransferAnswer> AdvanceAsync(string id, string officer, TransferState from, string? letter = null, int days = 90, string? request = null) =>
        await Grain(id).Submit(new AdvanceTransfer(await ActorAsync(officer), request ?? Request(), from, letter, days));

    /// <summary>Opens a case inside and brings it to the state named, each step by who has it.</summary>
    public async Task<string> BringAsync(string member, TransferState to)
    {
        var id = NewId();
        Ok(await BeginAsync(id, member, To));
        if (to >= TransferState.SourceBranchOk)
        {
            Ok(await AdvanceAsync(id, FromOfficer, TransferState.Submitted));
        }

        if (to >= TransferState.TargetCommitteeReceived)
        {
            Ok(await AdvanceAsync(id, EastOfficer, TransferState.SourceBranchOk));
        }

        if (to >= TransferState.TargetBranchAccepted)
        {
            Ok(await AdvanceAsync(id, ToOfficer, TransferState.TargetCommitteeReceived));
        }

        return id;
    }

    public static void Ok(TransferAnswer answer) => Assert.Null(answer.Refusal);

    public async Task<TransferTerms> TermsAsync(string id) => (await Store.Case(id, CancellationToken.None))!.Terms;

    /// <summary>Nodes on whose roster the member stands, by each of the places that say so.</summary>
    public async Task<string[]> HomesAsync(string member)
    {
        using var lease = await hub.Database.ReadAsync(CancellationToken.None);
        var homes = (await lease.Connection.QueryAsync<string>(
            "select node from membership where member = @member and kind = 'Home' and until is null", new { member })).ToArray();
        var row = await lease.Connection.QuerySingleAsync<string>("select node from member where id = @member", new { member });
        Assert.Equal([row], homes);
        return homes;
    }

    public Task<T?> ScalarAsync<T>(string sql, object parameters) => Scene.ScalarAsync<T>(sql, parameters);

    /// <summary>Asks until the journal, whose connection broke, takes facts again.</summary>
    public async Task BackAsync()
    {
        var journal = hub.Services.GetRequiredService<IJournal>();
        while (await journal.AppendAsync(new AuditFacts([new AuditFact(hub.Clock.GetUtcNow(), "hub", "test.back", "town", "")])) != Commit.Done)
        {
            await Task.Yield();
        }
    }

    /// <summary>Pokes the case as the clock does, where the store says that it is due.</summary>
    public async Task TickAsync(string id)
    {
        if ((await Store.Due(hub.Clock.GetUtcNow(), 10_000, CancellationToken.None)).Contains(id))
        {
            await Grain(id).Tick();
        }
    }
}
