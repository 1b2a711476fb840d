using Grains.Enterprises;
using Grains.Organisation.Tree;
using Storage.Journal;

namespace Storage.Enterprises;

/// <summary>Statements that change the registry of enterprises; what was is noted first.</summary>
internal static class EnterpriseRows
{
    private const string NoteSql = """
        insert into enterprise_change (enterprise, version, at, cause, actor, name, node)
        select id, $2, $3, $4, $5, name, node from enterprise where id = $1 and state = 'Active'
        """;

    private const string RegisterSql = """
        insert into enterprise (id, name, region, industry, staff, state, node, cover, registered_at)
        select $1, $2, $3, $4, $5, 'Active', n.id, $6, $7 from node n where n.id = $8 and n.dissolved_at is null
        """;

    private const string AmendSql = "update enterprise set name = $2, region = $3, industry = $4, staff = $5 where id = $1";

    private const string CoverSql = """
        update enterprise set node = $2, cover = $3
        where id = $1 and exists (select 1 from node n where n.id = $2 and n.dissolved_at is null)
        """;

    private const string EndSql = "update enterprise set state = $2, merged_into = nullif($3, '') where id = $1";

    private const string TakeOverSql = """
        update enterprise_member set enterprise = $2
        where enterprise = $1 and ended_at is null
            and not exists (select 1 from enterprise_member d
                where d.enterprise = $2 and d.ended_at is null and d.member is not null and d.member = enterprise_member.member)
        """;

    private const string DeclareSql = """
        insert into enterprise_member (id, enterprise, name, category, member, at) values ($1, $2, $3, $4, nullif($5, ''), $6)
        """;

    private const string WithdrawSql = "update enterprise_member set ended_at = $2 where id = $1 and ended_at is null";

    private const string SeatSql = "update enterprise set holder = $2, seat = $3 where id = $1 and holder is null";

    private const string SitSql = """
        insert into membership (member, node, since, kind)
        select $1, $2, $3, 'Seat'
        where not exists (select 1 from membership where member = $1 and node = $2 and kind = 'Seat' and until is null)
        """;

    private const string VacateSql = "update enterprise set holder = null, seat = null where id = $1 and holder = $2";

    private const string RiseSql =
        "update membership set until = $3 where member = $1 and node = $2 and kind = 'Seat' and until is null";

    public static IEnumerable<RowWrite> Of(EnterpriseRegistered made) =>
    [
        RowWrite.Must(
            RegisterSql, made.Enterprise, made.Name, made.Region, made.Industry, (long)made.Staff, Names.Of(made.Cover),
            made.Event.At.Ms(), made.Node),
        Note(made.Enterprise, "registered", made.Event),
    ];

    public static IEnumerable<RowWrite> Of(EnterpriseAmended amended) =>
    [
        Note(amended.Enterprise, "amended", amended.Event),
        RowWrite.Must(AmendSql, amended.Enterprise, amended.Name, amended.Region, amended.Industry, (long)amended.Staff),
    ];

    public static IEnumerable<RowWrite> Of(EnterpriseCovered covered) =>
    [
        Note(covered.Enterprise, "covered", covered.Event),
        RowWrite.Must(CoverSql, covered.Enterprise, covered.Node, Names.Of(covered.Cover)),
    ];

    public static IEnumerable<RowWrite> Of(EnterpriseEnded ended)
    {
        var state = Names.Of(ended.State);
        yield return Note(ended.Enterprise, ended.State == EnterpriseState.Merged ? "merged" : "closed", ended.Event);
        yield return RowWrite.Must(EndSql, ended.Enterprise, state, ended.Into);
        if (ended.Into.Length > 0)
        {
            yield return RowWrite.May(TakeOverSql, ended.Enterprise, ended.Into);
        }
    }

    public static IEnumerable<RowWrite> Of(MemberDeclared declared) =>
    [
        RowWrite.Must(
            DeclareSql, declared.Declaration, declared.Enterprise, declared.Name, Names.Of(declared.Category), declared.Member,
            declared.Event.At.Ms()),
    ];

    public static IEnumerable<RowWrite> Of(DeclarationEnded ended) => [RowWrite.Must(WithdrawSql, ended.Declaration, ended.Event.At.Ms())];

    public static IEnumerable<RowWrite> Of(SeatGranted seat) =>
    [
        Note(seat.Enterprise, "seated", seat.Event),
        RowWrite.Must(SeatSql, seat.Enterprise, seat.Member, seat.Node),
        RowWrite.May(SitSql, seat.Member, seat.Node, seat.Event.At.Ms()),
    ];

    public static IEnumerable<RowWrite> Of(SeatEnded seat)
    {
        yield return Note(seat.Enterprise, "unseated", seat.Event);
        yield return RowWrite.Must(VacateSql, seat.Enterprise, seat.Member);
        if (!seat.Shared)
        {
            yield return RowWrite.May(RiseSql, seat.Member, seat.Node, seat.Event.At.Ms());
        }
    }

    private static RowWrite Note(string enterprise, string cause, TreeEvent change) =>
        RowWrite.Must(NoteSql, enterprise, change.Version, change.At.Ms(), cause, change.Actor);
}
