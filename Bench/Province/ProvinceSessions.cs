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

    public static async Task<ProvinceSessions> OpenAsync(StorageOptions storage, int joiners, CancellationToken cancellation)
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

        var members = new List<Signed>();
        var (people, after) = (services.GetRequiredService<StatisticsQuery>(), (string?)null);
        while (members.Count < joiners)
        {
            var page = await people.PeopleAsync(root.Path, Category.Full, Relation.Registered, after, Paging.Most, cancellation);
            foreach (var person in page.Take(joiners - members.Count))
            {
                members.Add(await SignAsync(services, person.Member, ""));
            }

            if (page.Count < Paging.Most)
            {
                break;
            }

            after = page[^1].Member;
        }

        return new ProvinceSessions { Root = signed[0], Cities = [.. signed.Skip(1)], Joiners = [.. members] };
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
