using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Web.Tests.Support;

/// <summary>A browser's stand-in: keeps the session cookie, tells its origin, and reads answers as JSON.</summary>
public sealed class HubCaller(string origin) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(origin) };

    /// <summary>The session cookie's token; null while signed out.</summary>
    public string? Token { get; set; }

    public async Task<Reply> SignInAsync(string number, string password)
    {
        var reply = await PostAsync("/api/sign-in", $$"""{"number":"{{number}}","password":"{{password}}","device":"test"}""");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        return reply;
    }

    public Task<Reply> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Reply> DeleteAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Delete, path));

    public Task<Reply> PostAsync(string path, string json = "{}") =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(json) });

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    /// <summary>Sends as the hub's own page would: with the client header and the page's origin, unless the request sets others.</summary>
    public Task<Reply> SendAsync(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("X-Hub-Client", "1");
        if (request.Method != HttpMethod.Get && !request.Headers.Contains("Origin"))
        {
            request.Headers.Add("Origin", origin);
        }

        return SendBareAsync(request);
    }

    /// <summary>Sends the request with the cookie and nothing else.</summary>
    public async Task<Reply> SendBareAsync(HttpRequestMessage request)
    {
        if (Token is not null)
        {
            request.Headers.Add("Cookie", $"hub-session={Token}");
        }

        using var response = await _http.SendAsync(request);
        var reply = new Reply(response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsByteArrayAsync());
        if (reply.Cookie is { } cookie)
        {
            var token = cookie["hub-session=".Length..].Split(';')[0];
            Token = token.Length > 0 ? token : null;
        }

        return reply;
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>What came back.</summary>
public sealed record Reply(HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;

    /// <summary>The rule id of a refusal; null where the answer is none.</summary>
    public string? Rule =>
        ContentHeaders.ContentType?.MediaType == "application/json" && Json is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("rule", out var rule)
            ? rule.GetString()
            : null;

    public string? Cookie => Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.First() : null;

    public string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(',', values) : null;

    public Reply Expect(HttpStatusCode status, string? rule = null)
    {
        Assert.True(status == Status, $"expected {status}, got {Status}: {Text}");
        if (rule is not null)
        {
            Assert.Equal(rule, Rule);
        }

        return this;
    }
}
