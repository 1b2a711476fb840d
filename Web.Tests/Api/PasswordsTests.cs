using Grains.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Web.SignIn;

namespace Web.Tests.Api;

/// <summary>Hashes: chosen passwords, initial codes, old formats.</summary>
public sealed class PasswordsTests
{
    private readonly Passwords _passwords = new();

    [Fact]
    public void A_chosen_password_is_checked_against_its_hash()
    {
        var credential = Of(_passwords.Hash("a long new password"));
        Assert.True(_passwords.Check(credential, "a long new password").Right);
        Assert.False(_passwords.Check(credential, "a long new passwore").Right);
        Assert.False(_passwords.Check(null, "a long new password").Right);
    }

    [Fact]
    public void A_hash_of_an_older_strength_is_made_anew()
    {
        var older = new PasswordHasher<Credential>(Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }));
        var verdict = _passwords.Check(Of(older.HashPassword(null!, "a long new password")), "a long new password");
        Assert.True(verdict.Right);
        Assert.Null(_passwords.Check(Of(verdict.Rehashed!), "a long new password").Rehashed);
    }

    [Fact]
    public void An_initial_code_is_read_as_people_type_it()
    {
        var code = InitialCode.Create();
        var hash = InitialCode.Hash(code);
        Assert.StartsWith("initial$", hash, StringComparison.Ordinal);
        Assert.DoesNotContain(code, hash, StringComparison.Ordinal);
        Assert.True(InitialCode.Verify(hash, code));
        Assert.True(InitialCode.Verify(hash, " " + code.ToLowerInvariant().Replace('-', ' ')));
        Assert.False(InitialCode.Verify(hash, InitialCode.Create()));
        Assert.NotEqual(hash, InitialCode.Hash(code));
    }

    [Theory]
    [InlineData("initial$")]
    [InlineData("initial$a$b$c")]
    [InlineData("initial$!$!")]
    [InlineData("")]
    public void A_broken_hash_lets_nobody_in(string hash) => Assert.False(InitialCode.Verify(hash, "anything"));

    private static Credential Of(string hash) => new("m-1", hash, MustChange: false, Failures: 0, LockedUntil: null);
}
