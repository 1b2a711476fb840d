using System.Runtime.CompilerServices;
using System.Text;
using Grains.Cards;
using Grains.Censuses;
using Grains.Clubs;
using Grains.Consultations;
using Grains.Coverage;
using Grains.Declarations;
using Grains.Development;
using Grains.Enterprises;
using Grains.Gatherings;
using Grains.Gatherings.Conduct;
using Grains.Gatherings.Flags;
using Grains.Gatherings.Floor;
using Grains.Gatherings.Polls;
using Grains.Gatherings.Questions;
using Grains.Members;
using Grains.Offices;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Grains.Transfers;
using Grains.VirtualBranches;
using Grains.Votes;

namespace Grains.Tests.Rules;

/// <summary>
/// <c>rights-matrix.txt</c> shows every cell: standing × right (rules §1), and deed × officer. It is written by the
/// function itself and checked in: a change of a right is a change of that file that somebody reads.
/// HUB_WRITE_GOLDEN=1 writes it anew.
/// </summary>
public sealed class RightsMatrixTests
{
    private const string Node = "/b-root/b-general/b-branch/";

    [Fact]
    public void Every_cell_of_the_matrix_is_as_the_table_says()
    {
        var written = Write();
        var path = Path.Combine(Folder(), "rights-matrix.txt");
        if (Environment.GetEnvironmentVariable("HUB_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(path, written);
        }

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), written);
    }

    [Fact]
    public void Every_command_of_the_grains_has_a_row_that_says_what_it_asks()
    {
        var listed = Commands.Select(static c => c.Command).ToList();
        Assert.Equal("", string.Join(' ', listed.GroupBy(static name => name).Where(static same => same.Count() > 1).Select(static same => same.Key)));
        var all = Found().Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count > 90, "The commands were not found.");
        Assert.Equal("", string.Join(' ', all.Except(listed)));
        Assert.Equal("", string.Join(' ', listed.Except(all)));
    }

    // Whatever a grain takes that says who asks or names the request: commands, and methods that are handed an actor.
    private static IEnumerable<string> Found()
    {
        var types = typeof(RoomCommand).Assembly.GetTypes();
        foreach (var method in types.Where(static t => t.IsInterface && t.IsAssignableTo(typeof(IGrainWithStringKey))).SelectMany(static t => t.GetMethods()))
        {
            var asked = method.GetParameters().Select(static p => p.ParameterType.GetElementType() ?? p.ParameterType).ToList();
            if (asked.Contains(typeof(Actor)))
            {
                yield return $"{method.DeclaringType!.Name}.{method.Name}";
            }

            foreach (var command in types.Where(type => !type.IsAbstract && type != typeof(Actor)
                && asked.Any(of => of.Assembly == type.Assembly && type.IsAssignableTo(of)) && type.GetProperties().Any(static p => p.PropertyType == typeof(Actor) || p.Name == "RequestId")))
            {
                yield return command.Name;
            }
        }
    }

    [Fact]
    public void A_vote_is_never_had_beside_the_formal_relation_unless_a_policy_grants_it()
    {
        foreach (var place in Places().Where(static p => p.Relation != Relation.Registered || p.Kind != MembershipKind.Home || p.Category != Category.Full))
        {
            Right[] votes = [Right.Vote, Right.Elect, Right.Stand, Right.CountForVotes];
            var has = votes.Any(right => Rights.Ask(place, right) is null);
            Assert.Equal(place is { Granted: true, Kind: MembershipKind.Home, Category: Category.Full }, has);
        }
    }

    private static readonly (string Command, string Asks)[] Commands =
    [
        .. Of("inside: a line of the roster, an officer or an instructor", typeof(Enter), typeof(Exit), typeof(Post), typeof(Edit), typeof(React),
            typeof(AcceptRules), typeof(Flag), typeof(Appeal), typeof(RaiseHand), typeof(AskQuestion)),
        .. Of("one's own, else Moderate", typeof(ExcuseMember), typeof(WithdrawExcuse), typeof(LowerHand), typeof(EndFloor)),
        .. Of("inside, and the electorate of the poll", typeof(Vote)),
        .. Of("Moderate", typeof(Hide), typeof(Mute), typeof(SetSlowMode), typeof(Extend), typeof(Close), typeof(Grains.Gatherings.Decide), typeof(SummonAgain),
            typeof(SetPostingRules), typeof(DismissFlags), typeof(DecideAppeal), typeof(GiveFloor), typeof(PauseFloor), typeof(SetFloorRules),
            typeof(MergeQuestion), typeof(AnswerQuestion), typeof(PreparePoll), typeof(DropPoll), typeof(OpenPoll), typeof(ClosePoll)),
        .. Of("a member of a node with a committee", typeof(Ask)),
        .. Of("the member who asked, else Desk", typeof(Say), typeof(Settle), typeof(MarkRead)),
        .. Of("the member who asked", typeof(Reopen), typeof(Rate)),
        .. Of("Desk", typeof(TakeInHand), typeof(HandOver)),
        .. Of("Appoint", typeof(Appoint)),
        .. Of("one's own, else Appoint", typeof(EndOffice)),
        .. Of("Superior", typeof(SetVotePolicy)),
        .. Of("Personnel, never for oneself", typeof(TakeStep)),
        .. Of("anyone; a member whose relation is not registered here", typeof(Declare)),
        .. Of("Personnel of the desk and of the branch", typeof(AcceptDeclaration)),
        .. Of("Personnel of the desk", typeof(AnswerDeclaration)),
        .. Of("one's own", typeof(SetPrivacy)),
        .. Of("Summon", "IGatheringGrain.Summon"),
        .. Of("Moderate", "IGatheringGrain.Sign"),
        .. Of("Personnel of the node above, at the root of itself; of a move and a merge on both sides", typeof(FoundNode), typeof(RenameNode), typeof(MoveNode),
            typeof(MergeNode), typeof(DissolveNode), typeof(SetSector)),
        .. Of("Personnel of the branch", typeof(LinkClub)),
        .. Of("Personnel of the branch, else the club's leader", typeof(UnlinkClub)),
        .. Of("Personnel of the covering node", typeof(RegisterEnterprise), typeof(AmendEnterprise), typeof(CoverEnterprise), typeof(DeclareMember),
            typeof(WithdrawMember), typeof(GrantSeat), typeof(EndSeat), typeof(EndEnterprise)),
        .. Of("a member of the Party", typeof(BeginTransfer)),
        .. Of("Personnel of the source's committee or above it", typeof(BeginUnit)),
        .. Of("the member who moves", typeof(SendTransfer)),
        .. Of("the member who moves; of a unit its committee, or who opened it from above", typeof(WithdrawTransfer)),
        .. Of("Personnel of the desk or of where it was escalated to, never for oneself", typeof(AdvanceTransfer), typeof(ReturnTransfer)),
        .. Of("the member who moves, Personnel of the source or of the desk", typeof(PutPaper)),
        .. Of("Personnel of both sides, never for oneself", typeof(CheckPaper)),
        .. Of("Personnel of the source", typeof(ReachOut)),
        .. Of("a registered member of the Party", typeof(AskCard)),
        .. Of("Personnel of the home branch, never for oneself", typeof(GiveCard)),
        .. Of("one's own, else Personnel of the home branch", typeof(EndCard)),
        .. Of("Personnel of the host", typeof(EnterDues)),
        .. Of("a full member; for a life group a member of the Party", typeof(FoundVirtual)),
        .. Of("a member of the Party", typeof(JoinVirtual)),
        .. Of("one's own", typeof(TakeBackRequest), typeof(LeaveVirtual)),
        .. Of("a member of it", typeof(SignTexts), typeof(StandForPost), typeof(CastVote)),
        .. Of("its leader", typeof(AnswerRequest), typeof(ChangeVirtual), typeof(OfferPost)),
        .. Of("to whom the post is offered", typeof(AcceptPost)),
        .. Of("its leader, else Moderate of its county", typeof(MoveCounty)),
        .. Of("Moderate of its county", typeof(SuperviseVirtual)),
        .. Of("its leader; of others it is no news", "IVirtualBranchGrain.Seen"),
        .. Of("Moderate", typeof(OpenCensus), "ICensusGrain.Close", typeof(ApplyCensus)),
        .. Of("one's own, else Moderate of the member's node", typeof(AnswerCensus)),
        .. Of("Personnel", typeof(SetTarget), typeof(DropTarget)),
        .. Of("Superior", typeof(AwardUnit), typeof(ReviewUnit), typeof(RevokeUnit)),
    ];

    /// <param name="commands">Types of commands, or names of methods that are handed an actor.</param>
    private static IEnumerable<(string, string)> Of(string asks, params object[] commands) =>
        commands.Select(c => (c is Type type ? type.Name : (string)c, asks));

    private static IEnumerable<Belonging> Places()
    {
        foreach (var category in Enum.GetValues<Category>())
        {
            foreach (var relation in Enum.GetValues<Relation>())
            {
                yield return new Belonging(category, relation);
                if (relation != Relation.Registered)
                {
                    yield return new Belonging(category, relation, Granted: true);
                }
            }

            foreach (var kind in Enum.GetValues<MembershipKind>().Where(static k => k != MembershipKind.Home))
            {
                yield return new Belonging(category, Relation.Registered, kind);
            }
        }
    }

    private static string Write()
    {
        var text = new StringBuilder("# Rights of members (rules §1): standing × right. + allowed, else the rule that refuses.\n");
        Line(text, "standing", Enum.GetNames<Right>());
        foreach (var place in Places())
        {
            var name = place.Kind == MembershipKind.Home ? $"{place.Category} {place.Relation}{(place.Granted ? " granted" : "")}" : $"{place.Category} at a {place.Kind}";
            Line(text, name, Enum.GetValues<Right>().Select(right => Cell(Rights.Ask(place, right))));
        }

        text.Append("\n# Who may answer a poll: standing × electorate.\n");
        Line(text, "standing", Enum.GetNames<Electorate>());
        foreach (var place in Places().Where(static p => p.Kind == MembershipKind.Home))
        {
            Line(text, $"{place.Category} {place.Relation}{(place.Granted ? " granted" : "")}", Enum.GetValues<Electorate>().Select(e => Cell(Rights.Ask(place, e))));
        }

        text.Append("\n# What an office opens on a branch: deed × role and where the office is held.\n");
        var held = from role in Enum.GetValues<Role>()
                   from place in new[] { ("on it", Node), ("above", "/b-root/"), ("beside", "/b-root/b-general/b-other/") }
                   select (Name: $"{role} {place.Item1}", Actor: Holder(role, place.Item2));
        var people = held.Prepend(("nobody", Holder(null, ""))).ToList();
        Line(text, "office", Deeds.Select(static d => d.Name));
        foreach (var (name, actor) in people)
        {
            Line(text, name, Deeds.Select(deed => Cell(deed.Ask(actor))));
        }

        text.Append("\n# What each command asks before it does anything.\n");
        foreach (var (command, asks) in Commands.OrderBy(static c => c.Command, StringComparer.Ordinal))
        {
            Line(text, command, [asks]);
        }

        return text.ToString();
    }

    private static readonly (string Name, Func<Actor, Refusal?> Ask)[] Deeds =
    [
        ("Moderate", static a => Rights.AskOfficer(a, Node)),
        ("Desk", static a => Rights.AskDesk(a, "b-branch")),
        ("Personnel", static a => Rights.AskPersonnel(a, Node)),
        ("Superior", static a => Rights.AskSuperior(a, Node)),
        ("Appoint secretary", static a => Rights.AskAppoint(a, Role.Secretary, Node)),
        ("Appoint finance", static a => Rights.AskAppoint(a, Role.Finance, Node)),
        ("Operate", static a => Rights.AskOperator(a)),
        ("Instruct", static a => Rights.Instructs(a, Node) ? null : Rulebook.NotFound),
    ];

    private static Actor Holder(Role? role, string path) => new(
        "m-1", "甲", Category.Full, Relation.Registered, "b-branch", Node,
        role is { } post ? [new Office(post, path.Split('/', StringSplitOptions.RemoveEmptyEntries)[^1], path)] : []);

    private static string Cell(Refusal? refusal) => refusal?.Rule ?? "+";

    private static void Line(StringBuilder text, string name, IEnumerable<string> cells) =>
        text.Append(name.PadRight(38)).Append("| ").AppendJoin(" | ", cells).Append('\n');

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
