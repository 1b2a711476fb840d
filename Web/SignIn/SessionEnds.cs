using Grains.Accounts;

namespace Web.SignIn;

/// <summary>Ends sessions: in the database, then on this node; the account's grain tells every other node.</summary>
public sealed class SessionEnds(IGrainFactory grains, SessionCache cache)
{
    /// <summary>Ends one session, or all of the member's where null; connections under them are closed within 5 s.</summary>
    public async Task EndAsync(string member, string? session) =>
        cache.Forget(await grains.GetGrain<IAccountGrain>(member).End(session));

    /// <summary>Sets the password (already hashed): every other session ends, this one may from now on do everything.</summary>
    public async Task ChangeAsync(string member, string hash, string keep)
    {
        await grains.GetGrain<IAccountGrain>(member).Change(hash, keep);
        cache.ForgetMember(member);
    }
}
