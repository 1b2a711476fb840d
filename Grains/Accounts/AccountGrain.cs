using Grains.Gateways;
using Grains.Rules;
using Grains.Time;

namespace Grains.Accounts;

/// <summary>Keeps a member's credential and sessions. Each change is one row; a failed write leaves the old state and throws.</summary>
internal sealed class AccountGrain(IAccountStore store, TimeProvider clock) : Grain, IAccountGrain
{
    private string Id => this.GetPrimaryKeyString();

    public async Task Failed()
    {
        if (await store.Load(Id, CancellationToken.None) is not { } credential)
        {
            return;
        }

        var failures = credential.Failures + 1;
        await store.Save(failures >= AccountLimits.FailuresBeforeLock
            ? credential with { Failures = 0, LockedUntil = clock.Now() + AccountLimits.Lock }
            : credential with { Failures = failures }, CancellationToken.None);
    }

    public async Task<Refusal?> Open(NewSession session, string? rehashed)
    {
        if (await store.Load(Id, CancellationToken.None) is not { } credential)
        {
            return Rulebook.SignInWrong;
        }

        if (credential.LockedUntil > clock.Now())
        {
            return Rulebook.SignInLocked;
        }

        if (credential.Failures > 0 || credential.LockedUntil is not null || rehashed is not null)
        {
            await store.Save(credential with { Failures = 0, LockedUntil = null, Hash = rehashed ?? credential.Hash }, CancellationToken.None);
        }

        Revoke(await store.OpenSession(Id, session, CancellationToken.None));
        return null;
    }

    public async Task Change(string hash, string keepSession)
    {
        var credential = await store.Load(Id, CancellationToken.None) ?? throw new InvalidOperationException("No such account.");
        await store.Save(credential with { Hash = hash, MustChange = false, Failures = 0, LockedUntil = null }, CancellationToken.None);
        Revoke(await store.EndSessions(Id, session: null, keepSession, CancellationToken.None));
    }

    public async Task<string[]> End(string? session)
    {
        var ended = await store.EndSessions(Id, session, keep: null, CancellationToken.None);
        Revoke(ended);
        return [.. ended];
    }

    private void Revoke(IReadOnlyList<string> sessions)
    {
        if (sessions.Count > 0)
        {
            GrainFactory.GetGrain<IGatewayDirectoryGrain>(IGatewayDirectoryGrain.Key).Revoke(Id, [.. sessions]).Ignore();
        }
    }
}
