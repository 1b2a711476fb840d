using Grains.Rules;

namespace Grains.Accounts;

/// <summary>
/// A member's account: the one writer of its credential and sessions. Hashing is the web node's work; the grain
/// counts failures, locks, and opens and ends sessions. Key: the member id.
/// </summary>
[Alias("account")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>A wrong password. After <see cref="AccountLimits.FailuresBeforeLock"/> in a row the account is locked for a while.</summary>
    [Alias("failed")]
    Task Failed();

    /// <summary>The right password: opens a session, unless the account is locked. The node keeps only the token; the store its hash.</summary>
    [Alias("open")]
    Task<Refusal?> Open(NewSession session, string? rehashed);

    /// <summary>Sets a new password (already hashed), ends every other session and clears "must change".</summary>
    [Alias("change")]
    Task Change(string hash, string keepSession);

    /// <summary>Ends one session, or all of them where null. Answers those that ended.</summary>
    [Alias("end")]
    Task<string[]> End(string? session);
}

/// <summary>A session to open. <paramref name="Id"/> is the SHA-256 of the cookie's token, in hex: the token itself is stored nowhere.</summary>
[GenerateSerializer, Immutable, Alias("new-session")]
public sealed record NewSession(
    [property: Id(0)] string Id,
    [property: Id(1)] string Device,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] DateTimeOffset Expires);

/// <summary>Limits of sign-in.</summary>
public static class AccountLimits
{
    public const int FailuresBeforeLock = 5;
    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan SessionLife = TimeSpan.FromDays(30);
    public const int SessionsMost = 10;
}

/// <summary>A credential as stored. <paramref name="MustChange"/>: the first sign-in has to set a new password.</summary>
public sealed record Credential(string Member, string Hash, bool MustChange, int Failures, DateTimeOffset? LockedUntil);

/// <summary>The account's rows; owned by <see cref="IAccountGrain"/>.</summary>
public interface IAccountStore
{
    Task<Credential?> Load(string member, CancellationToken cancellation);
    Task Save(Credential credential, CancellationToken cancellation);
    /// <summary>Opens a session and ends the oldest beyond <see cref="AccountLimits.SessionsMost"/>; answers those ended.</summary>
    Task<IReadOnlyList<string>> OpenSession(string member, NewSession session, CancellationToken cancellation);
    /// <summary>Ends sessions: one, or all except <paramref name="keep"/> where <paramref name="session"/> is null.</summary>
    Task<IReadOnlyList<string>> EndSessions(string member, string? session, string? keep, CancellationToken cancellation);
}
