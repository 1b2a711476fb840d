using Grains.Rules;
using Microsoft.AspNetCore.Http;
using Web.Api;
using Web.Hosting;

namespace Web.Security;

/// <summary>
/// Lets a state-changing request through only from the hub's own pages (header <see cref="Header"/> and, where the
/// browser tells one, its Origin), and the live socket's upgrade only with an Origin of the hub's own.
/// With SameSite=Strict cookies it is the second of two locks on cross-site requests.
/// </summary>
public sealed class OwnOrigin(RequestDelegate next, WebSettings settings)
{
    public const string Header = "X-Hub-Client";
    public const string LivePath = "/hub";

    public Task InvokeAsync(HttpContext context) =>
        Allowed(context.Request) ? next(context) : Answers.Write(context, Rulebook.Origin);

    private bool Allowed(HttpRequest request)
    {
        if (request.Path.StartsWithSegments(LivePath))
        {
            return IsOwn(request) == true;
        }

        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return true;
        }

        return request.Headers[Header] == "1"
            && IsOwn(request) != false
            && request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";
    }

    /// <summary>Null where the request tells no origin.</summary>
    private bool? IsOwn(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        if (origin.Count == 0)
        {
            return null;
        }

        var told = origin.Count == 1 ? origin[0] : null;
        return string.Equals(told, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase)
            || (told is not null && settings.Origins.Contains(told, StringComparer.OrdinalIgnoreCase));
    }
}
