using Grains.Organisation.Tree;
using Storage.Clubs;
using Storage.Journal;

namespace Storage.Organisation;

/// <summary>
/// Statements that change the tree. A change is noted first, while the rows still say what was. Each is set-based: the
/// move of a large subtree is as many statements as that of a leaf.
/// </summary>
internal static class TreeRows
{
    private const string HeadSql = "update organisation_tree set version = version + 1 where id = 1 and version = $1";

    private const string FoundSql = """
        insert into node (id, parent, sector_parent, kind, name, path, region, created_at)
        select $1, p.id, nullif($2, ''), $3, $4, p.path || $1 || '/', nullif($5, ''), $6
        from node p where p.id = $7 and p.dissolved_at is null
        """;

    private const string NoteFoundSql = """
        insert into organisation_change (at, kind, subject, version, cause, source, actor, to_node)
        select $2, 'Node', id, $3, 'founded', $4, $5, parent from node where id = $1
        """;

    private const string NoteSql = """
        insert into organisation_change (at, kind, subject, version, cause, source, actor, from_node, to_node)
        select $2, 'Node', id, $3, $4, $5, $6, parent, nullif($7, '')
        from node where id = $1 and dissolved_at is null
        """;

    private const string NoteSectorSql = """
        insert into organisation_change (at, kind, subject, version, cause, source, actor, from_node, to_node)
        select $2, 'Node', id, $3, 'sector', $4, $5, sector_parent, nullif($6, '')
        from node where id = $1 and dissolved_at is null
        """;

    // A clock that was set back makes an empty interval, never one that ends before it begins.
    private const string HistorySql = """
        insert into node_history (node, since, until, parent, sector_parent, kind, name, version)
        select id, case when changed_at > created_at then changed_at else created_at end,
            case when $2 >= changed_at and $2 >= created_at then $2 when changed_at > created_at then changed_at else created_at end,
            parent, sector_parent, kind, name, $3
        from node where id = $1 and dissolved_at is null
        """;

    private const string SinceSql = """
        update node set changed_at = (select max(until) from node_history where node = $1) where id = $1
        """;

    private const string RenameSql = "update node set name = $2 where id = $1 and dissolved_at is null";

    private const string MoveSql = """
        update node set parent = $2
        where id = $1 and exists (select 1 from node p where p.id = $2 and p.dissolved_at is null)
        """;

    private const string SectorSql = "update node set sector_parent = nullif($2, '') where id = $1 and dissolved_at is null";

    private const string PathsSql = """
        update node set path = $2 || substr(path, length($1) + 1) where path >= $1 and path < $3
        """;

    private const string PathsBelowSql = """
        update node set path = $2 || substr(path, length($1) + 1) where path > $1 and path < $3
        """;

    // Whoever runs such a gathering is fenced out and loads the new path: its officers' rights follow it.
    private const string GatheringsSql = """
        update gathering
        set node_path = $2 || substr(node_path, length($1) + 1),
            fence = fence + case when state in ('Planned', 'Open') then 1 else 0 end
        where node_path >= $1 and node_path < $3
        """;

    private const string PlannedSql = """
        update gathering set node = $2, node_name = (select n.name from node n where n.id = $2)
        where node = $1 and state = 'Planned'
        """;

    private const string NoteChildrenSql = """
        insert into organisation_change (at, kind, subject, version, cause, source, actor, from_node, to_node)
        select $3, 'Node', id, $4, 'moved', $5, $6, $1, $2
        from node where parent = $1 and dissolved_at is null order by id
        """;

    private const string NoteSectorChildrenSql = """
        insert into organisation_change (at, kind, subject, version, cause, source, actor, from_node, to_node)
        select $3, 'Node', id, $4, 'sector', $5, $6, $1, $2
        from node where sector_parent = $1 and dissolved_at is null order by id
        """;

    private const string ChildrenHistorySql = """
        insert into node_history (node, since, until, parent, sector_parent, kind, name, version)
        select id, case when changed_at > created_at then changed_at else created_at end,
            case when $2 >= changed_at and $2 >= created_at then $2 when changed_at > created_at then changed_at else created_at end,
            parent, sector_parent, kind, name, $3
        from node where (parent = $1 or sector_parent = $1) and dissolved_at is null
        """;

    private const string ChildrenSql = """
        update node
        set parent = case when parent = $1 then $2 else parent end,
            sector_parent = case when sector_parent = $1 then $2 else sector_parent end,
            changed_at = case when $3 >= changed_at and $3 >= created_at then $3 when changed_at > created_at then changed_at else created_at end
        where (parent = $1 or sector_parent = $1) and dissolved_at is null
        """;

    private const string LeaveSql =
        "update membership set until = $2 where node = $1 and kind <> 'Home' and until is null";

    private const string EnterSql = """
        insert into membership (member, node, since, kind)
        select s.member, $2, $3, s.kind from membership s join member m on m.id = s.member
        where s.node = $1 and s.kind in ('Card', 'Seat') and s.until is null and m.node not in ($1, $2)
            and not exists (select 1 from membership o where o.member = s.member and o.node = $2 and o.until is null)
        on conflict (member, node, since) do nothing
        """;

    private const string EnterprisesSql = """
        update enterprise
        set seat = case when seat = $1 then $2 else seat end,
            cover = case when node = $1
                then case when (select n.kind from node n where n.id = $2) = 'JointBranch' then 'Joint' else 'Regional' end
                else cover end,
            node = case when node = $1 then $2 else node end
        where node = $1 or seat = $1
        """;

    private const string OfficesSql = "update office set until = $2, ended_at = $2, ended_why = 'dissolved' where node = $1 and since <= $2 and (until is null or until > $2)";

    private const string EndSql = """
        update node set dissolved_at = $2
        where id = $1 and dissolved_at is null
            and not exists (select 1 from member m where m.node = $1)
            and not exists (select 1 from node c where (c.parent = $1 or c.sector_parent = $1) and c.dissolved_at is null)
        """;

    public static IEnumerable<RowWrite> Of(TreeHead head) => [RowWrite.Must(HeadSql, head.Version)];

    public static IEnumerable<RowWrite> Of(NodeFound found)
    {
        var (node, change) = (found.Node, found.Event);
        return
        [
            RowWrite.Must(FoundSql, node, found.SectorParent, Names.Of(found.Kind), found.Name, found.Region, change.At.Ms(), found.Parent),
            RowWrite.Must(NoteFoundSql, node, change.At.Ms(), change.Version, change.Source, change.Actor),
        ];
    }

    public static IEnumerable<RowWrite> Of(NodeRenamed renamed)
    {
        var (node, change) = (renamed.Node, renamed.Event);
        return
        [
            RowWrite.Must(NoteSql, node, change.At.Ms(), change.Version, "renamed", change.Source, change.Actor, ""),
            .. History(node, change),
            RowWrite.Must(RenameSql, node, renamed.Name),
        ];
    }

    public static IEnumerable<RowWrite> Of(NodeMoved moved)
    {
        var (node, change) = (moved.Node, moved.Event);
        var (from, to, end) = (moved.FromPath, moved.ToPath, Paths.End(moved.FromPath));
        return
        [
            RowWrite.Must(NoteSql, node, change.At.Ms(), change.Version, "moved", change.Source, change.Actor, moved.Parent),
            .. History(node, change),
            RowWrite.Must(MoveSql, node, moved.Parent),
            RowWrite.Must(PathsSql, from, to, end),
            RowWrite.May(GatheringsSql, from, to, end),
        ];
    }

    public static IEnumerable<RowWrite> Of(SectorSet sector)
    {
        var (node, change) = (sector.Node, sector.Event);
        return
        [
            RowWrite.Must(NoteSectorSql, node, change.At.Ms(), change.Version, change.Source, change.Actor, sector.Sector),
            .. History(node, change),
            RowWrite.Must(SectorSql, node, sector.Sector),
        ];
    }

    public static IEnumerable<RowWrite> Of(NodeEmptied emptied)
    {
        var (node, to, change, at) = (emptied.Node, emptied.To, emptied.Event, emptied.Event.At.Ms());
        var (from, into, end) = (emptied.FromPath, emptied.ToPath, Paths.End(emptied.FromPath));
        return
        [
            RowWrite.May(NoteChildrenSql, node, to, at, change.Version, change.Source, change.Actor),
            RowWrite.May(NoteSectorChildrenSql, node, to, at, change.Version, change.Source, change.Actor),
            RowWrite.May(ChildrenHistorySql, node, at, change.Version),
            RowWrite.May(ChildrenSql, node, to, at),
            RowWrite.May(PathsBelowSql, from, into, end),
            RowWrite.May(GatheringsSql, from, into, end),
            RowWrite.May(PlannedSql, node, to),
            RowWrite.May(EnterSql, node, to, at),
            RowWrite.May(EnterprisesSql, node, to),
            ClubRows.Follow(node, to, at),
        ];
    }

    public static IEnumerable<RowWrite> Of(NodeEnded ended)
    {
        var (node, change, at) = (ended.Node, ended.Event, ended.Event.At.Ms());
        return
        [
            RowWrite.Must(NoteSql, node, at, change.Version, ended.Cause, change.Source, change.Actor, ""),
            RowWrite.May(LeaveSql, node, at),
            RowWrite.May(OfficesSql, node, at),
            ClubRows.Leave(node, at, change.Actor),
            RowWrite.Must(EndSql, node, at),
        ];
    }

    private static RowWrite[] History(string node, TreeEvent change) =>
        [RowWrite.Must(HistorySql, node, change.At.Ms(), change.Version), RowWrite.Must(SinceSql, node)];
}
