using System.Net;
using Web.Tests.Support;

namespace Web.Tests.Api;

/// <summary>Signing in, out, and changing the password. Each test has a hub of its own, because locks and sessions linger.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly HubServer _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task The_right_password_opens_a_session_and_answers_the_member()
    {
        using var caller = _hub.Anonymous();
        var me = await caller.SignInAsync(Tenant.Officer.Number, Person.Password);

        Assert.Contains("httponly", me.Cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", me.Cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", me.Cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("max-age=2592000", me.Cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(43, caller.Token!.Length);
        Assert.Equal("secretary", me.Json.GetProperty("offices")[0].GetProperty("role").GetString());
        Assert.Equal(Tenant.BranchName, me.Json.GetProperty("nodePath")[1].GetProperty("name").GetString());
        (await caller.GetAsync("/api/me")).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("{0} ")]
    [InlineData("　{0}")]
    public async Task Spaces_around_a_number_are_forgiven(string shape)
    {
        using var caller = _hub.Anonymous();
        await caller.SignInAsync(string.Format(null, shape, Tenant.Member.Number), Person.Password);
    }

    [Fact]
    public async Task Full_width_digits_in_groups_are_read_as_digits()
    {
        var typed = string.Concat(Tenant.Member.Number.Select(static (c, i) => (i is 6 or 12 ? " " : "") + (char)(c - '0' + '０')));
        using var caller = _hub.Anonymous();
        await caller.SignInAsync(typed, Person.Password);
    }

    [Fact]
    public async Task An_unknown_number_and_a_wrong_password_get_the_same_answer_and_the_same_lock()
    {
        using var caller = _hub.Anonymous();
        var unknown = Grains.Rules.RegistrationNumber.Mint(110_108, 2019, 7, 777);
        for (var attempt = 0; attempt < Grains.Accounts.AccountLimits.FailuresBeforeLock; attempt++)
        {
            var known = await Try(caller, Tenant.Member.Number, "wrong password");
            var nobody = await Try(caller, unknown, "wrong password");
            known.Expect(HttpStatusCode.Unauthorized, "sign-in.wrong");
            Assert.Equal(known.Text, nobody.Text);
            Assert.Equal(known.Status, nobody.Status);
        }

        var locked = (await Try(caller, Tenant.Member.Number, "wrong password")).Expect((HttpStatusCode)423, "sign-in.locked");
        var phantom = (await Try(caller, unknown, "wrong password")).Expect((HttpStatusCode)423, "sign-in.locked");
        Assert.Equal(locked.Text, phantom.Text);
        Assert.NotNull(locked.Header("Retry-After"));
        Assert.NotNull(phantom.Header("Retry-After"));
    }

    [Fact]
    public async Task A_locked_account_refuses_even_the_right_password_until_the_lock_ends()
    {
        using var caller = _hub.Anonymous();
        for (var attempt = 0; attempt < Grains.Accounts.AccountLimits.FailuresBeforeLock; attempt++)
        {
            await Try(caller, Tenant.Member.Number, "wrong password");
        }

        (await Try(caller, Tenant.Member.Number, Person.Password)).Expect((HttpStatusCode)423, "sign-in.locked");
        _hub.Clock.Advance(Grains.Accounts.AccountLimits.Lock + TimeSpan.FromSeconds(1));
        (await Try(caller, Tenant.Member.Number, Person.Password)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_malformed_number_is_told_apart_because_anyone_can_compute_it()
    {
        using var caller = _hub.Anonymous();
        (await Try(caller, "123", "x")).Expect(HttpStatusCode.BadRequest, "number.shape");
        var last = Tenant.Member.Number[^1] == '0' ? '1' : '0';
        (await Try(caller, Tenant.Member.Number[..^1] + last, "x")).Expect(HttpStatusCode.BadRequest, "number.check-digit");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"number\":5}")]
    [InlineData("{\"number\":\"1\"}")]
    public async Task A_malformed_body_is_refused_plainly(string body)
    {
        using var caller = _hub.Anonymous();
        (await caller.PostAsync("/api/sign-in", body)).Expect(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Only_json_is_read()
    {
        using var caller = _hub.Anonymous();
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/sign-in") { Content = new StringContent("number=1") };
        (await caller.SendAsync(request)).Expect(HttpStatusCode.UnsupportedMediaType, "request.invalid");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        using var caller = _hub.Anonymous();
        var reply = await Try(caller, Tenant.Member.Number, new string('x', 100_000));
        reply.Expect(HttpStatusCode.RequestEntityTooLarge, "request.too-large");
    }

    [Fact]
    public async Task Signing_out_ends_this_session_only()
    {
        using var one = await _hub.SignInAsync(Tenant.Member);
        using var other = await _hub.SignInAsync(Tenant.Member);
        var token = one.Token;
        (await one.PostAsync("/api/sign-out")).Expect(HttpStatusCode.NoContent);
        Assert.Null(one.Token);
        one.Token = token;
        (await one.GetAsync("/api/me")).Expect(HttpStatusCode.Unauthorized, "request.not-signed-in");
        (await other.GetAsync("/api/me")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session()
    {
        using var one = await _hub.SignInAsync(Tenant.Member);
        using var other = await _hub.SignInAsync(Tenant.Member);
        (await one.PostAsync("/api/sign-out", """{"everywhere":true}""")).Expect(HttpStatusCode.NoContent);
        (await other.GetAsync("/api/me")).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_ends_by_itself_after_thirty_days()
    {
        using var caller = await _hub.SignInAsync(Tenant.Member);
        _hub.Clock.Advance(Grains.Accounts.AccountLimits.SessionLife);
        (await caller.GetAsync("/api/me")).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Sessions_are_listed_and_any_may_be_ended_from_any()
    {
        using var one = await _hub.SignInAsync(Tenant.Member);
        using var other = await _hub.SignInAsync(Tenant.Member);
        var sessions = (await one.GetAsync("/api/me/sessions")).Expect(HttpStatusCode.OK).Json.EnumerateArray().ToArray();
        Assert.Equal(2, sessions.Length);
        Assert.Single(sessions, static s => s.GetProperty("current").GetBoolean());
        var id = sessions.Single(static s => !s.GetProperty("current").GetBoolean()).GetProperty("id").GetString();
        (await one.DeleteAsync($"/api/me/sessions/{id}")).Expect(HttpStatusCode.NoContent);
        (await other.GetAsync("/api/me")).Expect(HttpStatusCode.Unauthorized);
        (await one.GetAsync("/api/me")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_ends_another_members_session()
    {
        using var mine = await _hub.SignInAsync(Tenant.Member);
        using var theirs = await _hub.SignInAsync(Tenant.Officer);
        var id = SignIn.SessionToken.IdOf(theirs.Token!);
        (await mine.DeleteAsync($"/api/me/sessions/{id}")).Expect(HttpStatusCode.NoContent);
        (await theirs.GetAsync("/api/me")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_first_sign_in_may_do_nothing_but_set_a_password()
    {
        using var caller = await _hub.SignInAsync(Tenant.MustChange);
        Assert.True((await caller.GetAsync("/api/me")).Json.GetProperty("mustChange").GetBoolean());
        (await caller.GetAsync("/api/now")).Expect(HttpStatusCode.Forbidden, "password.must-change");
        (await Change(caller, Person.Password, "a long new password")).Expect(HttpStatusCode.NoContent);
        (await caller.GetAsync("/api/now")).Expect(HttpStatusCode.OK);
        using var again = _hub.Anonymous();
        await again.SignInAsync(Tenant.MustChange.Number, "a long new password");
        (await Try(again, Tenant.MustChange.Number, Person.Password)).Expect(HttpStatusCode.Unauthorized, "sign-in.wrong");
    }

    [Fact]
    public async Task A_new_password_ends_every_other_session()
    {
        using var one = await _hub.SignInAsync(Tenant.Member);
        using var other = await _hub.SignInAsync(Tenant.Member);
        (await other.GetAsync("/api/me")).Expect(HttpStatusCode.OK);
        (await Change(one, Person.Password, "a long new password")).Expect(HttpStatusCode.NoContent);
        _hub.Clock.Advance(_hub.Settings.SessionTrust);
        (await other.GetAsync("/api/me")).Expect(HttpStatusCode.Unauthorized);
        (await one.GetAsync("/api/me")).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("1234567890")]
    [InlineData("Password123")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData(Person.Password)]
    public async Task A_weak_password_is_refused(string next)
    {
        using var caller = await _hub.SignInAsync(Tenant.Member);
        (await Change(caller, Person.Password, next)).Expect(HttpStatusCode.BadRequest, "password.weak");
    }

    [Fact]
    public async Task The_own_number_is_no_password()
    {
        using var caller = await _hub.SignInAsync(Tenant.Member);
        (await Change(caller, Person.Password, Tenant.Member.Number)).Expect(HttpStatusCode.BadRequest, "password.weak");
    }

    [Fact]
    public async Task Guessing_the_current_password_locks_the_account()
    {
        using var caller = await _hub.SignInAsync(Tenant.Member);
        for (var attempt = 0; attempt < Grains.Accounts.AccountLimits.FailuresBeforeLock; attempt++)
        {
            (await Change(caller, "wrong", "a long new password")).Expect(HttpStatusCode.BadRequest, "password.wrong");
        }

        (await Change(caller, Person.Password, "a long new password")).Expect((HttpStatusCode)423, "sign-in.locked");
    }

    private static Task<Reply> Try(HubCaller caller, string number, string password) =>
        caller.PostAsync("/api/sign-in", $$"""{"number":"{{number}}","password":"{{password}}"}""");

    private static Task<Reply> Change(HubCaller caller, string current, string next) =>
        caller.PostAsync("/api/password", $$"""{"current":"{{current}}","next":"{{next}}"}""");
}
