using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Rules;
using Grains.Text;
using Microsoft.Extensions.Options;

namespace Grains.Enterprises;

/// <summary>Decides commands on the registry of enterprises against what the database holds.</summary>
internal sealed class EnterpriseDecisions(
    IEnterpriseStore enterprises, ITreeStore tree, TreeDecisions nodes, IOptions<UnitPolicy> policy)
{
    public const int FieldMost = 30;
    public const int StaffMost = 10_000_000;
    public const int DeclaredMost = 500;

    private static CancellationToken None => CancellationToken.None;

    public async Task<Decision> Decide(EnterpriseCommand command, TreeEvent change)
    {
        if (command is RegisterEnterprise register)
        {
            return await Register(register, change);
        }

        if (await enterprises.Enterprise(command.Enterprise, None) is not { } enterprise)
        {
            return Decision.Refuse(Rulebook.NotFound);
        }

        if ((TreeRules.AskBelow(command.By, enterprise.NodePath)
            ?? (enterprise.State == EnterpriseState.Active ? null : Rulebook.EnterpriseEnded)) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        return command switch
        {
            AmendEnterprise amend => Amend(amend, enterprise, change),
            CoverEnterprise cover => await Cover(cover, enterprise, change),
            DeclareMember declare => await Declare(declare, enterprise, change),
            WithdrawMember withdraw => await Withdraw(withdraw, enterprise, change),
            GrantSeat grant => await Grant(grant, enterprise, change),
            EndSeat => await Vacate(enterprise, change),
            EndEnterprise end => await End(end, enterprise, change),
            _ => throw new InvalidOperationException("The registry does not know this command."),
        };
    }

    private async Task<Decision> Register(RegisterEnterprise command, TreeEvent change)
    {
        if (await tree.Node(command.Node, None) is not { } node)
        {
            return Decision.Refuse(Rulebook.NotFound);
        }

        var (name, region, industry) = Clean(command.Name, command.Region, command.Industry);
        var refusal = TreeRules.AskBelow(command.By, node.Path)
            ?? (!TreeIds.Is(command.Enterprise, "e-") ? Rulebook.EnterpriseId : AskFields(name, region, industry, command.Staff))
            ?? (Covers(node.Kind) ? null : Rulebook.EnterpriseCover)
            ?? (await enterprises.Enterprise(command.Enterprise, None) is null ? null : Rulebook.Conflict);
        return refusal is not null
            ? Decision.Refuse(refusal)
            : Decision.Do(
                new OrganisationAnswer(null, command.Enterprise),
                [node.Id],
                new EnterpriseRegistered(command.Enterprise, name, region, industry, command.Staff, node.Id, CoverOf(node.Kind), change));
    }

    private static Decision Amend(AmendEnterprise command, EnterpriseRow enterprise, TreeEvent change)
    {
        var (name, region, industry) = Clean(command.Name, command.Region, command.Industry);
        return AskFields(name, region, industry, command.Staff) is { } refusal
            ? Decision.Refuse(refusal)
            : Decision.Do(
                new OrganisationAnswer(null, enterprise.Id),
                [enterprise.Node],
                new EnterpriseAmended(enterprise.Id, name, region, industry, command.Staff, change));
    }

    private async Task<Decision> Cover(CoverEnterprise command, EnterpriseRow enterprise, TreeEvent change)
    {
        if (await tree.Node(command.Node, None) is not { } node)
        {
            return Decision.Refuse(Rulebook.NotFound);
        }

        var refusal = TreeRules.AskBelow(command.By, node.Path)
            ?? (node.Id == enterprise.Node ? Rulebook.TreeSame : !Covers(node.Kind) ? Rulebook.EnterpriseCover : null);
        if (refusal is not null)
        {
            return Decision.Refuse(refusal);
        }

        var cover = CoverOf(node.Kind);
        var crowded = cover == UnitCover.Joint && policy.Value.JointUnitsMost > 0
            && await enterprises.Units(node.Id, None) >= policy.Value.JointUnitsMost;
        return Decision.Do(
            new OrganisationAnswer(null, enterprise.Id, Warnings: crowded ? [TreeWarning.JointUnits] : null),
            [enterprise.Node, node.Id],
            new EnterpriseCovered(enterprise.Id, node.Id, cover, change));
    }

    private async Task<Decision> Declare(DeclareMember command, EnterpriseRow enterprise, TreeEvent change)
    {
        var name = PlainText.Clean(command.Name);
        if (PlainText.CodePoints(name) is 0 or > RosterPath.NameMost || !Enum.IsDefined(command.Category)
            || command.Category is Category.SeatHolder or Category.Guest or Category.Instructor)
        {
            return Decision.Refuse(Rulebook.Invalid);
        }

        var (member, refusal) = await Person(command.Number, name);
        refusal ??= await enterprises.IsDeclared(enterprise.Id, member, name, None) ? Rulebook.EnterpriseDeclared
            : (await enterprises.Declared(enterprise.Id, None)).All >= DeclaredMost ? Rulebook.EnterpriseDeclaredMost
            : null;
        if (refusal is not null)
        {
            return Decision.Refuse(refusal);
        }

        var declaration = TreeIds.New("d-");
        return Decision.Do(
            new OrganisationAnswer(null, declaration),
            [enterprise.Node],
            new MemberDeclared(declaration, enterprise.Id, name, command.Category, member ?? "", change));
    }

    private async Task<Decision> Withdraw(WithdrawMember command, EnterpriseRow enterprise, TreeEvent change) =>
        await enterprises.OfDeclaration(command.Declaration, None) == enterprise.Id
            ? Decision.Do(new OrganisationAnswer(null, command.Declaration), [enterprise.Node], new DeclarationEnded(command.Declaration, change))
            : Decision.Refuse(Rulebook.NotFound);

    private async Task<Decision> Grant(GrantSeat command, EnterpriseRow enterprise, TreeEvent change)
    {
        if ((enterprise.Cover == UnitCover.Own ? Rulebook.EnterpriseHasBranch
            : enterprise.Holder is not null ? Rulebook.SeatTaken : null) is { } refused)
        {
            return Decision.Refuse(refused);
        }

        var (member, refusal) = await Person(command.Number, PlainText.Clean(command.Name));
        if ((refusal ?? (member is null ? Rulebook.EnterpriseMember : null)) is { } unknown)
        {
            return Decision.Refuse(unknown);
        }

        var head = await enterprises.Placed(member!, None);
        return head is not null && head.Node == enterprise.Node && Rights.IsPartyMember(head.Category)
            ? Decision.Refuse(Rulebook.SeatMember)
            : Decision.Do(
                new OrganisationAnswer(null, enterprise.Id),
                [enterprise.Node, member!],
                new SeatGranted(enterprise.Id, member!, enterprise.Node, change));
    }

    private async Task<Decision> Vacate(EnterpriseRow enterprise, TreeEvent change) =>
        enterprise is { Holder: { } holder, Seat: { } seat }
            ? Decision.Do(new OrganisationAnswer(null, enterprise.Id), [seat, holder], await SeatEnd(enterprise, holder, seat, change))
            : Decision.Refuse(Rulebook.SeatNone);

    private async Task<Decision> End(EndEnterprise command, EnterpriseRow enterprise, TreeEvent change)
    {
        if (command.Into.Length > 0)
        {
            if (command.Into == enterprise.Id || await enterprises.Enterprise(command.Into, None) is not { } into
                || TreeRules.AskBelow(command.By, into.NodePath) is not null)
            {
                return Decision.Refuse(Rulebook.NotFound);
            }

            if (into.State != EnterpriseState.Active)
            {
                return Decision.Refuse(Rulebook.EnterpriseEnded);
            }
        }

        // Its own organisation is folded by the same rules as any other; without a target it stays, and so do its members.
        var fold = command.To.Length == 0 ? null
            : enterprise.Cover != UnitCover.Own ? Decision.Refuse(Rulebook.TreeTarget)
            : await nodes.Fold(command.By, enterprise.Node, command.To, "merged", change);
        if (fold?.Refusal is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var state = command.Into.Length > 0 ? EnterpriseState.Merged : EnterpriseState.Closed;
        var seat = enterprise is { Holder: { } holder, Seat: { } place } ? await SeatEnd(enterprise, holder, place, change) : null;
        return Decision.Do(
            new OrganisationAnswer(null, enterprise.Id, fold?.Answer.Nodes ?? 0, fold?.Answer.Members ?? 0),
            [enterprise.Node, .. fold?.Touched ?? []],
            [
                .. seat is null ? [] : new[] { seat },
                new EnterpriseEnded(enterprise.Id, state, command.Into, change),
                .. fold?.Writes ?? [],
            ]);
    }

    private async Task<SeatEnded> SeatEnd(EnterpriseRow enterprise, string holder, string seat, TreeEvent change) =>
        new(enterprise.Id, holder, seat, await enterprises.SharesSeat(enterprise.Id, holder, seat, None), change);

    private async Task<(string? Member, Refusal? Refusal)> Person(string typed, string name)
    {
        if (typed.Length == 0)
        {
            return default;
        }

        return RegistrationNumber.Parse(typed, out var number) is { } refusal ? (null, refusal)
            : await enterprises.Person(number, name, None) is { } member ? (member, null)
            : (null, Rulebook.EnterpriseMember);
    }

    private static Refusal? AskFields(string name, string region, string industry, int staff) =>
        PlainText.CodePoints(name) is 0 or > RosterPath.NameMost ? Rulebook.EnterpriseName
        : PlainText.CodePoints(region) > FieldMost || PlainText.CodePoints(industry) > FieldMost || staff is < 0 or > StaffMost
            ? Rulebook.EnterpriseFields : null;

    private static (string Name, string Region, string Industry) Clean(string name, string region, string industry) =>
        (PlainText.Clean(name), PlainText.Clean(region), PlainText.Clean(industry));

    internal static bool Covers(NodeKind kind) => TreeRules.InTree(kind) && kind is not (NodeKind.Group or NodeKind.Alliance);

    internal static UnitCover CoverOf(NodeKind kind) => kind == NodeKind.JointBranch ? UnitCover.Joint : UnitCover.Regional;
}
