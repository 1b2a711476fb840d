using System.Net;
using Web.Tests.Support;

namespace Web.Tests.Api;

/// <summary>Sign-in and requests are bounded (S12).</summary>
public sealed class ThrottleTests
{
    [Fact]
    public async Task Too_many_attempts_for_one_number_wait_and_others_do_not()
    {
        await using var hub = await Hub.StartAsync(static settings => settings.SignInsPerNumber = 3);
        using var caller = hub.Server.Anonymous();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            (await Try(caller, Tenant.Member)).Expect(HttpStatusCode.Unauthorized);
        }

        var reply = (await Try(caller, Tenant.Member)).Expect(HttpStatusCode.TooManyRequests, "sign-in.too-many");
        Assert.InRange(int.Parse(reply.Header("Retry-After")!, null), 1, 60);
        (await Try(caller, Tenant.Spare)).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Too_many_attempts_from_one_address_wait_whatever_the_number()
    {
        await using var hub = await Hub.StartAsync(static settings => settings.SignInsPerAddress = 2);
        using var caller = hub.Server.Anonymous();
        await Try(caller, Tenant.Member);
        await Try(caller, Tenant.Spare);
        (await Try(caller, Tenant.Officer)).Expect(HttpStatusCode.TooManyRequests, "sign-in.too-many");
    }

    [Fact]
    public async Task A_claimed_address_does_not_escape_the_throttle()
    {
        await using var hub = await Hub.StartAsync(static settings => settings.SignInsPerAddress = 1);
        using var caller = hub.Server.Anonymous();
        await Try(caller, Tenant.Member, "10.0.0.1");
        (await Try(caller, Tenant.Spare, "10.0.0.2")).Expect(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_trusted_proxy_may_tell_the_address()
    {
        await using var hub = await Hub.StartAsync(static settings =>
        {
            settings.SignInsPerAddress = 1;
            settings.TrustedProxies = [IPAddress.Loopback];
        });
        using var caller = hub.Server.Anonymous();
        await Try(caller, Tenant.Member, "10.0.0.1");
        (await Try(caller, Tenant.Spare, "10.0.0.2")).Expect(HttpStatusCode.Unauthorized);
        (await Try(caller, Tenant.Spare, "10.0.0.2")).Expect(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task One_sessions_flood_of_requests_is_bounded()
    {
        await using var hub = await Hub.StartAsync(static settings => settings.RequestsPerMinute = 5);
        using var caller = hub.Server.Anonymous();
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => caller.GetAsync("/api/rules")));
        Assert.Contains(replies, static reply => reply.Status == HttpStatusCode.TooManyRequests && reply.Rule == "request.too-many");
        Assert.Contains(replies, static reply => reply.Status == HttpStatusCode.OK);
    }

    private static Task<Reply> Try(HubCaller caller, Person person, string? claimed = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/sign-in")
        {
            Content = HubCaller.Json($$"""{"number":"{{person.Number}}","password":"wrong"}"""),
        };
        if (claimed is not null)
        {
            request.Headers.Add("X-Forwarded-For", claimed);
        }

        return caller.SendAsync(request);
    }

    private sealed class Hub(HubServer server) : IAsyncDisposable
    {
        public HubServer Server => server;

        public static async Task<Hub> StartAsync(Action<Web.Hosting.WebSettings> configure)
        {
            var server = new HubServer();
            configure(server.Settings);
            await server.InitializeAsync();
            return new Hub(server);
        }

        public async ValueTask DisposeAsync() => await server.DisposeAsync();
    }
}
