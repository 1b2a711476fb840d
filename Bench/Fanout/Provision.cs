using Grains.Accounts;
using Grains.Organisation;
using Grains.Rules;
using Microsoft.Extensions.DependencyInjection;
using Storage;
using Storage.Organisation;
using Web.SignIn;

namespace Bench.Fanout;

/// <summary>
/// Fills an empty database with one branch of members, each with a session. Sessions are written as rows: hashing
/// thousands of passwords is sign-in's cost, not the room's.
/// </summary>
public static class Provision
{
    public const string Node = "b-bench";

    /// <summary>Answers the members' session tokens; the first is the secretary's.</summary>
    public static Task<string[]> FillAsync(string folder, int members) => FillAsync(new StorageOptions { Data = folder }, members);

    /// <summary>The same in whichever database.</summary>
    public static async Task<string[]> FillAsync(StorageOptions storage, int members)
    {
        await using var database = await HubDatabase.OpenAsync(storage);
        await using var services = new ServiceCollection().AddLogging().AddHubStorage(database).BuildServiceProvider();
        return await FillAsync(services, members);
    }

    /// <summary>The same in a hub that runs.</summary>
    public static async Task<string[]> FillAsync(IServiceProvider services, int members)
    {
        var ids = Enumerable.Range(0, members).Select(static i => $"m-bench{i}").ToArray();
        await services.GetRequiredService<RosterWriter>().ImportAsync(new RosterPlan(
            [new RosterNode(Node, null, NodeKind.Branch, "压测支部", $"/{Node}/")],
            [.. ids.Select(static (id, i) => new RosterMember(
                id, RegistrationNumber.Mint(110_108, 2020, 1, i + 1), $"成员{i}", Category.Full, Relation.Registered, Node, null, null, null, false))],
            [new RosterOffice(ids[0], Role.Secretary, Node)]));
        var accounts = services.GetRequiredService<IAccountStore>();
        var now = DateTimeOffset.UtcNow;
        var tokens = new string[members];
        for (var i = 0; i < members; i++)
        {
            tokens[i] = SessionToken.Create();
            await accounts.OpenSession(ids[i], new NewSession(SessionToken.IdOf(tokens[i]), "bench", now, now.AddDays(1)), CancellationToken.None);
        }

        return tokens;
    }
}
