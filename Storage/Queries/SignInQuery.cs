using Dapper;

namespace Storage.Queries;

/// <summary>What sign-in has to know of a number.</summary>
[method: ExplicitConstructor]
public sealed record SignInRow(string Member, string Name, string Locale, string Hash, bool MustChange, int Failures, DateTimeOffset? LockedUntil);

/// <summary>Finds the credential of a registration number. Throws where the database is away.</summary>
public sealed class SignInQuery(HubDatabase database)
{
    private const string Sql = """
        select m.id as member, m.name, m.locale, c.hash, c.must_change, c.failures, c.locked_until
        from member m join credential c on c.member = m.id
        where m.number = @Number
        """;

    /// <summary>Null where the number is unknown or has no credential: both look the same to who asks.</summary>
    public Task<SignInRow?> ByNumberAsync(string number, CancellationToken cancellation = default) =>
        database.FirstAsync<SignInRow>(Sql, new { Number = number }, cancellation);
}
