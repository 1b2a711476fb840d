using Microsoft.AspNetCore.Http;

namespace Web.Security;

/// <summary>
/// Puts the same protective headers on every answer, before anything else may answer. A handler may set a stricter
/// Content-Security-Policy of its own (pictures are sandboxed), never a laxer one.
/// </summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Everything from the hub itself and nothing inline; <c>{0}</c> takes the live socket's own origin.</summary>
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'{0}; "
        + "worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    /// <summary>What a picture is served with: even a file that a browser took for a page could do nothing.</summary>
    public const string Sandbox = "sandbox; default-src 'none'";

    private const string Permissions =
        "accelerometer=(), camera=(self), display-capture=(), geolocation=(), gyroscope=(), microphone=(self), payment=(), usb=()";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = PolicyFor(context.Request);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return next(context);
    }

    /// <summary>Older browsers do not read <c>'self'</c> as the same host's socket, so it is named where the host is plain.</summary>
    private static string PolicyFor(HttpRequest request)
    {
        var host = request.Host.Value;
        var socket = host is { Length: > 0 and <= 255 } && host.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '-' or '[' or ']')
            ? (request.IsHttps ? " wss://" : " ws://") + host
            : "";
        return Policy.Replace("{0}", socket, StringComparison.Ordinal);
    }
}
