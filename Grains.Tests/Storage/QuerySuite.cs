using Grains.Gatherings;
using Grains.Journal;
using Grains.Organisation;
using Grains.Points;
using Grains.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Journal;
using Storage.Queries;

namespace Grains.Tests.Storage;

public sealed class SqliteQueryTests(SqliteFixture fixture) : QuerySuite(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresQueryTests(PostgresFixture fixture) : QuerySuite(fixture), IClassFixture<PostgresFixture>;

/// <summary>
/// One hand-built evening: a committee with two branches; six members on the roster; a session of thirty minutes.
/// 甲 inside 0–30 (a reconnect between), 乙 inside 10–25 and left, 丙 came and the gathering closed on it, 丁 excused,
/// 戊 absent, 己 is an invited applicant who came.
/// </summary>
public abstract class QuerySuite(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = Scene.Noon;

    private readonly Scene _scene = new(fixture.Database);
    private readonly Dictionary<string, RosterMember> _people = [];
    private RosterNode _committee = null!;
    private RosterNode _branch = null!;
    private RosterNode _other = null!;
    private string _gathering = "";

    public async Task InitializeAsync()
    {
        _committee = await _scene.NodeAsync(name: "街道党工委", kind: NodeKind.Committee);
        _branch = await _scene.NodeAsync(_committee, "软件园支部");
        _other = await _scene.NodeAsync(_committee, "老街支部");
        foreach (var (name, node, category, relation) in new[]
        {
            ("甲", _branch, Category.Full, Relation.Registered),
            ("乙", _branch, Category.Full, Relation.ActivityCard),
            ("丙", _other, Category.Probationary, Relation.Registered),
            ("丁", _other, Category.Full, Relation.Registered),
            ("戊", _branch, Category.Full, Relation.Registered),
            ("己", _branch, Category.Applicant, Relation.Registered),
            ("庚", _branch, Category.Guest, Relation.Unknown),
        })
        {
            _people[name] = await _scene.MemberAsync(node, name, category, relation, hash: name == "甲" ? "h" : null);
        }

        await _scene.OfficeAsync(_people["甲"], _branch, Role.Secretary);
        await _scene.OfficeAsync(_people["甲"], _committee, Role.Organisation);
        await HoldAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Lists_of_keys_are_asked_for_in_one_statement()
    {
        var database = fixture.Database;
        var nodes = await new NodePageQuery(database).WithBelowAsync([_committee.Id]);
        Assert.Equal([_committee.Id, _branch.Id, _other.Id], nodes.Select(n => n.Id).Order(Comparer<string>.Create((a, b) => Rank(a) - Rank(b))));
        Assert.Equal([_gathering], (await new TopicQuery(database).OfAsync([_gathering, "g-none"])).Keys);
        Assert.Single(await new PlaceQuery(database).OfMemberAsync(_people["甲"].Id, [_gathering, "g-none"]));
        Assert.Equal([_gathering], await new PlaceQuery(database).ExcusedAsync(_people["丁"].Id, [_gathering]));
        Assert.NotEmpty(await new PlaceQuery(database).EligibleAsync([_gathering]));
        Assert.Empty(await new RunningSessionsQuery(database).OfAsync(["none", "neither"], Noon));
        Assert.NotEmpty(await new NodePageQuery(database).OfficersAsync(_branch.Id, Noon.AddYears(10)));
        var summary = await new GatheringQuery(database).ByIdAsync(_gathering);
        Assert.Contains(await new RosterQuery(database).PageAsync(summary!, null, 50, null), line => line.Line.Name == "甲" && line.Seconds > 0);
        Assert.Empty((await new ModerationQuery(database).OfAsync(_gathering, 1)).Edits);

        int Rank(string id) => id == _committee.Id ? 0 : id == _branch.Id ? 1 : 2;
    }

    [Fact]
    public async Task Attendance_tells_who_came_how_long_and_why_not()
    {
        var rows = new List<AttendanceRow>();
        await foreach (var row in new AttendanceQuery(fixture.Database).RowsAsync(_gathering))
        {
            rows.Add(row);
        }

        Assert.Equal(6, rows.Count);
        Check("甲", Presence.Present, seconds: 29 * 60, messages: 1, first: 0, last: 30);
        Check("乙", Presence.Present, seconds: 15 * 60, messages: 2, first: 10, last: 25);
        Check("丙", Presence.Present, seconds: 10 * 60, messages: 0, first: 20, last: 30);
        Check("丁", Presence.Excused, reason: "出差");
        Check("戊", Presence.Absent);
        Check("己", Presence.Present, seconds: 30 * 60, first: -5, last: 30);
        Assert.Equal(["己"], rows.Where(row => !row.Expected).Select(row => row.Name));
        Assert.Equal(["丁", "戊", "甲"], rows.Where(row => row.Eligible).Select(row => row.Name).Order(StringComparer.Ordinal));
        Assert.Equal(rows.Select(row => row.Unit).Order(StringComparer.Ordinal), rows.Select(row => row.Unit));

        void Check(string name, Presence presence, int seconds = 0, int messages = 0, int? first = null, int? last = null, string? reason = null)
        {
            var row = rows.Single(row => row.Name == name);
            Assert.Equal((presence, seconds, messages, reason), (row.Presence, row.Seconds, row.Messages, row.Reason));
            Assert.Equal((Minute(first), Minute(last)), (row.FirstIn, row.LastOut));
        }

        static DateTimeOffset? Minute(int? minute) => minute is { } at ? Noon.AddMinutes(at) : null;
    }

    [Fact]
    public async Task A_list_shows_the_counts_of_the_frozen_roster()
    {
        var query = new GatheringQuery(fixture.Database);
        var summary = (await query.ByIdAsync(_gathering))!;

        Assert.Equal((5, 3, 1, 1), (summary.Expected, summary.Present, summary.Excused, summary.Absent));
        Assert.Equal((7L, GatheringState.Closed), (summary.Head, summary.Terms.State));
        Assert.Equal([_gathering], Ids(await query.OfMemberAsync(_people["乙"].Id, GatheringScope.Recent)));
        Assert.Empty(await query.OfMemberAsync(_people["庚"].Id, GatheringScope.Recent));
        Assert.Equal([_gathering], Ids(await query.OfSubtreeAsync(_committee.Path, GatheringScope.Recent)));
        Assert.Empty(await query.OfSubtreeAsync(_branch.Path, GatheringScope.Recent));
        Assert.Empty(await query.OfSubtreeAsync(_committee.Path, GatheringScope.Recent, before: Noon));
    }

    [Fact]
    public async Task Before_the_roster_is_frozen_the_place_in_the_tree_decides()
    {
        var query = new GatheringQuery(fixture.Database);
        var own = Scene.Charter(_committee, subtree: false, opens: Noon.AddDays(1));
        var all = Scene.Charter(_committee, activists: true, opens: Noon.AddDays(2));
        await _scene.Gatherings.Create(own, Scene.Terms(opens: own.OpensAt), "e", Scene.None);
        await _scene.Gatherings.Create(all, Scene.Terms(opens: all.OpensAt), "e", Scene.None);

        Assert.Equal([all.Id], Ids(await query.OfMemberAsync(_people["甲"].Id, GatheringScope.Planned)));
        Assert.Equal([all.Id], Ids(await query.OfMemberAsync(_people["己"].Id, GatheringScope.Planned)));
        Assert.Empty(await query.OfMemberAsync(_people["庚"].Id, GatheringScope.Planned));
        Assert.Equal([own.Id, all.Id], Ids(await query.OfSubtreeAsync(_committee.Path, GatheringScope.Planned)));
        Assert.True(await query.CoversAsync(all.Id, _people["乙"].Id));
        Assert.False(await query.CoversAsync(own.Id, _people["乙"].Id));

        await _scene.Gatherings.Freeze(all, Scene.None);
        var late = await _scene.MemberAsync(_branch, "迟");
        Assert.False(await query.CoversAsync(all.Id, late.Id));
    }

    [Fact]
    public async Task The_timeline_has_every_minute()
    {
        var minutes = await new TimelineQuery(fixture.Database).OfAsync(_gathering);

        Assert.Equal(31, minutes.Count);
        Assert.Equal((Noon, 2), (minutes[0].At, minutes[0].Inside));
        Assert.Equal((1, 3), (minutes[11].Messages, minutes[11].Inside));
        Assert.Equal(4, minutes[20].Inside);
        Assert.Equal(3, minutes[26].Inside);
        Assert.Equal(4, minutes.Sum(minute => minute.Messages));
    }

    [Fact]
    public async Task My_figures_agree_with_the_attendance_list()
    {
        var figures = new FiguresQuery(fixture.Database);

        var row = Assert.Single(await figures.AttendanceAsync(_people["甲"].Id));
        Assert.Equal((_gathering, Presence.Present, 1800, 29 * 60, 1), (row.Gathering, row.Presence, row.Session, row.Seconds, row.Messages));
        Assert.Equal(Presence.Excused, Assert.Single(await figures.AttendanceAsync(_people["丁"].Id)).Presence);
        Assert.Empty(await figures.AttendanceAsync(_people["庚"].Id));
        Assert.Empty(await figures.AttendanceAsync(_people["甲"].Id, before: Noon));
    }

    [Fact]
    public async Task Headcounts_split_by_category_and_relation()
    {
        var nodes = new NodeQuery(fixture.Database);

        var committee = (await nodes.ByIdAsync(_committee.Id))!;
        Assert.Equal((0, 7, 2, NodeKind.Committee), (committee.Members, committee.Subtree, committee.Children, committee.Kind));
        var counts = await nodes.HeadcountsAsync(_committee.Id);
        Assert.Contains(new Headcount(Category.Full, Relation.Registered, 0, 3), counts);
        Assert.Equal(7, counts.Sum(count => count.Subtree));
        Assert.Contains(new Headcount(Category.Full, Relation.Registered, 2, 2), await nodes.HeadcountsAsync(_branch.Id));
        var children = await nodes.ChildrenAsync(_committee.Id);
        Assert.Equal([2, 5], children.Select(child => child.Subtree).Order());
        Assert.Equal(children.Skip(1), await nodes.ChildrenAsync(_committee.Id, children[0].Id));
        Assert.Contains(committee, await nodes.RootsAsync());
        Assert.Equal([_committee.Id, _branch.Id], (await nodes.OfOfficerAsync(_people["甲"].Id, DateTimeOffset.UtcNow)).Select(node => node.Id));
        Assert.Null(await nodes.ByIdAsync("b-none"));
    }

    [Fact]
    public async Task My_profile_names_the_nodes_from_the_root_and_my_posts()
    {
        var query = new ProfileQuery(fixture.Database);
        var person = _people["甲"];

        var profile = (await query.OfAsync(person.Id, DateTimeOffset.UtcNow))!;
        Assert.Equal((person.Number, "甲", "zh-CN", person.Joined), (profile.Number, profile.Name, profile.Locale, profile.JoinedOn));
        Assert.Equal(["街道党工委", "软件园支部"], profile.NodeNames);
        Assert.Equal([Role.Organisation, Role.Secretary], profile.Offices.Select(office => office.Role));
        await query.SetLocaleAsync(person.Id, "en");
        Assert.Equal("en", (await query.OfAsync(person.Id, DateTimeOffset.UtcNow))!.Locale);
        Assert.Null(await query.OfAsync("m-none", DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task Members_are_found_by_a_part_of_the_name_in_pages()
    {
        var query = new MemberQuery(fixture.Database);
        await _scene.MemberAsync(_other, "100%_!真");

        var all = await query.OfSubtreeAsync(_committee.Path, count: 200);
        Assert.Equal(8, all.Count);
        var first = await query.OfSubtreeAsync(_committee.Path, count: 3);
        var second = await query.OfSubtreeAsync(_committee.Path, after: first[^1], count: 200);
        Assert.Equal(all, first.Concat(second));
        Assert.Equal(["100%_!真"], (await query.OfNodeAsync(_other.Id, "%_!")).Select(row => row.Name));
        Assert.Equal(["甲"], (await query.OfNodeAsync(_branch.Id, "甲")).Select(row => row.Name));
        Assert.Empty(await query.OfNodeAsync(_branch.Id, "' or 1=1 --"));
        Assert.Equal("软件园支部", (await query.ByIdAsync(_people["甲"].Id))?.NodeName);
    }

    [Fact]
    public async Task My_points_add_up_and_open_to_their_source()
    {
        var query = new PointsQuery(fixture.Database);
        var member = _people["乙"].Id;

        var totals = await query.TotalsAsync(member, new DateOnly(2026, 3, 10));
        Assert.Equal((9, 7, 5), (totals.Total, totals.Month, totals.Today));
        Assert.Equal([new RuleTotal("flash.attended", 5, 1), new RuleTotal("spoke", 0, 2)], totals.TodayByRule);
        Assert.Equal([5L, 4L, 3L, 2L, 1L], (await query.PageAsync(member, new PointsFilter())).Select(entry => entry.Seq));
        Assert.Equal([4L, 3L, 1L], (await query.PageAsync(member, new PointsFilter("spoke"))).Select(entry => entry.Seq));
        Assert.Equal([1L], (await query.PageAsync(member, new PointsFilter(To: new DateOnly(2026, 2, 28)))).Select(entry => entry.Seq));
        Assert.Equal([2L], (await query.PageAsync(member, new PointsFilter(Before: 3, Count: 1))).Select(entry => entry.Seq));
        Assert.Equal((_gathering, 2L), await SourceAsync(3));
        Assert.Equal((_gathering, null), await SourceAsync(2));
        Assert.Null(await query.SourceAsync(member, 99));
        Assert.Null(await query.SourceAsync(_people["甲"].Id, 3));

        async Task<(string, long?)> SourceAsync(long seq)
        {
            var source = (await query.SourceAsync(member, seq))!;
            return (source.Gathering, source.Seq);
        }
    }

    [Fact]
    public async Task Awards_are_counted_in_their_group_with_reversals_taken_off()
    {
        var ledger = new global::Storage.Points.LedgerStore(fixture.Database);
        var member = _people["乙"].Id;

        Assert.Equal(0, await ledger.CountInGroup(member, "spoke", _gathering, Scene.None));
        Assert.Equal(1, await ledger.CountInGroup(member, "spoke", "g-old", Scene.None));
        Assert.Equal(0, await ledger.CountInGroup(member, "spoke", "g-ol", Scene.None));
        Assert.Equal(2, (await ledger.BySource(member, "spoke", _gathering + "/2", Scene.None)).Count);
        Assert.Equal([2L, 3L, 4L], (await ledger.Day(member, new DateOnly(2026, 3, 10), Scene.None)).Select(entry => entry.Seq));
        Assert.Equal([3L, 4L], (await ledger.After(member, 2, 2, Scene.None)).Select(entry => entry.Seq));
        Assert.Contains(
            new PointRule("flash.attended", 1, 5, 10, null, new DateOnly(2020, 1, 1), null, "参加闪聚（在场≥60%）", "Gathering attended (≥60 %)"),
            await ledger.Rules(Scene.None));
    }

    [Fact]
    public async Task The_tenant_is_counted()
    {
        var figures = await new TenantQuery(fixture.Database).FiguresAsync();

        Assert.True(figures is { Members: >= 7, Nodes: >= 3, Unsigned: >= 1 });
    }

    private static IEnumerable<string> Ids(IReadOnlyList<GatheringSummary> gatherings) => gatherings.Select(one => one.Charter.Id);

    private async Task HoldAsync()
    {
        var charter = Scene.Charter(_committee, activists: true);
        await _scene.Gatherings.Create(charter, Scene.Terms(GatheringState.Open), "e", Scene.None);
        await _scene.Gatherings.Freeze(charter, Scene.None);
        var row = (await _scene.Gatherings.Take(charter.Id, Scene.None))!;
        _gathering = charter.Id;
        string Member(string name) => _people[name].Id;
        AttendanceMark Mark(string name, bool inside, double minute) => new(Member(name), inside, Noon.AddMinutes(minute));
        Entry Said(long seq, string name, double minute) =>
            new(seq, EntryKind.Message, Noon.AddMinutes(minute), Member(name), name, $"{name}-{seq}", Text: "好");

        await using var journal = new JournalWriter(fixture.Database, NullLogger<JournalWriter>.Instance);
        Assert.Equal(Commit.Done, await journal.AppendAsync(new GatheringFacts(charter.Id, row.Fence, 0, Noon.AddMinutes(30))
        {
            Entries =
            [
                new(1, EntryKind.Opened, Noon), Said(2, "乙", 11), Said(3, "乙", 12), Said(4, "乙", 13), Said(5, "甲", 14),
                new(6, EntryKind.Hidden, Noon.AddMinutes(15), Member("甲"), "甲", Target: 4), new(7, EntryKind.Closed, Noon.AddMinutes(30)),
            ],
            Marks =
            [
                Mark("甲", true, 0), Mark("己", true, -5), Mark("甲", false, 5), Mark("甲", true, 6), Mark("乙", true, 10),
                Mark("丙", true, 20), Mark("乙", false, 25), Mark("甲", false, 30), Mark("己", false, 30),
            ],
            Excuses = [new(Member("丁"), "出差", Member("丁"), Noon)],
            Terms = new(GatheringState.Closed, Noon, Noon.AddMinutes(30), Noon.AddMinutes(30), 0),
        }));
        Assert.Equal(Commit.Done, await journal.AppendAsync(new LedgerFacts(Member("乙"), 0)
        {
            Entries =
            [
                Scene.Earned(Member("乙"), 1, "g-old/1", 2, day: new DateOnly(2026, 2, 28)),
                Scene.Earned(Member("乙"), 2, charter.Id, 5, "flash.attended"),
                Scene.Earned(Member("乙"), 3, charter.Id + "/2", 1),
                Scene.Earned(Member("乙"), 4, charter.Id + "/2", -1, reversal: true),
                Scene.Earned(Member("乙"), 5, "2026-03-12", 2, "visit", day: new DateOnly(2026, 3, 12)),
            ],
        }));
    }
}
