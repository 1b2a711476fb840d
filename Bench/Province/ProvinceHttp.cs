using System.Text;
using System.Text.Json;

namespace Bench.Province;

/// <summary>Calls the hub's API as its own pages do.</summary>
internal sealed class ProvinceHttp(string url) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(url) };

    public Task<JsonElement> GetAsync(Signed by, string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, by, path, null, cancellation);

    public Task<JsonElement> PostAsync(Signed by, string path, object body, CancellationToken cancellation) => SendAsync(HttpMethod.Post, by, path, body, cancellation);

    /// <exception cref="InvalidOperationException">Refused; the message holds the rule.</exception>
    private async Task<JsonElement> SendAsync(HttpMethod method, Signed by, string path, object? body, CancellationToken cancellation)
    {
        using var answer = await _http.SendAsync(Request(method, by, path, body), cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text.Length == 0 ? "{}" : text).RootElement
            : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }

    private HttpRequestMessage Request(HttpMethod method, Signed by, string path, object? body)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", $"hub-session={by.Token}");
        request.Headers.Add("X-Hub-Client", "1");
        if (method != HttpMethod.Get)
        {
            request.Headers.Add("Origin", url);
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        return request;
    }

    public void Dispose() => _http.Dispose();
}
