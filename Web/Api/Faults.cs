using Grains.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Web.Api;

/// <summary>
/// Turns whatever a route throws into a refusal without detail: a malformed request says so, everything else is "the
/// hub is away" or, where something may have been stored before the fault, "not certain: try again". The log gets the exception's type and place, never its message, because a
/// message may quote what a person typed.
/// </summary>
public sealed partial class Faults(RequestDelegate next, ILogger<Faults> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            await TellBareStatusAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away: there is nobody to answer.
        }
        catch (BadHttpRequestException fault)
        {
            var refusal = fault.StatusCode == StatusCodes.Status413PayloadTooLarge ? Rulebook.TooLarge : Rulebook.Invalid;
            await Answers.Write(context, refusal, fault.StatusCode);
        }
        catch (InvalidDataException)
        {
            // A multipart body that breaks its own rules.
            await Answers.Write(context, Rulebook.Invalid);
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            LogFault(context.Request.Method, context.GetEndpoint()?.DisplayName ?? "", fault.GetType().FullName ?? "", PlaceOf(fault));
            var asksOnly = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
            await Answers.Write(context, asksOnly ? Rulebook.Unavailable : Rulebook.Uncertain);
        }
    }

    /// <summary>Where the framework itself refused an API request (too large, malformed), it told a status and no rule.</summary>
    private static Task TellBareStatusAsync(HttpContext context) =>
        context.Response is { StatusCode: >= 400 and < 500, HasStarted: false, ContentType: null } response
        && context.Request.Path.StartsWithSegments("/api")
            ? Answers.Write(
                context,
                response.StatusCode == StatusCodes.Status413PayloadTooLarge ? Rulebook.TooLarge : Rulebook.Invalid,
                response.StatusCode)
            : Task.CompletedTask;

    private static string PlaceOf(Exception fault) => fault.StackTrace?.Split('\n', 2)[0].Trim() ?? "";

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "{Method} {Endpoint} failed: {Fault} {Place}")]
    private partial void LogFault(string method, string endpoint, string fault, string place);
}
