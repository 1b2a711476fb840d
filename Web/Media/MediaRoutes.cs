using Grains.Gatherings;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Storage.Media;
using Web.Api;
using Web.Api.Views;
using Web.Security;
using Web.SignIn;

namespace Web.Media;

/// <summary>Pictures and recordings: taken in by content, served only to those who may see their gathering, consultation or dossier.</summary>
public static class MediaRoutes
{
    private const string Forever = "private, max-age=31536000, immutable";

    public static void MapMedia(this IEndpointRouteBuilder api)
    {
        api.MapPost("/media", Upload);
        api.MapGet("/media/{id}", (string id, HttpContext context, PictureGate gate, MediaStore media, CancellationToken cancellation) =>
            Serve(id, thumb: false, context, gate, media, cancellation));
        api.MapGet("/media/{id}/thumb", (string id, HttpContext context, PictureGate gate, MediaStore media, CancellationToken cancellation) =>
            Serve(id, thumb: true, context, gate, media, cancellation));
    }

    private static async Task<IResult> Upload(
        HttpContext context, PictureGate gate, MediaStore media, string? gathering, string? consultation, string? transfer, CancellationToken cancellation)
    {
        var member = context.User.Member();
        if (new[] { gathering, consultation, transfer }.Count(static place => place is { Length: > 0 }) != 1)
        {
            return Answers.Refused(Rulebook.Invalid);
        }

        // Asked before a byte of the body is read.
        if ((gathering is { Length: > 0 }
            ? await gate.AskUploadAsync(gathering, member, cancellation)
            : transfer is { Length: > 0 }
                ? await gate.AskTransferUploadAsync(transfer, member, cancellation)
                : await gate.AskConsultUploadAsync(consultation!, member, cancellation)) is { } refusal)
        {
            return Answers.Refused(refusal);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = PictureUpload.BodyMost;
        }

        await using var upload = new PictureUpload(clips: gathering is { Length: > 0 });
        if (await upload.ReadAsync(context.Request, cancellation) is { } wrong)
        {
            return Answers.Refused(wrong);
        }

        if (upload.Clip is { } clip)
        {
            var kind = upload.ClipKind;
            var saved = await media.SaveAsync(
                new NewMedia(
                    member, gathering, kind == ClipKind.Voice ? MediaPurpose.Voice : MediaPurpose.Video, null, clip.ContentType(kind), 0, 0)
                {
                    Seconds = upload.Seconds,
                },
                clip.Open(),
                cancellation);
            return Answers.Created(new ClipView(saved.Id, kind, upload.Seconds, saved.Bytes));
        }

        var picture = await SaveAsync(upload.Picture!, MediaPurpose.Original, null);
        if (upload.Thumb is { } thumb)
        {
            await SaveAsync(thumb, MediaPurpose.Thumb, picture.Id);
        }

        return Answers.Created(new MediaView(picture.Id, picture.Width, picture.Height));

        Task<MediaRow> SaveAsync(SpooledPicture spooled, MediaPurpose purpose, string? original)
        {
            var facts = spooled.Facts;
            var row = new NewMedia(member, gathering is { Length: > 0 } ? gathering : null, purpose, original, facts.ContentType, facts.Width, facts.Height)
            {
                Consultation = consultation is { Length: > 0 } ? consultation : null,
                Transfer = transfer is { Length: > 0 } ? transfer : null,
            };
            return media.SaveAsync(row, spooled.Open(), cancellation);
        }
    }

    private static async Task<IResult> Serve(
        string id, bool thumb, HttpContext context, PictureGate gate, MediaStore media, CancellationToken cancellation)
    {
        if (await gate.FindAsync(id, thumb, context.User.Member(), cancellation) is not { } row)
        {
            return Answers.Refused(Rulebook.NotFound);
        }

        var headers = context.Response.Headers;
        var tag = $"\"{row.Sha256}\"";
        headers.ContentSecurityPolicy = SecurityHeaders.Sandbox;
        headers.ContentDisposition = "inline";
        headers.CacheControl = Forever;
        headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        if (await media.OpenAsync(row, cancellation) is not { } bytes)
        {
            headers.Remove("ETag");
            return Answers.Refused(Rulebook.NotFound);
        }

        // A player asks for a part of a recording; a picture is read whole.
        return Results.Stream(bytes, row.ContentType, entityTag: new EntityTagHeaderValue(tag), enableRangeProcessing: true);
    }
}
