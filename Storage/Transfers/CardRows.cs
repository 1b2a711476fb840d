using Grains.Cards;
using Grains.Transfers;
using Storage.Journal;

namespace Storage.Transfers;

/// <summary>Statements of activity cards. The membership at the host is written with the card and never without it.</summary>
internal static class CardRows
{
    private const string OpenSql = """
        insert into card (id, member, member_name, home, home_name, host, host_name, note, asked_at, until, state, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    private const string ChangeSql = """
        update card set state = $3, version = $4, since = $5, given_name = $6, ended_at = $7, why = $8 where id = $1 and version = $2
        """;

    private const string EnterSql = """
        insert into membership (member, node, since, kind)
        select $1, $2, $3, 'Card'
        where not exists (select 1 from membership where member = $1 and node = $2 and kind = 'Card' and until is null)
        """;

    private const string LeaveSql =
        "update membership set until = $3 where member = $1 and node = $2 and kind = 'Card' and until is null";

    private const string DuesSql = "insert into card_dues (card, month, fen, entered_by, at) values ($1, $2, $3, $4, $5)";

    // Whoever leaves the organisation is a guest nowhere in it.
    private const string FollowLeaveSql = """
        update membership set until = $3
        where member = $1 and kind = 'Card' and until is null and (node = $2 or $2 = 'x-outside')
        """;

    private const string FollowEndSql = """
        update card set state = 'Ended', ended_at = $3, version = version + 1
        where member = $1 and state in ('Requested', 'Running') and (host = $2 or $2 = 'x-outside')
        """;

    private const string FollowHomeSql = """
        update card set home = $2, home_name = (select name from node where id = $2), version = version + 1
        where member = $1 and state in ('Requested', 'Running') and home <> $2
        """;

    public static IEnumerable<RowWrite> Of(CardOpened opened)
    {
        var it = opened.Card;
        yield return RowWrite.Must(
            OpenSql, it.Id, it.Member, it.MemberName, it.Home, it.HomeName, it.Host, it.HostName, it.Note, it.AskedAt.Ms(), it.Until.Ms(),
            Names.Of(it.State), it.Version);
    }

    public static IEnumerable<RowWrite> Of(CardChanged changed)
    {
        var it = changed.Card;
        yield return RowWrite.Must(
            ChangeSql, it.Id, changed.Version, Names.Of(it.State), it.Version, it.Since.Ms(), it.GivenName, it.EndedAt.Ms(), it.Why);
        if (it.State == CardState.Running)
        {
            yield return RowWrite.May(EnterSql, it.Member, it.Host, it.Since.Ms());
        }
        else if (it.EndedAt is { } ended)
        {
            yield return RowWrite.May(LeaveSql, it.Member, it.Host, ended.Ms());
        }
    }

    public static IEnumerable<RowWrite> Of(CardDues dues) => [RowWrite.Must(DuesSql, dues.Card, dues.Month, dues.Fen, dues.By, dues.At.Ms())];

    public static IEnumerable<RowWrite> Of(CardsFollow follow) =>
    [
        RowWrite.May(FollowLeaveSql, follow.Member, follow.Node, follow.At.Ms()),
        RowWrite.May(FollowEndSql, follow.Member, follow.Node, follow.At.Ms()),
        RowWrite.May(FollowHomeSql, follow.Member, follow.Node),
    ];
}
