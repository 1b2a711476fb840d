using Grains.Organisation;
using Storage.Journal;

namespace Storage.Organisation;

/// <summary>Statements that change a member's standing. The change is noted first, while the row still says what was; into a dissolved node nobody goes.</summary>
internal static class StandingRows
{
    private const string NoteSql = """
        insert into organisation_change (at, kind, subject, version, cause, source, actor,
            from_node, from_category, from_relation, to_node, to_category, to_relation)
        select $3, 'Standing', id, version + 1, $4, $5, $6, node, category, relation, $7, $8, $9
        from member where id = $1 and version = $2
            and exists (select 1 from node n where n.id = $7 and n.dissolved_at is null)
        """;

    private const string LeaveSql =
        "update membership set until = $3 where member = $1 and kind = 'Home' and until is null and node <> $2";

    private const string EnterSql = """
        insert into membership (member, node, since, kind)
        select $1, $2, $3, 'Home'
        where not exists (select 1 from membership where member = $1 and kind = 'Home' and until is null)
        """;

    private const string ChangeSql =
        "update member set node = $3, category = $4, relation = $5, version = version + 1 where id = $1 and version = $2";

    public static IEnumerable<RowWrite> Of(StandingChange change)
    {
        var (member, version, at) = (change.Member, change.Version, change.At.Ms());
        var (category, relation) = (Names.Of(change.Category), Names.Of(change.Relation));
        return
        [
            RowWrite.Must(NoteSql, member, version, at, change.Cause, change.Source, change.Actor, change.Node, category, relation),
            RowWrite.May(LeaveSql, member, change.Node, at),
            RowWrite.May(EnterSql, member, change.Node, at),
            RowWrite.Must(ChangeSql, member, version, change.Node, category, relation),
        ];
    }
}
