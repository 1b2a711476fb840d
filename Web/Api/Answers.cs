using System.Globalization;
using Grains.Rules;
using Microsoft.AspNetCore.Http;
using Web.Api.Views;

namespace Web.Api;

/// <summary>How every route answers: a wire type through generated code, or a refusal with its status.</summary>
public static class Answers
{
    /// <summary>What a caller is told to wait, in seconds, where nothing better is known.</summary>
    private const int RetrySeconds = 2;

    public static IResult Ok<T>(T value) => Results.Json(value, ApiJson.Default.GetTypeInfo(typeof(T))!);

    public static IResult Created<T>(T value) =>
        Results.Json(value, ApiJson.Default.GetTypeInfo(typeof(T))!, statusCode: StatusCodes.Status201Created);

    public static IResult Refused(Refusal refusal) => new RefusedResult(refusal, null, null);

    /// <summary>Refuses an input of which several fields may be wrong; the first one's rule stands for all.</summary>
    public static IResult Refused(IReadOnlyDictionary<string, Refusal> fields) =>
        new RefusedResult(fields.Count == 1 ? fields.Values.First() : Rulebook.Invalid, null, fields);

    /// <summary>Refuses for now; <paramref name="retryAfter"/> is rounded up to whole seconds.</summary>
    public static IResult Refused(Refusal refusal, TimeSpan retryAfter) => new RefusedResult(refusal, retryAfter, null);

    /// <summary>Writes a refusal where no handler runs; nothing where the answer has begun.</summary>
    public static Task Write(HttpContext context, Refusal refusal, int? status = null, TimeSpan? retryAfter = null) =>
        context.Response.HasStarted ? Task.CompletedTask : Write(context, refusal, status ?? RefusalStatus.Of(refusal), retryAfter, null);

    private static Task Write(
        HttpContext context, Refusal refusal, int status, TimeSpan? retryAfter, IReadOnlyDictionary<string, Refusal>? fields)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status423Locked)
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(retryAfter?.TotalSeconds ?? RetrySeconds));
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return context.Response.WriteAsJsonAsync(RefusalView.Of(refusal, fields), ApiJson.Default.RefusalView, cancellationToken: context.RequestAborted);
    }

    private sealed class RefusedResult(Refusal refusal, TimeSpan? retryAfter, IReadOnlyDictionary<string, Refusal>? fields) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            Write(httpContext, refusal, RefusalStatus.Of(refusal), retryAfter, fields);
    }
}
