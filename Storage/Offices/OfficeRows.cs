using Grains.Offices;
using Grains.Votes;
using Storage.Journal;

namespace Storage.Offices;

/// <summary>Statements that begin and end posts, and those of policies on votes.</summary>
internal static class OfficeRows
{
    // A term that has run out by itself makes room for the next secretary.
    private const string RunOutSql = """
        update office set ended_at = until, ended_why = 'expired'
        where node = $1 and role = $2 and ended_at is null and until is not null and until <= $3
        """;

    private const string BeginSql = """
        insert into office (member, node, role, since, until, appointed_by) values ($1, $2, $3, $4, $5, $6)
        """;

    private const string EndSql = """
        update office set until = $5, ended_at = $5, ended_by = $6, ended_why = $7
        where member = $1 and node = $2 and role = $3 and since = $4 and ended_at is null and (until is null or until > $5)
        """;

    private const string OverSql = """
        update office set ended_at = until, ended_why = 'expired' where member = $1 and node = $2 and role = $3 and since = $4 and ended_at is null
        """;

    private const string PolicySql = """
        insert into vote_policy (node, version, allowed, reason, since, until, decided_by, at) values ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    public static IEnumerable<RowWrite> Of(OfficeBegun begun)
    {
        var role = Names.Of(begun.Role);
        return
        [
            RowWrite.May(RunOutSql, begun.Node, role, begun.Since.Ms()),
            RowWrite.Must(BeginSql, begun.Member, begun.Node, role, begun.Since.Ms(), begun.Until.Ms(), begun.By),
        ];
    }

    public static IEnumerable<RowWrite> Of(OfficeEnded ended) =>
    [
        RowWrite.Must(
            EndSql, ended.Member, ended.Node, Names.Of(ended.Role), ended.Since.Ms(), ended.At.Ms(), ended.By, ended.Why),
    ];

    public static IEnumerable<RowWrite> Of(OfficeRanOut over) =>
        [RowWrite.Must(OverSql, over.Member, over.Node, Names.Of(over.Role), over.Since.Ms())];

    public static IEnumerable<RowWrite> Of(VotePolicySet set)
    {
        var policy = set.Policy;
        return
        [
            RowWrite.Must(
                PolicySql, policy.Node, policy.Version, policy.Allowed.Bit(), policy.Reason, policy.Since.Ms(), policy.Until.Ms(),
                policy.DecidedBy, policy.At.Ms()),
        ];
    }
}
