using Grains.Accounts;
using Grains.Consultations;
using Grains.Rules;
using Microsoft.Extensions.DependencyInjection;
using Storage;
using Storage.Queries;
using Web.SignIn;

namespace Bench.Province;

/// <summary>Somebody who is signed in.</summary>
internal sealed record Signed(string Member, string Node, string Token);

/// <summary>
/// Opens sessions as rows before the hub starts: hashing passwords is sign-in's cost. Who is who is read as the hub reads it.
/// </summary>
internal sealed class ProvinceSessions
{
    public required Signed Root { get; init; }
    public required Signed[] Cities { get; init; }
    /// <summary>Full registered members who may join a virtual branch.</summary>
    public required Signed[] Joiners { get; init; }
    /// <summary>Who is transferred and what is moved.</summary>
    public required ProvinceScript Script { get; init; }

    /// <param name="transfers">How many members move from branch to branch; <paramref name="moves"/>: how many nodes get another parent.</param>
    public static async Task<ProvinceSessions> OpenAsync(StorageOptions storage, int joiners, int transfers, int moves, CancellationToken cancellation)
    {
        await using var database = await HubDatabase.OpenAsync(storage, cancellation);
        await using var services = new ServiceCollection().AddLogging().AddHubStorage(database).AddWebQueries().BuildServiceProvider();
        var (nodes, desks) = (services.GetRequiredService<NodePageQuery>(), services.GetRequiredService<IConsultationStore>());
        var roots = await services.GetRequiredService<NodeQuery>().RootsAsync(cancellation);
        var root = roots[0];
        var signed = new List<Signed>();
        foreach (var node in (await nodes.BelowAsync(root.Id, cancellation)).Select(static below => below.Id).Prepend(root.Id))
        {
            if (await desks.Officers(node, DateTimeOffset.UtcNow, cancellation) is [var secretary, ..])
            {
                signed.Add(await SignAsync(services, secretary.Member, node));
            }
        }

        var (cities, script) = (signed.Skip(1).ToArray(), new ProvinceScript(database, (member, node) => SignAsync(services, member, node)));
        foreach (var city in cities)
        {
            await script.AddAsync(root.Path, city, (transfers + cities.Length - 1) / cities.Length, (moves + cities.Length - 1) / cities.Length, cancellation);
        }

        var members = new List<Signed>();
        foreach (var member in await script.LastAsync(joiners, cancellation))
        {
            members.Add(await SignAsync(services, member, ""));
        }

        return new ProvinceSessions { Root = signed[0], Cities = cities, Joiners = [.. members], Script = script };
    }

    private static async Task<Signed> SignAsync(IServiceProvider services, string member, string node)
    {
        var (token, now) = (SessionToken.Create(), DateTimeOffset.UtcNow);
        var accounts = services.GetRequiredService<IAccountStore>();
        // As if the member had set a password by the code that the import has written.
        if (await accounts.Load(member, CancellationToken.None) is { MustChange: true } credential)
        {
            await accounts.Save(credential with { MustChange = false }, CancellationToken.None);
        }

        await accounts.OpenSession(
            member, new NewSession(SessionToken.IdOf(token), "bench", now, now.AddDays(1)), CancellationToken.None);
        return new Signed(member, node, token);
    }
}
