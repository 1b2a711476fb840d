using Grains.Clubs;
using Grains.Journal;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Grains.VirtualBranches;
using Microsoft.Extensions.Logging.Abstractions;
using Storage;
using Storage.Journal;

namespace Silo.Demo;

/// <summary>A few virtual branches and a life group in the demo tenant, written by the way any founding and joining goes.</summary>
internal static class DemoVirtual
{
    private static readonly (string Prefix, string Name, string Topic, string About, int Members, bool Open)[] Founded =
    [
        ("v-", "在路上的骑手", "骑手与站点", "跑单间隙学一点、聊一聊。每周三晚八点。", 46, true),
        ("v-", "夜班也有课", "理论学习", "给上夜班的同志：早上八点开课，可以回看。", 18, false),
        ("v-", "他乡青年论坛", "青年成长", "外地工作的年轻党员互相帮一把。", 63, true),
        ("l-", "周末读书小组", "读书", "一月一本。", 7, true),
    ];

    public static async Task FoundAsync(HubDatabase database, RosterPlan plan, IReadOnlyList<string> apart, DateTimeOffset now)
    {
        var root = plan.Nodes.First(static node => node.Parent is null);
        var counties = plan.Nodes.Where(node => node.Parent == root.Id).ToList();
        // Mobile members; those who can sign in begin with none.
        var people = plan.Members.Where(member => member is { Category: Category.Full, Relation: Relation.Pocket or Relation.TemporaryLetter }
            && !apart.Contains(member.Number)).ToList();
        // The club meets in the branch of the registered member who can sign in, and that branch has taken it on.
        var home = plan.Members.First(member => member.Number == apart[1]).Node;
        var next = 0;
        await using var journal = new JournalWriter(database, NullLogger<JournalWriter>.Instance);
        foreach (var (index, (prefix, name, topic, about, members, open)) in Founded.Index())
        {
            var id = prefix + Convert.ToBase64String(Guid.NewGuid().ToByteArray())[..22].Replace('+', '-').Replace('/', '_');
            var kind = Outside.KindOf(id);
            var roster = (kind == NodeKind.LifeGroup ? people.Where(member => member.Node == home) : people.Skip(next))
                .Take(members).Select(static member => member.Id).ToList();
            next += members;
            var at = now.AddDays(-40 + (index * 9));
            var row = new VirtualBranchRow(
                id, kind, name, roster[0], at, topic, about, kind == NodeKind.Virtual ? counties[index % counties.Count].Id : null, null,
                VirtualState.Active, null, open, true, roster.Count, roster[0], null, now, null, now.AddDays(30), 1);
            var outcome = await journal.AppendAsync(new RelationFacts
            {
                Writes =
                [
                    new VirtualFounded(row),
                    .. roster.Select((member, i) => new VirtualJoined(id, member, Outside.MembershipOf(kind), at.AddHours(i), 10)),
                    .. kind == NodeKind.Virtual ? roster.Select(member => new TextSigned(member, SignedText.Rules, 1, id, at)) : [],
                    .. kind == NodeKind.Virtual ? [new TextSigned(roster[0], SignedText.Pledge, 1, id, at)] : (RelationWrite[])[],
                    new PostPassed(id, row.Post, roster[0], at),
                    .. kind == NodeKind.LifeGroup ? [new ClubLinked(id, home, new TreeEvent(0, "", roster[0], at))] : (RelationWrite[])[],
                ],
            });
            if (outcome != Commit.Done)
            {
                throw new InvalidOperationException($"The demo's virtual branches could not be founded: {outcome}.");
            }
        }
    }
}
