using System.Globalization;
using Grains.VirtualBranches;
using Storage.Journal;

namespace Storage.VirtualBranches;

/// <summary>
/// Statements that change virtual branches and life groups. Every change of one goes through <see cref="VirtualSaved"/>,
/// which names the version it was decided on, so what comes with it is of one mind.
/// </summary>
internal static class VirtualBranchRows
{
    private const string NodeSql = "insert into node (id, parent, kind, name, path, created_at) values ($1, null, $2, $3, $4, $5)";

    private const string BranchSql = """
        insert into virtual_branch (node, founder, founded_at, topic, about, county, state, reason, open_joining, member_summons,
            members, heir, seen_at, election, due_at, version)
        values ($1, $2, $3, $4, $5, $6, $7, null, $8, $9, $10, null, $3, null, $11, $12)
        """;

    private const string SaveSql = """
        update virtual_branch set topic = $3, about = $4, county = $5, state = $6, reason = $7, open_joining = $8,
            member_summons = $9, members = $10, heir = $11, seen_at = $12, election = $13, due_at = $14, version = version + 1
        where node = $1 and version = $2 and state in ('Active', 'Suspended')
        """;

    private const string RenameSql = "update node set name = $2 where id = $1 and name <> $2";

    private const string JoinSql = """
        insert into membership (member, node, since, kind)
        select $1, $2, $3, $4
        where (select count(*) from membership where member = $1 and kind = $4 and until is null) < $5
        """;

    private const string DropRequestSql = "delete from join_request where node = $1 and member = $2";
    private const string AskSql = "insert into join_request (node, member, at) values ($1, $2, $3)";

    private const string LeaveSql =
        "update membership set until = $3 where member = $1 and node = $2 and until is null and kind in ('Virtual', 'Life')";

    private const string ResignSql = "update office set until = $3, ended_at = $3 where member = $1 and node = $2 and ended_at is null";

    private const string WithdrawSql = """
        delete from virtual_candidate
        where member = $1 and election = (select election from virtual_branch where node = $2)
        """;

    private const string SignSql = """
        insert into signature (member, document, version, node, sha256, at)
        select $1, document, version, $4, sha256, $5 from signed_text where document = $2 and version = $3
        on conflict do nothing
        """;

    private const string PublishSql = """
        insert into signed_text (document, version, title_zh, title_en, text_zh, text_en, sha256, effective_at, published_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    private const string EndPostSql = "update office set until = $3, ended_at = $3 where node = $1 and role = $2 and ended_at is null";
    private const string TakePostSql = "insert into office (member, node, role, since) values ($1, $2, $3, $4)";

    private const string ElectionSql = """
        insert into virtual_election (id, node, cause, opened_at, closes_at, ballots, tally) values ($1, $2, $3, $4, $5, 0, '')
        """;

    private const string StandSql = "insert into virtual_candidate (election, member, at) values ($1, $2, $3)";
    private const string BallotSql = "insert into virtual_ballot (election, member) values ($1, $2)";

    private const string TallySql =
        "update virtual_election set ballots = ballots + 1, tally = $2 where id = $1 and closed_at is null";

    private const string SettleSql = "update virtual_election set closed_at = $2, winner = $3 where id = $1 and closed_at is null";
    private const string ProlongSql = "update virtual_election set closes_at = $2 where id = $1 and closed_at is null";

    private const string CountySql = """
        insert into county_move (node, version, at, from_county, to_county, moved_by, reason) values ($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string EndNodeSql = "update node set dissolved_at = $2 where id = $1 and dissolved_at is null";
    private const string EndMembershipsSql = "update membership set until = $2 where node = $1 and until is null";
    private const string EndOfficesSql = "update office set until = $2, ended_at = $2 where node = $1 and ended_at is null";
    private const string EndRequestsSql = "delete from join_request where node = $1";

    public static IEnumerable<RowWrite> Of(VirtualFounded founded)
    {
        var row = founded.Row;
        return
        [
            RowWrite.Must(NodeSql, row.Node, Names.Of(row.Kind), row.Name, row.Path, row.FoundedAt.Ms()),
            RowWrite.Must(BranchSql, row.Node, row.Founder, row.FoundedAt.Ms(), row.Topic, row.About, row.County, Names.Of(row.State),
                row.OpenJoining.Bit(), row.MemberSummons.Bit(), (long)row.Members, row.DueAt.Ms(), row.Version),
        ];
    }

    public static IEnumerable<RowWrite> Of(VirtualSaved saved)
    {
        var row = saved.Row;
        return
        [
            RowWrite.Must(SaveSql, row.Node, saved.Version, row.Topic, row.About, row.County, Names.Of(row.State), row.Reason,
                row.OpenJoining.Bit(), row.MemberSummons.Bit(), (long)row.Members, row.Heir, row.SeenAt.Ms(), row.Election?.Id, row.DueAt.Ms()),
            RowWrite.May(RenameSql, row.Node, row.Name),
        ];
    }

    public static IEnumerable<RowWrite> Of(VirtualJoined joined) =>
    [
        RowWrite.Must(JoinSql, joined.Member, joined.Node, joined.At.Ms(), Names.Of(joined.Kind), (long)joined.Most),
        RowWrite.May(DropRequestSql, joined.Node, joined.Member),
    ];

    public static IEnumerable<RowWrite> Of(VirtualLeft left) =>
    [
        RowWrite.Must(LeaveSql, left.Member, left.Node, left.At.Ms()),
        RowWrite.May(ResignSql, left.Member, left.Node, left.At.Ms()),
        RowWrite.May(WithdrawSql, left.Member, left.Node),
    ];

    public static IEnumerable<RowWrite> Of(JoinAsked asked) => [RowWrite.Must(AskSql, asked.Node, asked.Member, asked.At.Ms())];

    public static IEnumerable<RowWrite> Of(JoinDropped dropped) => [RowWrite.Must(DropRequestSql, dropped.Node, dropped.Member)];

    public static IEnumerable<RowWrite> Of(TextSigned signed) =>
        [RowWrite.May(SignSql, signed.Member, signed.Document, signed.Version, signed.Node, signed.At.Ms())];

    public static IEnumerable<RowWrite> Of(TextPublished published)
    {
        var text = published.Text;
        return
        [
            RowWrite.Must(PublishSql, text.Document, text.Version, text.TitleZh, text.TitleEn, text.TextZh, text.TextEn, text.Sha256,
                text.EffectiveAt.Ms(), published.By),
        ];
    }

    public static IEnumerable<RowWrite> Of(PostPassed passed)
    {
        yield return RowWrite.May(EndPostSql, passed.Node, Names.Of(passed.Role), passed.At.Ms());
        if (passed.To is not null)
        {
            yield return RowWrite.Must(TakePostSql, passed.To, passed.Node, Names.Of(passed.Role), passed.At.Ms());
        }
    }

    public static IEnumerable<RowWrite> Of(ElectionOpened opened) =>
        [RowWrite.Must(ElectionSql, opened.Id, opened.Node, opened.Cause, opened.At.Ms(), opened.ClosesAt.Ms())];

    public static IEnumerable<RowWrite> Of(CandidateStood stood) => [RowWrite.Must(StandSql, stood.Election, stood.Member, stood.At.Ms())];

    public static IEnumerable<RowWrite> Of(BallotCast cast) =>
    [
        RowWrite.Must(BallotSql, cast.Election, cast.Member),
        RowWrite.Must(TallySql, cast.Election, Write(cast.Tally)),
    ];

    public static IEnumerable<RowWrite> Of(ElectionSettled settled) => settled.ClosesAt is { } closes
        ? [RowWrite.Must(ProlongSql, settled.Election, closes.Ms())]
        : [RowWrite.Must(SettleSql, settled.Election, settled.At.Ms(), settled.Winner)];

    public static IEnumerable<RowWrite> Of(CountyMoved moved) =>
        [RowWrite.Must(CountySql, moved.Node, moved.Version, moved.At.Ms(), moved.From, moved.To, moved.By, moved.Reason)];

    public static IEnumerable<RowWrite> Of(VirtualEnded ended) =>
    [
        RowWrite.Must(EndNodeSql, ended.Node, ended.At.Ms()),
        RowWrite.May(EndMembershipsSql, ended.Node, ended.At.Ms()),
        RowWrite.May(EndOfficesSql, ended.Node, ended.At.Ms()),
        RowWrite.May(EndRequestsSql, ended.Node),
    ];

    /// <summary>As stored: <c>m-1=3;m-2=1</c>.</summary>
    public static string Write(IEnumerable<CandidateVotes> tally) => string.Join(
        ';', tally.OrderBy(static t => t.Member, StringComparer.Ordinal).Select(static t => string.Create(CultureInfo.InvariantCulture, $"{t.Member}={t.Votes}")));

    public static CandidateVotes[] Read(string tally) =>
    [
        .. tally.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(static part => part.Split('='))
            .Select(static part => new CandidateVotes(part[0], int.Parse(part[1], CultureInfo.InvariantCulture))),
    ];
}
