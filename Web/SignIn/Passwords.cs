using Grains.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Web.SignIn;

/// <summary>
/// Checks passwords with the framework's hasher. Every refused attempt costs one slow verification, whether the number
/// is unknown, the code is an initial one or the password is wrong, so that the time tells nothing.
/// </summary>
public sealed class Passwords
{
    private readonly PasswordHasher<Credential> _hasher;
    private readonly string _nobody;

    /// <param name="options">The hasher's; the framework's defaults where null.</param>
    public Passwords(IOptions<PasswordHasherOptions>? options = null)
    {
        _hasher = new PasswordHasher<Credential>(options);
        _nobody = _hasher.HashPassword(null!, SessionToken.Create());
    }

    /// <summary>What a check found: right or not, and a new hash where the stored one is out of date.</summary>
    public readonly record struct Verdict(bool Right, string? Rehashed);

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>Checks against a credential; null stands for a number nobody has.</summary>
    public Verdict Check(Credential? credential, string password)
    {
        if (credential is null || InitialCode.IsInitial(credential.Hash))
        {
            if (credential is not null && InitialCode.Verify(credential.Hash, password))
            {
                return new Verdict(true, null);
            }

            _hasher.VerifyHashedPassword(null!, _nobody, password);
            return default;
        }

        return _hasher.VerifyHashedPassword(credential, credential.Hash, password) switch
        {
            PasswordVerificationResult.Success => new Verdict(true, null),
            PasswordVerificationResult.SuccessRehashNeeded => new Verdict(true, Hash(password)),
            _ => default,
        };
    }
}
