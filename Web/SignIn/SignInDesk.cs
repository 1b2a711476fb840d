using Grains.Accounts;
using Grains.Rules;
using Grains.Time;
using Storage.Queries;

namespace Web.SignIn;

/// <summary>What a sign-in came to: a token to hand out, or a refusal.</summary>
public sealed record SignInOutcome(
    Refusal? Refusal, TimeSpan? RetryAfter = null, string? Token = null, string? Member = null, bool MustChange = false);

/// <summary>
/// Decides a sign-in. An unknown number is treated like a wrong password in every respect: same answer, same work,
/// same lock after as many tries.
/// </summary>
public sealed class SignInDesk(
    SignInQuery numbers,
    IGrainFactory grains,
    Passwords passwords,
    SignInThrottle throttle,
    PhantomLocks phantoms,
    TimeProvider clock)
{
    public async Task<SignInOutcome> TryAsync(
        string address, string number, string password, string device, CancellationToken cancellation)
    {
        if (throttle.Count(address, number) is { } wait)
        {
            return new SignInOutcome(Rulebook.SignInTooMany, wait);
        }

        using var turn = await throttle.TurnAsync(cancellation);
        if (!turn.IsAcquired)
        {
            return new SignInOutcome(Rulebook.Busy);
        }

        var row = await numbers.ByNumberAsync(number, cancellation);
        var credential = row is null ? null : new Credential(row.Member, row.Hash, row.MustChange, row.Failures, row.LockedUntil);
        var verdict = passwords.Check(credential, password);
        var now = clock.Now();
        if (credential is null)
        {
            return phantoms.Failed(number) is { } until ? Locked(until - now) : new SignInOutcome(Rulebook.SignInWrong);
        }

        if (credential.LockedUntil > now)
        {
            return Locked(credential.LockedUntil.Value - now);
        }

        var account = grains.GetGrain<IAccountGrain>(credential.Member);
        if (!verdict.Right)
        {
            await account.Failed();
            return new SignInOutcome(Rulebook.SignInWrong);
        }

        var token = SessionToken.Create();
        var session = new NewSession(SessionToken.IdOf(token), device, now, now + AccountLimits.SessionLife);
        return await account.Open(session, verdict.Rehashed) is { } refusal
            ? new SignInOutcome(refusal)
            : new SignInOutcome(null, null, token, credential.Member, credential.MustChange);
    }

    private static SignInOutcome Locked(TimeSpan left) => new(Rulebook.SignInLocked, left);
}
