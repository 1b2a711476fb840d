using System.Security.Cryptography;
using Grains.Organisation;
using Grains.Rules;
using Silo.Commands;
using Web.Import;
using Storage;
using Storage.Organisation;
using Web.SignIn;

namespace Silo.Demo;

/// <summary>
/// The demo tenant: written once into an empty database, by the way any import goes. Only the headquarters' secretary,
/// three members, a branch's secretary and deputy, the group's secretary, who operates the hub, and the secretary of the branch beside can sign in; their passwords are
/// random for each data folder and kept there.
/// </summary>
internal static class DemoTenant
{
    private const int Region = 110108;
    /// <summary>64 characters give six bits each: 96 bits.</summary>
    private const int PasswordLength = 16;
    /// <summary>No 0 O 1 l I: people type these from a table.</summary>
    private const string PasswordSigns = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-+=_.:@%";

    /// <summary>Makes the tenant where the database is empty; answers the sign-ins where they are known.</summary>
    public static async Task<IReadOnlyList<DemoSignIn>> EnsureAsync(
        HubDatabase database, string folder, CancellationToken cancellation)
    {
        var book = await new RosterBookReader(database, TimeProvider.System).ReadAsync(cancellation);
        if (book.Numbers.Count > 0 || book.Nodes.Count > 0)
        {
            var kept = DemoSignIns.Read(folder);
            if (kept.Count == 0)
            {
                await Console.Error.WriteLineAsync("hub: the database holds an organisation already; no demo was added");
            }
            return kept;
        }
        var plan = Plan();
        var signIns = Choose(plan).Select(pair => new DemoSignIn(
            pair.Role, pair.Member.Number, RandomNumberGenerator.GetString(PasswordSigns, PasswordLength))).ToList();
        // The file first: people without a password are of no use, a file without people is written anew.
        DemoSignIns.Write(folder, signIns);
        await new RosterWriter(database, TimeProvider.System).ImportAsync(Arm(plan, signIns), null, cancellation);
        await new RosterWriter(database, TimeProvider.System).ImportAsync(DemoEnterprises.Plan(plan), null, cancellation);
        await DemoVirtual.FoundAsync(database, plan, [.. signIns.Select(static signIn => signIn.Number)], TimeProvider.System.GetUtcNow());
        await DemoDevelopment.RecordAsync(database, plan);
        await DemoCoverage.RecordAsync(database, plan);
        return signIns;
    }

    /// <summary>The checked plan: the same members, numbers and posts each time; only the ids differ.</summary>
    public static RosterPlan Plan()
    {
        var verdict = RosterCheck.Run(DemoRoster.Make(), RosterBook.Empty, RosterMint.Options(Region));
        return verdict.Plan ?? throw new InvalidOperationException($"The demo roster is wrong: {verdict.Problems[0]}");
    }

    /// <summary>
    /// The headquarters' secretary; a registered, a not registered and a probationary member below it; and the committee
    /// that answers the first of them; the secretary of the root; and the secretary of a branch to which a member may transfer.
    /// </summary>
    private static IEnumerable<(string Role, RosterMember Member)> Choose(RosterPlan plan)
    {
        var headquarters = plan.Nodes.First(node => node.Name == DemoTree.Headquarters);
        var secretary = plan.Offices.First(office => office.Node == headquarters.Id && office.Role == Role.Secretary).Member;
        var below = plan.Nodes.Where(node => node.Path.StartsWith(headquarters.Path, StringComparison.Ordinal))
            .Select(node => node.Id).ToHashSet();
        var officers = plan.Offices.Select(office => office.Member).ToHashSet();
        var people = plan.Members.Where(member => below.Contains(member.Node) && !officers.Contains(member.Id)).ToList();
        yield return ("headquarters secretary 书记", plan.Members.First(member => member.Id == secretary));
        var registered = people.First(member => member is { Category: Category.Full, Relation: Relation.Registered });
        yield return ("member, registered 在册", registered);
        yield return ("member, not registered 非在册", people.First(member => member is { Category: Category.Full, Relation: Relation.Pocket }));
        yield return ("probationary member 预备", people.First(member => member.Category == Category.Probationary));
        yield return ("secretary of the registered member's branch 支部书记", Holder(Role.Secretary, registered.Node));
        yield return ("deputy of that branch 支部副书记", Holder(Role.Deputy, registered.Node));
        var root = plan.Nodes.First(node => node.Parent is null);
        var above = plan.Offices.First(office => office.Node == root.Id && office.Role == Role.Secretary).Member;
        yield return ("group secretary, operator 集团书记", plan.Members.First(member => member.Id == above));

        var beside = plan.Nodes.First(node => node.Kind == NodeKind.Branch && node.Id != registered.Node && node.Parent == plan.Nodes.First(own => own.Id == registered.Node).Parent);
        yield return ("secretary of the branch beside it 相邻支部书记", Holder(Role.Secretary, beside.Id));

        RosterMember Holder(Role role, string node)
        {
            var holder = plan.Offices.First(office => office.Node == node && office.Role == role).Member;
            return plan.Members.First(member => member.Id == holder);
        }
    }

    private static RosterPlan Arm(RosterPlan plan, List<DemoSignIn> signIns)
    {
        var passwords = new Passwords();
        var hashes = signIns.ToDictionary(signIn => signIn.Number, signIn => passwords.Hash(signIn.Password));
        return plan with
        {
            Members = [.. plan.Members.Select(member => hashes.TryGetValue(member.Number, out var hash)
                ? member with { CredentialHash = hash, MustChange = false } : member)],
        };
    }
}
