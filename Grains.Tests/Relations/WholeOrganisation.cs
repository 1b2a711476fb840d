using Grains.Cards;
using Grains.Journal;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Grains.Tests.Organisation.Tree;
using Grains.Tests.Transfers;
using Grains.Transfers;
using Grains.VirtualBranches;
using Microsoft.Extensions.DependencyInjection;

namespace Grains.Tests.Relations;

/// <summary>
/// One organisation in the hands of chance: a seed chooses each step. What is there is kept in the order in which it
/// came, so that a seed chooses the same again although ids are new each time.
/// </summary>
internal sealed partial class WholeOrganisation
{
    private const int Committees = 3;
    private const int BranchesEach = 3;
    private const int PeopleEach = 4;
    private const int NodesMost = 45;
    private const int TriesMost = 8;

    /// <summary>How often each has to happen in a thousand steps, at least; a short walk may lack what is rare.</summary>
    public static readonly IReadOnlyList<(string What, int Least)> Least =
    [
        ("found", 10), ("rename", 2), ("move", 10), ("merge", 4), ("dissolve", 1), ("sector", 4), ("begin", 15), ("advance", 40), ("accepted", 8),
        ("expired", 1), ("return", 1), ("withdraw", 1), ("card asked", 4), ("card given", 1), ("joined", 8), ("left", 2),
        ("developed", 6), ("census opened", 1), ("census answered", 15), ("census closed", 1), ("imported", 4), ("standing", 10), ("crash", 60), ("given up", 4), ("at once", 15),
    ];

    private static readonly NodeKind[] Kinds =
        [NodeKind.Committee, NodeKind.GeneralBranch, NodeKind.Branch, NodeKind.Branch, NodeKind.Branch, NodeKind.JointBranch, NodeKind.Group];

    private readonly GrainsOverStorage _hub;
    private readonly Random _random;
    private readonly TreeScene _tree;
    private readonly Town _town;
    private readonly List<string> _nodes = [];
    private readonly List<string> _members = [];
    private readonly List<string> _cases = [];
    private readonly List<string> _cards = [];
    private readonly List<string> _virtuals = [];
    private string? _census;
    private int _names;

    private WholeOrganisation(GrainsOverStorage hub, int seed)
    {
        (_hub, _random, _tree, _town) = (hub, new Random(seed), new TreeScene(hub), new Town(hub));
        Virtual = new VirtualBranches.VirtualWorld(hub);
    }

    /// <summary>How often what was done.</summary>
    public SortedDictionary<string, int> Done { get; } = new(StringComparer.Ordinal);

    private VirtualBranches.VirtualWorld Virtual { get; }

    /// <summary>People who came with an import after the beginning.</summary>
    public int Imported { get; private set; }

    /// <summary>Censuses that were opened, the one that runs last.</summary>
    public List<string> Censuses { get; } = [];

    public override string ToString() => string.Join(", ", Done.Select(static d => $"{d.Key} {d.Value}"));

    public static async Task<WholeOrganisation> SetAsync(GrainsOverStorage hub, int seed)
    {
        var it = new WholeOrganisation(hub, seed);
        await it._tree.SetAsync();
        it._nodes.Add(it._tree.Root.Id);
        for (var i = 0; i < Committees; i++)
        {
            var committee = await it._tree.FoundAsync(it._tree.Root.Id, $"党委{i}", NodeKind.Committee);
            it._nodes.Add(committee);
            for (var j = 0; j < BranchesEach; j++)
            {
                var branch = await it._tree.FoundAsync(committee, $"支部{i}{j}");
                it._nodes.Add(branch);
                for (var k = 0; k < PeopleEach; k++)
                {
                    var member = await it._tree.MemberAsync(branch);
                    it._members.Add(member);
                    if (k == 0)
                    {
                        await it.AppointAsync(member, branch);
                    }
                }
            }
        }

        return it;
    }

    /// <summary>One step, broken now and then; answers what it was. When it answers, nothing of it is under way.</summary>
    public async Task<string> StepAsync()
    {
        _hub.Clock.Advance(TimeSpan.FromMinutes(_random.Next(1, 400)));
        var broken = _random.Next(7) == 0;
        if (broken)
        {
            Count("crash");
            (_random.Next(2) == 0 ? (Action)_hub.Commits.BreakBefore : _hub.Commits.BreakAfter)();
        }

        var did = await (_random.Next(30) switch
        {
            < 7 => TreeAsync(),
            < 9 => BeginAsync(),
            < 14 => AdvanceAsync(),
            14 => LeaveCaseAsync(),
            15 => UnitAsync(),
            16 => LeapAsync(),
            17 or 18 => CardAsync(),
            19 or 20 => VirtualAsync(),
            21 or 22 => StandingAsync(),
            23 => PostAsync(),
            24 or 25 => DevelopAsync(),
            26 or 27 => CensusAsync(),
            28 => ImportAsync(),
            _ => AtOnceAsync(),
        });
        if (broken)
        {
            // Where nothing was committed the break is still to come: it spends itself here.
            await _town.BackAsync();
        }

        await LookAsync();
        return broken ? $"{did} (broken)" : did;
    }

    /// <summary>
    /// Sends as a client does: again under the same id while the outcome is not known. Now and then it gives up instead:
    /// then what it sent is done or not, and never half.
    /// </summary>
    private async Task<bool> DoAsync(string what, Func<Task<Refusal?>> send)
    {
        for (var turn = 0; turn < TriesMost; turn++)
        {
            var refusal = await send();
            if (refusal is null)
            {
                Count(what);
                return true;
            }

            if (refusal != Rulebook.Uncertain && refusal != Rulebook.Unavailable && refusal != Rulebook.Busy)
            {
                Count("refused");
                return false;
            }

            await _town.BackAsync();
            if (_random.Next(4) == 0)
            {
                Count("given up");
                return false;
            }
        }

        throw new InvalidOperationException($"{what} was never answered.");
    }

    private async Task<string> TreeAsync()
    {
        var command = TreeCommand();
        await DoAsync(command.Subject.Split(' ')[0], async () => (await _tree.Grain.Submit(command)).Refusal);
        return command.Subject;
    }

    private TreeCommand TreeCommand()
    {
        var (by, id, name) = (_tree.Officer, TreeScene.Request(), $"组织{++_names}");
        return _random.Next(_nodes.Count < NodesMost ? 16 : 10) switch
        {
            0 => new RenameNode(by, id, Node(), name),
            1 or 2 or 3 or 4 => new MoveNode(by, id, Node(), Node()),
            5 or 6 => new MergeNode(by, id, Node(), Node()),
            7 => new DissolveNode(by, id, Node(), _random.Next(2) == 0 ? "" : Node()),
            8 or 9 => new SetSector(by, id, Node(), _random.Next(4) == 0 ? "" : Node()),
            _ => new FoundNode(by, id, Kinds[_random.Next(Kinds.Length)], name, Node(), "", "", ""),
        };
    }

    /// <summary>All of these are under way together; which comes first the machine decides.</summary>
    private async Task<string> AtOnceAsync()
    {
        var (one, other, member, target) = (TreeCommand(), TreeCommand(), Member(), Node());
        var yes = await YesAsync();
        var actor = await _town.ActorAsync(member);
        var opened = Town.NewId();
        _cases.Add(opened);
        await Task.WhenAll(
            _tree.Grain.Submit(one),
            _tree.Grain.Submit(other),
            yes is { } it ? _town.Grain(it.Id).Submit(it.Command) : Task.CompletedTask,
            _town.Grain(opened).Begin(new BeginTransfer(actor, _town.Request(), target, "", TransferReason.Study, "", true)),
            yes is { } again ? _town.Grain(again.Id).Tick() : Task.CompletedTask,
            CorrectAsync(member, Category.Full, Relation.Registered),
            _virtuals.Count == 0 ? Task.CompletedTask : Virtual.Grain(_virtuals[^1]).Submit(new JoinVirtual(actor, VirtualBranches.VirtualWorld.Request(), 1)));
        Count("at once");
        return $"at once: {one.Subject}, {other.Subject} and others";
    }

    private async Task<string> StandingAsync()
    {
        var (member, category, relation) = (Member(), (Category)_random.Next(5), (Relation)_random.Next(5));
        if (_random.Next(3) > 0)
        {
            // Mostly members in good standing, so that most may do most.
            (category, relation) = (Category.Full, Relation.Registered);
        }

        if (await CorrectAsync(member, category, relation) == Commit.Done)
        {
            Count("standing");
        }

        await _town.BackAsync();
        return "standing";
    }

    private async Task<Commit> CorrectAsync(string member, Category category, Relation relation)
    {
        var standing = (await _tree.Store.Standing(member, default))!;
        return await _hub.Services.GetRequiredService<IJournal>().AppendAsync(new RelationFacts
        {
            Writes = [new StandingChange(
                member, standing.Version, standing.Node, category, relation, _hub.Clock.GetUtcNow(), "correction", "", _tree.Officer.Member)],
            Audit = [new AuditFact(_hub.Clock.GetUtcNow(), _tree.Officer.Member, "test.correct", member, "")],
        });
    }

    // What is there now; a client that gave up may have founded something it does not know of.
    private async Task LookAsync()
    {
        var there = await _hub.Database.QueryAsync<string>(
            "select id from node where dissolved_at is null and path like @Path", new { Path = $"/{_tree.Root.Id}/%" }, default);
        var set = there.ToHashSet(StringComparer.Ordinal);
        _nodes.RemoveAll(node => !set.Remove(node));
        _nodes.AddRange(set);
    }

    private string Node() => _nodes[_random.Next(_nodes.Count)];

    private string Member() => _members[_random.Next(_members.Count)];

    private void Count(string what) => Done[what] = Done.GetValueOrDefault(what) + 1;
}
