using Dapper;
using Grains.Rules;

namespace Storage.Queries;

/// <summary>What members have chosen about who sees them. Throws where the database is away.</summary>
public sealed class PrivacyQuery(HubDatabase database)
{
    private const string AudiencesSql = "select member, audience from privacy where member in @Members";

    private const string NamesSql = "select member, name from privacy_conflict where member in @Members order by member, name";

    /// <summary>The settings of one member.</summary>
    public async Task<PrivacySettings> OfAsync(string member, CancellationToken cancellation = default) =>
        (await OfAsync([member], cancellation)).GetValueOrDefault(member, PrivacySettings.Default);

    /// <summary>The settings of those who have chosen; the others are as <see cref="PrivacySettings.Default"/> says.</summary>
    public async Task<IReadOnlyDictionary<string, PrivacySettings>> OfAsync(
        IReadOnlyCollection<string> members, CancellationToken cancellation = default)
    {
        if (members.Count == 0)
        {
            return new Dictionary<string, PrivacySettings>();
        }

        var ids = new { Members = members.ToArray() };
        var audiences = await database.QueryAsync<AudienceRow>(AudiencesSql, ids, cancellation);
        var names = (await database.QueryAsync<NameRow>(NamesSql, ids, cancellation)).ToLookup(static row => row.Member, static row => row.Name);
        return audiences.ToDictionary(static row => row.Member, row => new PrivacySettings(row.Audience, [.. names[row.Member]]), StringComparer.Ordinal);
    }

    [method: ExplicitConstructor]
    private sealed record AudienceRow(string Member, Audience Audience);

    [method: ExplicitConstructor]
    private sealed record NameRow(string Member, string Name);
}
