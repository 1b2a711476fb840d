using System.Globalization;
using Grains.Branches;
using Grains.Gateways;
using Grains.Journal;
using Grains.Members;
using Grains.Organisation;
using Grains.Rules;
using Grains.Text;
using Grains.Time;

namespace Grains.Declarations;

/// <summary>
/// Decides on what the database holds and keeps nothing. A number is issued before the batch that uses it: where the
/// batch fails there is a gap among the numbers, never a second holder.
/// </summary>
internal sealed class DeclarationGrain(
    IDeclarationStore store,
    IOrganisationStore organisation,
    INumberMint numbers,
    IJournal journal,
    ICommandStore commands,
    TimeProvider clock,
    HubCalendar calendar) : Grain, IDeclarationGrain
{
    private string Id => this.GetPrimaryKeyString();

    public async Task<DeclarationAnswer> Declare(Declare command)
    {
        var now = clock.Now();
        var (refusal, person) = DeclarationRules.Check(command.Person, calendar.DateOf(now), command.By is not null);
        if (refusal is not null)
        {
            return new DeclarationAnswer(refusal);
        }

        if (await store.Find(Id, CancellationToken.None) is { } known)
        {
            return new DeclarationAnswer(known.Person == person && known.Member == command.By?.Member ? null : Rulebook.Conflict);
        }

        if (command.By is { } by
            && (DeclarationRules.AskMember(by) ?? (await store.Waits(by.Member, CancellationToken.None) ? Rulebook.DeclareOnce : null)) is { } notNow)
        {
            return new DeclarationAnswer(notNow);
        }

        if (await store.DeskOf(person.Region, CancellationToken.None) is not { } node)
        {
            return new DeclarationAnswer(Rulebook.DeclareNowhere);
        }

        if (command.By is null && await store.WaitingAt(node, CancellationToken.None) >= DeclarationLimits.WaitingMost)
        {
            return new DeclarationAnswer(Rulebook.DeclareFull);
        }

        var declaration = new Declaration(Id, command.By?.Member, person, node, now, DeclarationState.Waiting, "", null, null);
        var facts = new RelationFacts
        {
            Writes = [new DeclarationMade(declaration, command.Credential)],
            Audit = [new AuditFact(now, command.By?.Member ?? "", AuditActions.DeclarationMade, Id, node)],
        };
        if (await journal.Commit(facts) is { } lost)
        {
            return new DeclarationAnswer(lost);
        }

        Tell(node);
        return new DeclarationAnswer(Refusal: null);
    }

    public async Task<DeclarationAnswer> Accept(AcceptDeclaration command)
    {
        var subject = $"{Id}/accept/{command.Branch}";
        var (declaration, refusal) = await Open(command.By, command.RequestId, subject);
        if (declaration is null)
        {
            return new DeclarationAnswer(refusal);
        }

        var branch = await organisation.Node(command.Branch, CancellationToken.None);
        if (DeclarationRules.AskAccept(command, declaration, branch) is { } notSo)
        {
            return new DeclarationAnswer(notSo);
        }

        var now = clock.Now();
        var (member, write, none) = declaration.Member is { } known
            ? await Move(known, command, now)
            : await Begin(declaration, command, now);
        if (none is not null)
        {
            return new DeclarationAnswer(none);
        }

        return await Settle(
            declaration, command.By, new CommandFact(command.By.Member, command.RequestId, now, subject, member),
            new DeclarationSettled(Id, DeclarationState.Accepted, "", command.By.Member, now, member, command.Branch), write, member);
    }

    public async Task<DeclarationAnswer> Answer(AnswerDeclaration command)
    {
        var subject = $"{Id}/answer";
        var (declaration, refusal) = await Open(command.By, command.RequestId, subject);
        if (declaration is null)
        {
            return new DeclarationAnswer(refusal);
        }

        var text = PlainText.Clean(command.Text, lines: true);
        if (PlainText.CodePoints(text) is 0 or > DeclarationLimits.AnswerCodePoints)
        {
            return new DeclarationAnswer(Rulebook.DeclareAnswer);
        }

        var now = clock.Now();
        return await Settle(
            declaration, command.By, new CommandFact(command.By.Member, command.RequestId, now, subject, ""),
            new DeclarationSettled(Id, DeclarationState.Answered, text, command.By.Member, now, null, null), null, declaration.Member);
    }

    // The declaration where this officer may settle it; else what the command is answered with, null for one that was done.
    private async Task<(Declaration? Declaration, Refusal? Refusal)> Open(Actor by, string requestId, string subject)
    {
        if (!Gatherings.Room.IsClientId(requestId))
        {
            return (null, Rulebook.Invalid);
        }

        var (was, used) = await commands.Before(by.Member, requestId, subject);
        if (was is not null || used is not null)
        {
            return (null, used);
        }

        if (await store.Find(Id, CancellationToken.None) is not { } declaration
            || await organisation.Node(declaration.Node, CancellationToken.None) is not { } desk
            || Rights.AskPersonnel(by, desk.Path) is not null)
        {
            return (null, Rulebook.NotFound);
        }

        return declaration.State == DeclarationState.Waiting ? (declaration, null) : (null, Rulebook.DeclareSettled);
    }

    private async Task<(string Member, RelationWrite? Write, Refusal? Refusal)> Move(string member, AcceptDeclaration command, DateTimeOffset now) =>
        await organisation.Standing(member, CancellationToken.None) is { } standing
            && !(Rights.IsPartyMember(standing.Category) && standing.Relation == Relation.Registered)
            ? (member, new StandingChange(
                member, standing.Version, command.Branch, standing.Category, standing.Relation, now, "declared", Id, command.By.Member), null)
            : (member, null, Rulebook.DeclareRegistered);

    private async Task<(string Member, RelationWrite? Write, Refusal? Refusal)> Begin(Declaration declaration, AcceptDeclaration command, DateTimeOffset now)
    {
        var person = declaration.Person;
        var region = await store.RegionOf(command.Branch, CancellationToken.None) ?? person.Region;
        var month = Rights.IsPartyMember(command.Category) ? person.Joined ?? calendar.DateOf(now) : calendar.DateOf(now);
        var number = await numbers.Next(
            region is null ? DeclarationLimits.RegionUnknown : int.Parse(region, CultureInfo.InvariantCulture), month.Year, month.Month, CancellationToken.None);
        // The same id however often it is tried: a second acceptance collides instead of making a second person.
        var member = "m-" + Id["d-".Length..];
        return (member, new MemberBegun(
            member, number, person.Name, command.Category, command.Relation, person.Phone,
            Rights.IsPartyMember(command.Category) ? person.Joined : null, command.Branch, now, Id, command.By.Member), null);
    }

    private async Task<DeclarationAnswer> Settle(
        Declaration declaration, Actor by, CommandFact command, DeclarationSettled settled, RelationWrite? write, string? tell)
    {
        var facts = new RelationFacts
        {
            Command = command,
            Writes = write is null ? [settled] : [settled, write],
            Audit = [new AuditFact(settled.At, by.Member, settled.State == DeclarationState.Accepted ? AuditActions.DeclarationAccept : AuditActions.DeclarationAnswer, Id, settled.Branch ?? "")],
        };
        if (await journal.Commit(facts) is { } refusal)
        {
            return new DeclarationAnswer(refusal);
        }

        Tell(declaration.Node);
        if (tell is not null)
        {
            GrainFactory.GetGrain<IMemberGrain>(tell).Notice(new Notice(NoticeKinds.Me, tell)).Ignore();
        }

        return new DeclarationAnswer(Refusal: null);
    }

    private void Tell(string node) =>
        GrainFactory.GetGrain<IBranchGrain>(node).Notice(new Notice(NoticeKinds.Declarations, node)).Ignore();
}
