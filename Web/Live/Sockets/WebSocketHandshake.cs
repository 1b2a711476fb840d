using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Web.Live.Sockets;

/// <summary>RFC 6455 §4.2, the server's half: no subprotocol and no extension is ever agreed on.</summary>
internal static class WebSocketHandshake
{
    private const string Version = "13";
    private const int KeyBytes = 16;
    private static ReadOnlySpan<byte> Suffix => "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"u8;

    /// <summary>
    /// Writes the answer's headers, with which the upgrade feature switches protocols. False: this request opens no
    /// WebSocket, and the status says why.
    /// </summary>
    public static bool TryAccept(HttpContext context, out IHttpUpgradeFeature upgrade)
    {
        upgrade = context.Features.Get<IHttpUpgradeFeature>()!;
        var headers = context.Request.Headers;
        var key = headers.SecWebSocketKey.ToString();
        if (upgrade is not { IsUpgradableRequest: true } || !HttpMethods.IsGet(context.Request.Method)
            || !headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase) || !IsKey(key))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return false;
        }

        if (headers.SecWebSocketVersion != Version)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            context.Response.Headers.SecWebSocketVersion = Version;
            return false;
        }

        // What guards a page (its content policy alone is a kilobyte) says nothing to a socket, and would be held as long as it lives.
        context.Response.Headers.Clear();
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.SecWebSocketAccept = Accept(key);
        return true;
    }

    private static bool IsKey(string key)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes + 2];
        return key.Length == 24 && Convert.TryFromBase64String(key, bytes, out var length) && length == KeyBytes;
    }

    private static string Accept(string key)
    {
        Span<byte> bytes = stackalloc byte[24 + 36];
        Encoding.ASCII.GetBytes(key, bytes);
        Suffix.CopyTo(bytes[24..]);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The protocol names SHA-1; it proves that the server understood, nothing more.
        SHA1.HashData(bytes, hash);
#pragma warning restore CA5350
        return Convert.ToBase64String(hash);
    }
}
