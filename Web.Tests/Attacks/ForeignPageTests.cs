using System.Net;
using Web.Tests.Matrix;
using Web.Tests.Support;

namespace Web.Tests.Attacks;

/// <summary>S6: a page of somebody else's in the browser of one who is signed in.</summary>
public sealed class ForeignPageTests(HubServer hub) : IClassFixture<HubServer>
{
    public static TheoryData<string> Changing =>
        new(AuthorizationMatrix.Load().Rows.Where(static row => row.StartsWith("POST ", StringComparison.Ordinal) || row.StartsWith("DELETE ", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Changing))]
    public async Task S6_no_route_that_changes_anything_hears_a_foreign_page(string row)
    {
        var scene = await Scene.SetAsync(hub, Rehearsals.NeedsClosed(row), row: row);
        using var caller = await hub.SignInAsync(Tenant.Officer);
        foreach (var (header, value) in new[] { ("Origin", "https://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site") })
        {
            var request = Rehearsals.Request(row, scene, Tenant.Officer, caller.Token);
            request.Headers.Add("X-Hub-Client", "1");
            request.Headers.Add(header, value);
            (await caller.SendBareAsync(request)).Expect(HttpStatusCode.Forbidden, "request.origin");
        }

        // A form or an image cannot set the header.
        (await caller.SendBareAsync(Rehearsals.Request(row, scene, Tenant.Officer, caller.Token))).Expect(HttpStatusCode.Forbidden, "request.origin");
        (await caller.GetAsync("/api/me")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task S6_the_cookie_goes_to_the_hubs_own_pages_only()
    {
        using var caller = hub.Anonymous();
        var cookie = (await caller.SignInAsync(Tenant.Member.Number, Person.Password)).Cookie!;
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
    }
}
