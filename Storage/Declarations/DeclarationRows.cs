using Grains.Declarations;
using Storage.Journal;

namespace Storage.Declarations;

/// <summary>Statements of declarations, and of a person who comes onto a roster for the first time.</summary>
internal static class DeclarationRows
{
    private const string MakeSql = """
        insert into declaration (id, member, name, category, joined, region, place, employer, phone, note, credential, node, at, state)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'Waiting')
        """;

    // The code opens the account once; here it is of no more use.
    private const string SettleSql = """
        update declaration set state = $2, answer = $3, decided_by = $4, decided_at = $5, accepted = $6, branch = $7
        where id = $1 and state = 'Waiting'
        """;

    private const string MemberSql = """
        insert into member (id, number, name, category, relation, phone, joined_on, node, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    private const string HomeSql = "insert into membership (member, node, since, kind) values ($1, $2, $3, 'Home')";

    private const string NoteSql = """
        insert into organisation_change (at, kind, subject, version, cause, source, actor,
            from_node, from_category, from_relation, to_node, to_category, to_relation)
        values ($1, 'Standing', $2, 0, 'declared', $3, $4, null, null, null, $5, $6, $7)
        """;

    private const string OpenSql = """
        insert into credential (member, hash, must_change, failures)
        select $1, credential, 1, 0 from declaration where id = $2 and credential is not null
        """;

    private const string SpendSql = "update declaration set credential = null where id = $1";

    public static IEnumerable<RowWrite> Of(DeclarationMade made)
    {
        var (declaration, person) = (made.Declaration, made.Declaration.Person);
        return
        [
            RowWrite.Must(
                MakeSql, declaration.Id, declaration.Member, person.Name, Names.Of(person.Category), person.Joined?.Text(), person.Region,
                person.Place, person.Employer, person.Phone, person.Note, made.Credential, declaration.Node, declaration.At.Ms()),
        ];
    }

    public static IEnumerable<RowWrite> Of(DeclarationSettled settled) =>
    [
        RowWrite.Must(
            SettleSql, settled.Id, Names.Of(settled.State), settled.Answer, settled.By, settled.At.Ms(), settled.Accepted, settled.Branch),
    ];

    public static IEnumerable<RowWrite> Of(MemberBegun begun)
    {
        var (category, relation, at) = (Names.Of(begun.Category), Names.Of(begun.Relation), begun.At.Ms());
        return
        [
            RowWrite.Must(
                MemberSql, begun.Member, begun.Number, begun.Name, category, relation, begun.Phone, begun.Joined?.Text(), begun.Node, at),
            RowWrite.Must(HomeSql, begun.Member, begun.Node, at),
            RowWrite.Must(NoteSql, at, begun.Member, begun.Declaration, begun.Actor, begun.Node, category, relation),
            RowWrite.Must(OpenSql, begun.Member, begun.Declaration),
            RowWrite.Must(SpendSql, begun.Declaration),
        ];
    }
}
