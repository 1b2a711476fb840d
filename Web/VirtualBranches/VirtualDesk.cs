using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Text;
using Grains.Time;
using Grains.VirtualBranches;
using Microsoft.AspNetCore.Http;
using Web.Api;
using Web.Live.Wire;

namespace Web.VirtualBranches;

/// <summary>Carries commands to virtual branches and life groups. One that has ended, or never was, is not there.</summary>
public sealed class VirtualDesk(
    IVirtualBranchStore store, IOrganisationStore organisation, IGrainFactory grains, IJournal journal, TimeProvider clock)
{
    /// <summary>It and who asks; null where either is not there.</summary>
    public async Task<(VirtualBranchRow Row, Actor Actor)?> OpenAsync(string id, string member, CancellationToken cancellation) =>
        Outside.IsId(id) && await store.Row(id, cancellation) is { IsRunning: true } row
            && await organisation.Actor(member, cancellation) is { } actor
            ? (row, actor)
            : null;

    public async Task<IResult> FoundAsync(FoundBranchRequest asked, NodeKind kind, string member, CancellationToken cancellation)
    {
        if (asked.Id is not { } id || !(kind == NodeKind.Virtual ? Outside.IsVirtualId(id) : Outside.IsGroupId(id)))
        {
            return Answers.Refused(Rulebook.VirtualId);
        }

        if (asked.County is not null && !Shape.Id(asked.County))
        {
            return Answers.Refused(Rulebook.VirtualCounty);
        }

        if (await organisation.Actor(member, cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var answer = await grains.GetGrain<IVirtualBranchGrain>(id).Submit(new FoundVirtual(
            actor, asked.RequestId ?? "", asked.Name ?? "", asked.Topic ?? "", asked.About ?? "", asked.County, asked.OpenJoining,
            asked.Rules, asked.Pledge));
        return answer.Refusal is { } refusal ? Answers.Refused(refusal) : Answers.Created(new VirtualDoneView(answer.Result));
    }

    public async Task<IResult> SubmitAsync(string id, string member, Func<Actor, VirtualCommand> command, CancellationToken cancellation)
    {
        if (!Outside.IsId(id) || await organisation.Actor(member, cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var answer = await grains.GetGrain<IVirtualBranchGrain>(id).Submit(command(actor));
        return answer.Refusal is { } refusal ? Answers.Refused(refusal) : Answers.Ok(new VirtualDoneView(answer.Result));
    }

    /// <summary>Puts a new version of a text in force, at once or at a later moment: officers of the root.</summary>
    public async Task<IResult> PublishAsync(PublishRequest asked, string member, CancellationToken cancellation)
    {
        if (await organisation.Actor(member, cancellation) is not { } actor || Rights.AskOperator(actor) is not null)
        {
            return Answers.Refused(Rulebook.OperatorOnly);
        }

        var now = clock.Now();
        var current = (await store.Texts(DateTimeOffset.MaxValue, cancellation)).FirstOrDefault(t => t.Document == asked.Document);
        var (titleZh, titleEn) = (PlainText.Clean(asked.TitleZh), PlainText.Clean(asked.TitleEn));
        var (zh, en) = (PlainText.Clean(asked.TextZh, lines: true), PlainText.Clean(asked.TextEn, lines: true));
        var from = asked.EffectiveAt is { } at and > 0 and < 253_402_300_799_000 ? DateTimeOffset.FromUnixTimeMilliseconds(at) : now;
        if (current is null || asked.Version != current.Version + 1 || titleZh.Length == 0 || titleEn.Length == 0 || zh.Length == 0 || en.Length == 0
            || PlainText.CodePoints(titleZh) > VirtualBranchLimits.TitleCodePoints || PlainText.CodePoints(titleEn) > VirtualBranchLimits.TitleCodePoints
            || PlainText.CodePoints(zh) > VirtualBranchLimits.TextCodePoints || PlainText.CodePoints(en) > VirtualBranchLimits.TextCodePoints)
        {
            return Answers.Refused(Rulebook.VirtualText);
        }

        // The number of the version makes it happen once: it is the key of the row.
        var text = new SignedText(asked.Document!, asked.Version, titleZh, titleEn, zh, en, SignedText.Hash(zh, en), from < now ? now : from);
        var outcome = await journal.AppendAsync(
            new RelationFacts
            {
                Writes = [new TextPublished(text, member)],
                Audit = [new AuditFact(now, member, AuditActions.VirtualPublish, text.Document, $"version {text.Version}")],
            },
            cancellation);
        return outcome switch
        {
            Commit.Done => Answers.Created(new VirtualDoneView("published")),
            Commit.Fenced => Answers.Refused(Rulebook.VirtualText),
            Commit.Unknown => Answers.Refused(Rulebook.Uncertain),
            _ => Answers.Refused(Rulebook.Unavailable),
        };
    }
}
