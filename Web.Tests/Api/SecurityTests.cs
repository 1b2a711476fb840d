using System.Net;
using Web.Tests.Support;

namespace Web.Tests.Api;

/// <summary>Origin, headers, silence about what is not one's business.</summary>
public sealed class SecurityTests(HubServer hub) : IClassFixture<HubServer>
{
    [Theory]
    [InlineData(null, "own")]
    [InlineData("0", "own")]
    [InlineData("1", "https://evil.example")]
    [InlineData("1", "null")]
    public async Task A_state_changing_request_from_elsewhere_is_refused(string? client, string origin)
    {
        using var caller = await hub.SignInAsync(Tenant.Member);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/sign-out") { Content = HubCaller.Json("{}") };
        request.Headers.Add("Origin", origin == "own" ? hub.Origin : origin);
        if (client is not null)
        {
            request.Headers.Add("X-Hub-Client", client);
        }

        (await caller.SendBareAsync(request)).Expect(HttpStatusCode.Forbidden, "request.origin");
        (await caller.GetAsync("/api/me")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_cross_site_fetch_is_refused_even_with_the_header()
    {
        using var caller = await hub.SignInAsync(Tenant.Member);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/sign-out") { Content = HubCaller.Json("{}") };
        request.Headers.Add("X-Hub-Client", "1");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        (await caller.SendBareAsync(request)).Expect(HttpStatusCode.Forbidden, "request.origin");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task The_live_socket_opens_only_from_the_hubs_own_pages(string? origin)
    {
        using var caller = await hub.SignInAsync(Tenant.Member);
        using var socket = await HubSocket.OpenAsync(hub.Origin, caller.Token, origin);
        Assert.Equal(403, socket.Status);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/me")]
    [InlineData("/api/nothing")]
    [InlineData("/assets/app-1a2b3c.js")]
    public async Task Every_answer_carries_the_protective_headers(string path)
    {
        using var caller = hub.Anonymous();
        var reply = await caller.GetAsync(path);
        var policy = reply.Header("Content-Security-Policy")!;
        foreach (var directive in new[]
        {
            "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob: data:", "connect-src 'self'", "worker-src 'self'",
            "manifest-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'",
        })
        {
            Assert.Contains(directive, policy, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", reply.Header("X-Content-Type-Options"));
        Assert.Equal("same-origin", reply.Header("Cross-Origin-Opener-Policy"));
        Assert.NotNull(reply.Header("Referrer-Policy"));
        Assert.NotNull(reply.Header("Permissions-Policy"));
        Assert.Null(reply.Header("Server"));
    }

    [Fact]
    public async Task A_members_answers_are_kept_by_no_cache()
    {
        using var caller = await hub.SignInAsync(Tenant.Member);
        Assert.Contains("no-store", (await caller.GetAsync("/api/me")).Header("Cache-Control"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hub-session=")]
    [InlineData("hub-session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("hub-session=' or 1=1 --")]
    public async Task A_made_up_cookie_is_no_session(string cookie)
    {
        using var caller = hub.Anonymous();
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/me");
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        (await caller.SendBareAsync(request)).Expect(HttpStatusCode.Unauthorized, "request.not-signed-in");
    }

    [Fact]
    public async Task No_log_line_holds_a_password_a_token_a_number_or_what_people_wrote()
    {
        const string Secret = "绝密-7f3a91";
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var id = await hub.OpenAsync(Secret);
        await officer.PostAsync($"/api/gatherings/{id}/excuse", $$"""{"reason":"{{Secret}}"}""");
        await officer.PostAsync("/api/sign-in", $$"""{"number":"{{Tenant.Spare.Number}}","password":"{{Secret}}"}""");
        await officer.PostAsync("/api/gatherings", $$"""{"topic":"{{Secret}}",""");
        await officer.GetAsync($"/api/gatherings/{id}/log?after={Uri.EscapeDataString(Secret)}");
        var log = hub.Logs.Text;
        Assert.DoesNotContain(Secret, log, StringComparison.Ordinal);
        Assert.DoesNotContain(officer.Token!, log, StringComparison.Ordinal);
        Assert.DoesNotContain(Person.Password, log, StringComparison.Ordinal);
        Assert.DoesNotContain(Tenant.Spare.Number, log, StringComparison.Ordinal);
        Assert.DoesNotContain(Tenant.Officer.Number, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answer_but_the_own_page_holds_a_registration_number()
    {
        var id = await hub.CloseAsync();
        using var officer = await hub.SignInAsync(Tenant.Officer);
        foreach (var path in new[]
        {
            "/api/now", "/api/nodes", $"/api/nodes/{Tenant.Branch}", "/api/points", "/api/attendance", "/api/me/sessions", $"/api/gatherings/{id}",
            $"/api/gatherings/{id}/log", $"/api/gatherings/{id}/roster", $"/api/gatherings/{id}/attendance.csv", $"/api/gatherings/{id}/minutes",
        })
        {
            var text = (await officer.GetAsync(path)).Expect(HttpStatusCode.OK).Text;
            Assert.All(Tenant.People, person => Assert.DoesNotContain(person.Number, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_client_is_cached_by_its_name()
    {
        using var caller = hub.Anonymous();
        var asset = (await caller.GetAsync("/assets/app-1a2b3c.js")).Expect(HttpStatusCode.OK);
        Assert.Contains("immutable", asset.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Equal("no-cache", (await caller.GetAsync("/sw.js")).Header("Cache-Control"));
        var page = (await caller.GetAsync("/gatherings/g-1")).Expect(HttpStatusCode.OK);
        Assert.Equal("no-cache", page.Header("Cache-Control"));
        Assert.Equal("text/html", page.ContentHeaders.ContentType!.MediaType);
        (await caller.GetAsync("/assets/gone-000000.js")).Expect(HttpStatusCode.NotFound);
        (await caller.GetAsync("/../data/hub.db")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_client_travels_compressed()
    {
        using var caller = hub.Anonymous();
        var request = new HttpRequestMessage(HttpMethod.Get, "/assets/app-1a2b3c.js");
        request.Headers.Add("Accept-Encoding", "gzip, br");
        var reply = await caller.SendAsync(request);
        Assert.Equal("br", reply.Header("Content-Encoding"));
        Assert.True(reply.Bytes.Length < 100);
    }
}
