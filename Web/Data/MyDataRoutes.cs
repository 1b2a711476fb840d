using Grains.Corrections;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Corrections;
using Web.Api;
using Web.SignIn;

namespace Web.Data;

/// <summary>What the hub holds about the member, and asking for it to be put right; the desk that decides.</summary>
public static class MyDataRoutes
{
    public static void MapMyData(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me/data.zip", Download);
        api.MapGet("/me/corrections", Own);
        api.MapPost("/me/corrections", File);
        api.MapPost("/me/corrections/{id}/withdraw", Withdraw);
        api.MapGet("/corrections", Desk);
        api.MapPost("/corrections/{id}/decide", Decide);
    }

    private static async Task<IResult> Download(HttpContext context, MyDataFile file, Looks looks, CancellationToken cancellation)
    {
        var member = context.User.Member();
        if (await looks.NoteAsync(member, AuditActions.MyDataExport, member, "") is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        var spool = MyDataFile.Spool();
        try
        {
            await file.WriteAsync(spool, member, cancellation);
            spool.Position = 0;
            context.Response.Headers.CacheControl = "private, no-store";
            return Results.Stream(spool, "application/zip", "my-data.zip");
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    private static async Task<IResult> Own(HttpContext context, CorrectionStore store, CancellationToken cancellation) =>
        Answers.Ok(new CorrectionsView([.. (await store.OfMemberAsync(context.User.Member(), cancellation)).Select(one => CorrectionView.Of(one))]));

    private static async Task<IResult> File(CorrectionRequest asked, HttpContext context, CorrectionDesk desk, CancellationToken cancellation) =>
        Shape.Id(asked.RequestId) && asked.Field is { } field && Enum.IsDefined(field)
            ? Answer(await desk.File(
                context.User.Member(), asked.RequestId!, $"k-{Guid.NewGuid():N}", field, Shape.Short(asked.Wanted), Shape.Text(asked.Reason), cancellation))
            : Answers.Refused(Rulebook.Invalid);

    private static async Task<IResult> Withdraw(
        string id, DecideRequest asked, HttpContext context, CorrectionDesk desk, CancellationToken cancellation) =>
        Shape.Id(asked.RequestId)
            ? Answer(await desk.Withdraw(context.User.Member(), asked.RequestId!, id, cancellation))
            : Answers.Refused(Rulebook.Invalid);

    private static async Task<IResult> Decide(
        string id, DecideRequest asked, HttpContext context, CorrectionDesk desk, CancellationToken cancellation) =>
        Shape.Id(asked.RequestId) && asked.Apply is { } apply
            ? Answer(await desk.Decide(context.User.Member(), asked.RequestId!, id, apply, Shape.Text(asked.Answer), cancellation))
            : Answers.Refused(Rulebook.Invalid);

    private static async Task<IResult> Desk(
        HttpContext context, IOrganisationStore organisation, CorrectionStore store, Looks looks, TimeProvider clock, bool closed = false,
        CancellationToken cancellation = default)
    {
        if (await organisation.Actor(context.User.Member(), cancellation) is not { } actor)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var paths = DataRights.Rolls(actor);
        if (paths.Count == 0)
        {
            return Answers.Refused(Rulebook.DataRolls);
        }

        var cases = new List<CorrectionCase>();
        foreach (var path in paths.Where(path => !paths.Any(other => other != path && path.StartsWith(other, StringComparison.Ordinal))))
        {
            var node = path.Split('/', StringSplitOptions.RemoveEmptyEntries)[^1];
            if (await looks.NoteAsync(actor.Member, AuditActions.CorrectionLook, node, closed ? "closed" : "open") is { } refusal)
            {
                return Answers.Refused(refusal);
            }

            cases.AddRange(await store.DeskAsync(path, open: !closed, cancellation));
        }

        var now = clock.GetUtcNow();
        return Answers.Ok(new CorrectionsView(
        [
            .. cases.Select(one => CorrectionView.Of(one) with
            {
                Member = one.MemberName,
                Organisation = one.NodeName,
                Overdue = one.Correction.State == CorrectionState.Open && one.Correction.DueAt < now,
                May = DataRights.AskCorrection(actor, one.Correction.Member, one.Path, CorrectionValue.IsStanding(one.Correction.Field)) is null,
            }),
        ]));
    }

    private static IResult Answer(CorrectionAnswer answer) =>
        answer.Refusal is { } refusal ? Answers.Refused(refusal) : Answers.Ok(new CorrectionDoneView(answer.Id));

    private static class Shape
    {
        private const int IdMost = 64;
        private const int ShortMost = 200;
        private const int TextMost = 2_000;

        public static bool Id(string? id) => id is { Length: > 0 and <= IdMost };

        public static string Short(string? text) => text is { Length: <= ShortMost } ? text : "";

        public static string Text(string? text) => text is null ? "" : text.Length <= TextMost ? text : new string('x', CorrectionDesk.ReasonMost + 1);
    }
}

/// <summary>A member asks for a field to be put right.</summary>
public sealed record CorrectionRequest(string? RequestId, CorrectionField? Field, string? Wanted, string? Reason);

/// <summary>An officer decides; or, with the id alone, the member takes it back.</summary>
public sealed record DecideRequest(string? RequestId, bool? Apply = null, string? Answer = null);

public sealed record CorrectionDoneView(string Id);

public sealed record CorrectionsView(CorrectionView[] Corrections);

/// <summary>A correction; at the desk with whose it is and whether this officer may decide it.</summary>
public sealed record CorrectionView(
    string Id, CorrectionField Field, string Was, string Wanted, string Reason, long FiledAt, long DueAt, CorrectionState State,
    string? Answer, string? DecidedBy, long? DecidedAt)
{
    public string? Member { get; init; }

    public string? Organisation { get; init; }

    public bool? Overdue { get; init; }

    public bool? May { get; init; }

    internal static CorrectionView Of(CorrectionCase one) => new(
        one.Correction.Id, one.Correction.Field, one.Correction.Was, one.Correction.Wanted, one.Correction.Reason,
        one.Correction.FiledAt.ToUnixTimeMilliseconds(), one.Correction.DueAt.ToUnixTimeMilliseconds(), one.Correction.State,
        one.Correction.Answer, one.DecidedByName.Length > 0 ? one.DecidedByName : null, one.Correction.DecidedAt?.ToUnixTimeMilliseconds());
}
