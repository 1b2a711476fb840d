using Grains.Members;
using Storage.Journal;

namespace Storage.Members;

/// <summary>Statements that replace what a member has chosen.</summary>
internal static class PrivacyRows
{
    private const string SetSql = """
        insert into privacy (member, audience, changed_at) values ($1, $2, $3)
        on conflict (member) do update set audience = excluded.audience, changed_at = excluded.changed_at
        """;

    private const string ForgetSql = "delete from privacy_conflict where member = $1";

    private const string NameSql = "insert into privacy_conflict (member, name) values ($1, $2)";

    public static IEnumerable<RowWrite> Of(PrivacySet set) =>
    [
        RowWrite.Must(SetSql, set.Member, Names.Of(set.Settings.Audience), set.At.Ms()),
        RowWrite.May(ForgetSql, set.Member),
        .. set.Settings.Conflicts.Select(name => RowWrite.Must(NameSql, set.Member, name)),
    ];
}
