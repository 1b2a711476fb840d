using System.Text;

namespace Bench.Fanout;

/// <summary>Opens the gathering of a run through the API, as an officer's page does.</summary>
public static class Summons
{
    /// <summary>Summons the branch as its secretary; answers the gathering's id.</summary>
    public static async Task<string> OpenAsync(string url, string token, CancellationToken cancellation)
    {
        var id = "g-" + Convert.ToHexStringLower(Guid.NewGuid().ToByteArray())[..22];
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/api/gatherings")
        {
            Content = new StringContent(
                $$"""{"id":"{{id}}","node":"{{Provision.Node}}","subtree":false,"type":"flash","topic":"压测","minutes":240}""",
                Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Cookie", $"hub-session={token}");
        request.Headers.Add("X-Hub-Client", "1");
        request.Headers.Add("Origin", url);
        using var answer = await http.SendAsync(request, cancellation);
        return answer.IsSuccessStatusCode ? id : throw new InvalidOperationException($"The gathering was not opened: {(int)answer.StatusCode}.");
    }
}
