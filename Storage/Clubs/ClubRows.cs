using Grains.Clubs;
using Storage.Journal;

namespace Storage.Clubs;

/// <summary>Statements that change the links of clubs.</summary>
internal static class ClubRows
{
    // Both have to run, and no link may: else the decision is made anew.
    private const string LinkSql = """
        insert into club_link (club, branch, since, linked_by)
        select c.id, b.id, $3, $4 from node c join node b on b.id = $2
        where c.id = $1 and c.dissolved_at is null and b.dissolved_at is null
            and not exists (select 1 from club_link l where l.club = $1 and l.branch = $2 and (l.until is null or l.since = $3))
        """;

    private const string UnlinkSql =
        "update club_link set until = $3, ended_by = $4 where club = $1 and branch = $2 and until is null";

    // A branch that goes up in another takes its clubs along.
    private const string FollowSql = """
        insert into club_link (club, branch, since, linked_by)
        select l.club, $2, $3, l.linked_by from club_link l
        where l.branch = $1 and l.until is null
            and not exists (select 1 from club_link o where o.club = l.club and o.branch = $2 and (o.until is null or o.since = $3))
        """;

    private const string LeaveSql = "update club_link set until = $2, ended_by = $3 where branch = $1 and until is null";

    public static IEnumerable<RowWrite> Of(ClubLinked linked) =>
        [RowWrite.Must(LinkSql, linked.Club, linked.Branch, linked.Event.At.Ms(), linked.Event.Actor)];

    public static IEnumerable<RowWrite> Of(ClubUnlinked ended) =>
        [RowWrite.Must(UnlinkSql, ended.Club, ended.Branch, ended.Event.At.Ms(), ended.Event.Actor)];

    public static RowWrite Follow(string branch, string to, long at) => RowWrite.May(FollowSql, branch, to, at);

    public static RowWrite Leave(string branch, long at, string actor) => RowWrite.May(LeaveSql, branch, at, actor);
}
