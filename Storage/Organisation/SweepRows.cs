using Grains.Organisation;
using Storage.Journal;

namespace Storage.Organisation;

/// <summary>Statements that take everybody from one node to another, in the same steps as for one member.</summary>
internal static class SweepRows
{
    private const string NoteSql = """
        insert into organisation_change (at, kind, subject, version, cause, source, actor,
            from_node, from_category, from_relation, to_node, to_category, to_relation)
        select $3, 'Standing', id, version + 1, $4, $5, $6, node, category, relation, $2, category, relation
        from member where node = $1 order by id
        """;

    // Also what a member had there as a guest: who stands on a roster is no guest of it.
    private const string LeaveSql = """
        update membership set until = $3
        where until is null and member in (select m.id from member m where m.node = $1)
            and (kind = 'Home' or (node = $2 and kind in ('Card', 'Seat')))
        """;

    // Who came to the target in this very millisecond has such a row already.
    private const string EnterSql = """
        insert into membership (member, node, since, kind)
        select id, $2, $3, 'Home' from member where node = $1
        on conflict (member, node, since) do update set until = null, kind = 'Home'
        """;

    private const string ChangeSql = "update member set node = $2, version = version + 1 where node = $1";

    // The target has to run: members of a dissolved node would be nowhere.
    private const string TargetSql = "update node set dissolved_at = null where id = $1 and dissolved_at is null";

    public static IEnumerable<RowWrite> Of(StandingSweep sweep)
    {
        var (from, to, at) = (sweep.From, sweep.To, sweep.At.Ms());
        return
        [
            RowWrite.Must(TargetSql, to),
            RowWrite.May(NoteSql, from, to, at, sweep.Cause, sweep.Source, sweep.Actor),
            RowWrite.May(LeaveSql, from, to, at),
            RowWrite.May(EnterSql, from, to, at),
            RowWrite.May(ChangeSql, from, to),
        ];
    }
}
