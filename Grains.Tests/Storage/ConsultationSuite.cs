using Grains.Consultations;
using Grains.Gatherings;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Consultations;
using Storage.Journal;
using Storage.Media;
using Storage.Queries;

namespace Grains.Tests.Storage;

public sealed class SqliteConsultationTests(SqliteFixture fixture) : ConsultationSuite(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresConsultationTests(PostgresFixture fixture) : ConsultationSuite(fixture), IClassFixture<PostgresFixture>;

public abstract class ConsultationSuite(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly Scene _scene = new(fixture.Database);
    private readonly ConsultationStore _store = new(fixture.Database);
    private readonly ConsultationQuery _query = new(fixture.Database);
    private readonly JournalWriter _journal = new(fixture.Database, NullLogger<JournalWriter>.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _journal.DisposeAsync();

    [Fact]
    public async Task What_is_committed_reads_back_as_it_was_written()
    {
        var row = await FoundAsync();
        ConsultationEntry[] entries =
        [
            new(1, ConsultationEntryKind.Opened, Scene.Noon, "m-1", "王芳"),
            new(2, ConsultationEntryKind.Message, Scene.Noon, "m-1", "王芳", "c-1", Text: "“引号” ' <b>", Picture: new PictureRef("p-1", 640, 480)),
            new(3, ConsultationEntryKind.HandedOver, Scene.Noon, "m-9", "李雷", Subject: "m-8", SubjectName: "韩梅"),
            new(4, ConsultationEntryKind.Rated, Scene.Noon, "m-1", "王芳", Value: 1),
        ];
        var terms = new ConsultationTerms(
            ConsultationState.Closed, "m-8", "韩梅", null, Scene.Noon.AddMinutes(3), Scene.Noon.AddMinutes(9), Helped: true);
        var facts = new ConsultationFacts(row.Charter.Id, row.Fence, 0, Scene.Noon, terms)
        {
            Entries = entries,
            Marks = [new("m-1", 2, Scene.Noon), new("m-8", 4, Scene.Noon)],
            Audit = [new AuditFact(Scene.Noon, "m-9", "consultation.take", row.Charter.Id, "")],
        };

        Assert.Equal(Commit.Done, await _journal.AppendAsync(facts));
        Assert.Equal(Commit.Done, await _journal.AppendAsync(facts with { Head = 4, Entries = [], Marks = [new("m-1", 4, Scene.Noon)], Audit = [] }));

        Assert.Equivalent(entries, await _store.Entries(row.Charter.Id, 0, 10, Scene.None), strict: true);
        Assert.Equal([("m-1", 4L), ("m-8", 4L)], (await _store.Marks(row.Charter.Id, Scene.None)).Select(m => (m.Member, m.Seq)));
        var again = (await _store.Take(row.Charter.Id, Scene.None))!;
        Assert.Equal((row.Charter, terms, 4L, row.Fence + 1), (again.Charter, again.Terms, again.Head, again.Fence));
        Assert.Equal(1, await _scene.ScalarAsync<long>("select count(*) from audit where subject = @Id", new { row.Charter.Id }));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    public async Task A_batch_of_another_fence_or_head_writes_nothing(long fence, long head)
    {
        var row = await FoundAsync();
        var entry = new ConsultationEntry(head + 1, ConsultationEntryKind.Message, Scene.Noon, "m-1", "王芳", "c-1", Text: "你好");
        var facts = new ConsultationFacts(row.Charter.Id, row.Fence + fence, head, Scene.Noon, new(ConsultationState.Closed))
        {
            Entries = [entry],
            Marks = [new("m-1", 1, Scene.Noon)],
        };

        Assert.Equal(Commit.Fenced, await _journal.AppendAsync(facts));

        Assert.Empty(await _store.Entries(row.Charter.Id, 0, 10, Scene.None));
        Assert.Empty(await _store.Marks(row.Charter.Id, Scene.None));
        Assert.Equal(ConsultationState.Waiting, (await _store.Take(row.Charter.Id, Scene.None))!.Terms.State);
    }

    [Fact]
    public async Task A_client_id_is_taken_once_and_spoils_no_other_batch()
    {
        var (one, two) = (await FoundAsync(), await FoundAsync());
        static ConsultationFacts Say(ConsultationRow row, long head) => new(row.Charter.Id, row.Fence, head, Scene.Noon, row.Terms)
        {
            Entries = [new(head + 1, ConsultationEntryKind.Message, Scene.Noon, "m-1", "王芳", "c-1", Text: "你好")],
        };
        Assert.Equal(Commit.Done, await _journal.AppendAsync(Say(one, 0)));

        var outcomes = await Task.WhenAll(_journal.AppendAsync(Say(one, 1)), _journal.AppendAsync(Say(two, 0)));

        Assert.Equal([Commit.Fenced, Commit.Done], outcomes);
    }

    [Fact]
    public async Task The_desk_is_the_nearest_committee_with_somebody_else()
    {
        var root = await _scene.NodeAsync(kind: NodeKind.Committee, name: "党委");
        var branch = await _scene.NodeAsync(root);
        var group = await _scene.NodeAsync(branch, "第一小组", NodeKind.Group);
        var (member, secretary, deputy, finance) =
            (await _scene.MemberAsync(group), await _scene.MemberAsync(branch), await _scene.MemberAsync(root), await _scene.MemberAsync(group));
        Assert.Null(await _store.Desk(member.Id, Scene.Noon, Scene.None));
        await _scene.OfficeAsync(finance, group, Role.Finance);
        await _scene.OfficeAsync(deputy, root, Role.Deputy);
        Assert.Equal(root.Id, (await DeskOf(member.Id))?.Node);
        await _scene.OfficeAsync(secretary, branch, Role.Secretary);
        Assert.Equal(new Desk(branch.Id, branch.Name), await DeskOf(member.Id));
        Assert.Equal(root.Id, (await DeskOf(secretary.Id))?.Node);
        await _scene.OfficeAsync(secretary, branch, Role.Organisation);

        var officers = await _store.Officers(branch.Id, DateTimeOffset.UtcNow, Scene.None);

        Assert.Equal([new DeskOfficer(secretary.Id, secretary.Name, Role.Secretary)], officers);

        Task<Desk?> DeskOf(string id) => _store.Desk(id, DateTimeOffset.UtcNow, Scene.None);
    }

    [Fact]
    public async Task The_waiting_list_runs_from_the_longest_wait_and_leaves_out_what_is_closed_or_ones_own()
    {
        var branch = await _scene.NodeAsync();
        var (one, two, officer) = (await _scene.MemberAsync(branch), await _scene.MemberAsync(branch), await _scene.MemberAsync(branch));
        var answered = await PutAsync(branch, one, new(ConsultationState.Taken, officer.Id, "书记", null, Scene.Noon));
        var late = await PutAsync(branch, one, new(ConsultationState.Waiting, WaitingSince: Scene.Noon.AddHours(2)));
        var early = await PutAsync(branch, two, new(ConsultationState.Taken, officer.Id, "书记", Scene.Noon.AddHours(1)));
        var closed = await PutAsync(branch, two, new(ConsultationState.Closed, ClosedAt: Scene.Noon));
        await PutAsync(branch, officer, new(ConsultationState.Waiting, WaitingSince: Scene.Noon));

        var open = await _query.OfDeskAsync([branch.Id], officer.Id, closed: false);

        Assert.Equal([early, late, answered], open.Select(c => c.Charter.Id));
        Assert.Equal([closed], (await _query.OfDeskAsync([branch.Id], officer.Id, closed: true)).Select(c => c.Charter.Id));
        Assert.Equal(new[] { answered, late }.Order(), (await _query.OfMemberAsync(one.Id)).Select(c => c.Charter.Id).Order());
        Assert.Equal(1, await _store.OpenCount(two.Id, Scene.None));
        Assert.All(open, c => Assert.False(c.Moved));
    }

    [Fact]
    public async Task Who_belongs_elsewhere_has_moved()
    {
        var root = await _scene.NodeAsync(kind: NodeKind.Committee);
        var (branch, other) = (await _scene.NodeAsync(root), await _scene.NodeAsync(root, "第二支部"));
        var member = await _scene.MemberAsync(other);
        var atOld = await PutAsync(branch, member, new(ConsultationState.Waiting, WaitingSince: Scene.Noon));
        var atRoot = await PutAsync(root, member, new(ConsultationState.Waiting, WaitingSince: Scene.Noon));

        Assert.True((await _query.ByIdAsync(atOld))!.Moved);
        Assert.False((await _query.ByIdAsync(atRoot))!.Moved);
        Assert.Equal(0, (await Figures(branch)).Waiting);
        Assert.Equal(1, (await Figures(root)).Waiting);
    }

    [Fact]
    public async Task Figures_count_first_replies_by_nearest_rank()
    {
        var branch = await _scene.NodeAsync();
        var member = await _scene.MemberAsync(branch);
        foreach (var minutes in new[] { 10, 20, 30, 40, 50, 60, 70, 80, 90, 5_000 })
        {
            await PutAsync(branch, member, new(ConsultationState.Taken, "m-9", "书记", null, Scene.Noon.AddMinutes(minutes)));
        }

        await PutAsync(branch, member, new(ConsultationState.Waiting, WaitingSince: Scene.Noon));
        await PutAsync(branch, member, new(ConsultationState.Waiting, WaitingSince: Scene.Noon.AddHours(47)));

        var figures = await Figures(branch);

        Assert.Equal(
            new ConsultationFigures(12, 10, 9, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(90), 2, 1), figures);
        Assert.Equal(new ConsultationFigures(0, 0, 0, null, null, 0, 0), await Figures(await _scene.NodeAsync()));
    }

    [Fact]
    public async Task A_picture_that_a_consultation_shows_is_no_orphan()
    {
        var row = await FoundAsync();
        var media = new MediaStore(fixture.Database, TimeProvider.System);
        var (shown, left) = (await SaveAsync(), await SaveAsync());
        await _journal.AppendAsync(new ConsultationFacts(row.Charter.Id, row.Fence, 0, Scene.Noon, row.Terms)
        {
            Entries = [new(1, ConsultationEntryKind.Message, Scene.Noon, "m-1", "王芳", "c-1", Picture: new PictureRef(shown.Id, 4, 4))],
        });

        var orphans = await media.OrphansAsync(shown.CreatedAt.AddDays(1), 1_000);

        Assert.Equal(row.Charter.Id, (await media.FindAsync(shown.Id))!.Consultation);
        Assert.DoesNotContain(shown.Id, orphans);
        Assert.Contains(left.Id, orphans);

        Task<MediaRow> SaveAsync() => media.SaveAsync(
            new NewMedia("m-1", null, MediaPurpose.Original, null, "image/png", 4, 4) { Consultation = row.Charter.Id }, new MemoryStream([1, 2, 3]));
    }

    private Task<ConsultationFigures> Figures(RosterNode node) => new ConsultationFiguresQuery(fixture.Database)
        .OfAsync(node.Id, Scene.Noon.AddDays(-1), Scene.Noon.AddHours(48), TimeSpan.FromHours(24));

    private async Task<ConsultationRow> FoundAsync(RosterNode? node = null, string member = "m-1")
    {
        var id = Scene.Id("q-");
        Assert.True(await _store.Create(
            new ConsultationCharter(id, member, "王芳", node?.Id ?? "b-1", node?.Name ?? "第一支部", ConsultationTopic.Dues, "党费", Scene.Noon), Scene.None));
        return (await _store.Take(id, Scene.None))!;
    }

    private async Task<string> PutAsync(RosterNode node, RosterMember member, ConsultationTerms terms)
    {
        var row = await FoundAsync(node, member.Id);
        Assert.Equal(Commit.Done, await _journal.AppendAsync(new ConsultationFacts(row.Charter.Id, row.Fence, 0, Scene.Noon, terms)
        {
            Entries = [new(1, ConsultationEntryKind.Opened, Scene.Noon, member.Id, member.Name)],
        }));
        return row.Charter.Id;
    }
}
