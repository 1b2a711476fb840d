using System.Threading.Channels;
using Grains.Censuses;
using Grains.Clock;
using Grains.Consultations;
using Grains.Corrections;
using Grains.Gateways;
using Grains.Members;
using Grains.Offices;
using Grains.Organisation;
using Grains.Points;
using Grains.Rules;
using Grains.Tests.Storage;
using Grains.Tests.Transfers;
using Microsoft.Extensions.DependencyInjection;
using Storage.Queries;

namespace Grains.Tests.Relations;

public sealed class SqliteNoticeTests(SqliteGrains hub) : NoticeSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresNoticeTests(PostgresGrains hub) : NoticeSuite(hub), IClassFixture<PostgresGrains>;

/// <summary>Who is told of what, at which moment, and how it is read back by who was offline.</summary>
public abstract class NoticeSuite(GrainsOverStorage hub) : IAsyncLifetime
{
    private const string End = "end";

    private readonly List<Ear> _ears = [];
    private People _people = null!;

    private NoticeQuery Notices => new(hub.Database);

    public async Task InitializeAsync() => _people = await People.SetAsync(hub.Database, hub.Clock);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Opening_a_census_tells_the_officers_of_its_scope_and_who_was_offline_reads_it_back_while_it_runs()
    {
        var beside = await _people.Scene.NodeAsync(_people.Root, Scene.Id("支部"));
        var stranger = await _people.Scene.MemberAsync(beside);
        await _people.Scene.OfficeAsync(stranger, beside, Role.Secretary);
        var (officer, above, other, member) =
            (await ListenAsync(_people.Officer.Member), await ListenAsync(_people.Above.Member), await ListenAsync(stranger.Id), await ListenAsync(_people.Member.Member));
        var census = Town.NewId("c-");
        var grain = hub.Grains.GetGrain<ICensusGrain>(census);
        Assert.Null((await grain.Open(new OpenCensus(
            _people.Officer, _people.Branch.Id, _people.Branch.Path, "摸排", hub.Clock.GetUtcNow().AddDays(3)))).Refusal);
        Assert.Equal(new Notice("census", census), await officer.NextAsync());
        foreach (var ear in new[] { above, other, member })
        {
            await NothingAsync(ear);
        }

        var read = Assert.Single(await Notices.CensusesAsync(_people.Branch.Path, hub.Clock.GetUtcNow()));
        Assert.Equal((census, "摸排", 2L), (read.Id, read.Title, read.Waiting));
        await grain.Answer(new AnswerCensus(_people.Member, _people.Member.Member, Relation.Registered, CensusEvidence.Statement));
        Assert.Equal(1, Assert.Single(await Notices.CensusesAsync(_people.Branch.Path, hub.Clock.GetUtcNow())).Waiting);
        Assert.Empty(await Notices.CensusesAsync(beside.Path, hub.Clock.GetUtcNow()));
        Assert.Empty(await Notices.CensusesAsync(_people.Root.Path, hub.Clock.GetUtcNow()));
        Assert.Empty(await Notices.CensusesAsync(_people.Branch.Path, hub.Clock.GetUtcNow().AddDays(4)));
    }

    [Theory]
    [InlineData(Role.Secretary)]
    [InlineData(Role.Finance)]
    public async Task A_term_that_runs_out_is_told_at_its_moment_to_who_held_it_and_to_who_appoints_and_stays_on_record_once(Role role)
    {
        var holder = _people.Member.Member;
        var until = hub.Clock.GetUtcNow().AddYears(3);
        Assert.Null((await hub.Grains.GetGrain<IOfficeGrain>(_people.Branch.Id).Appoint(
            new Appoint(_people.Above, People.Request(), holder, role, 3))).Refusal);
        hub.Clock.Advance(until - hub.Clock.GetUtcNow() - TimeSpan.FromSeconds(2));
        await WakeAsync<IOfficeGrain>();
        Assert.Empty(await Notices.OwnTermsAsync(holder, DateTimeOffset.UnixEpoch));

        var (own, officer, above) = (await ListenAsync(holder), await ListenAsync(_people.Officer.Member), await ListenAsync(_people.Above.Member));
        hub.Clock.Advance(TimeSpan.FromSeconds(4));
        await WakeAsync<IOfficeGrain>();
        Assert.Equal(new Notice(NoticeKinds.Me, holder), await own.NextAsync());
        // Posts of work are the branch's own to fill, the committee's are filled from above.
        var (appoints, looksOn) = role == Role.Finance ? (officer, above) : (above, officer);
        Assert.Equal(new Notice(NoticeKinds.Offices, _people.Branch.Id), await appoints.NextAsync());
        await NothingAsync(looksOn);

        var since = hub.Clock.GetUtcNow().AddDays(-1);
        var term = Assert.Single(await Notices.OwnTermsAsync(holder, since));
        Assert.Equal((role, _people.Branch.Id), (term.Role, term.Node));
        Assert.Equal(term, Assert.Single(await Notices.TermsAsync(_people.Root.Path, since)));
        await WakeAsync<IOfficeGrain>();
        await NothingAsync(own);
        Assert.Equal(1, await _people.Scene.ScalarAsync<long>("select count(*) from audit where action = 'office.expired' and subject = @holder", new { holder }));
    }

    [Theory]
    [InlineData(CorrectionField.Phone, "13900000001")]
    [InlineData(CorrectionField.Category, "Probationary")]
    public async Task A_correction_that_nobody_answered_for_seven_days_is_brought_to_mind_once_to_those_who_decide(CorrectionField field, string wanted)
    {
        var desk = ActivatorUtilities.CreateInstance<CorrectionDesk>(hub.Services);
        var id = Scene.Id("k-");
        Assert.Null((await desk.File(_people.Member.Member, People.Request(), id, field, wanted, "写错了", default)).Refusal);
        hub.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        await WakeAsync<ICorrectionGrain>();
        await hub.Grains.GetGrain<ICorrectionGrain>(id).Tick();
        Assert.Empty(await Notices.CorrectionsAsync(_people.Root.Path));

        var (own, officer, above) =
            (await ListenAsync(_people.Member.Member), await ListenAsync(_people.Officer.Member), await ListenAsync(_people.Above.Member));
        hub.Clock.Advance(TimeSpan.FromSeconds(90));
        await WakeAsync<ICorrectionGrain>();
        // A vote hangs on the category: that is decided above the branch.
        var (decides, looksOn) = field == CorrectionField.Category ? (above, officer) : (officer, above);
        Assert.Equal(new Notice("correction", id), await decides.NextAsync());
        await NothingAsync(looksOn);
        await NothingAsync(own);
        Assert.Equal(id, Assert.Single(await Notices.CorrectionsAsync(_people.Branch.Path)).Id);

        hub.Clock.Advance(TimeSpan.FromDays(30));
        await WakeAsync<ICorrectionGrain>();
        await hub.Grains.GetGrain<ICorrectionGrain>(id).Tick();
        Assert.Equal(1, await _people.Scene.ScalarAsync<long>("select count(*) from audit where action = 'correction.remind' and detail like @Id", new { Id = id + "%" }));
        Assert.Null((await desk.Withdraw(_people.Member.Member, People.Request(), id, default)).Refusal);
        Assert.Empty(await Notices.CorrectionsAsync(_people.Branch.Path));
    }

    [Fact]
    public async Task An_answered_correction_is_left_in_peace()
    {
        var desk = ActivatorUtilities.CreateInstance<CorrectionDesk>(hub.Services);
        var id = Scene.Id("k-");
        Assert.Null((await desk.File(_people.Member.Member, People.Request(), id, CorrectionField.Phone, "13900000002", "换号", default)).Refusal);
        Assert.Null((await desk.Decide(_people.Officer.Member, People.Request(), id, apply: true, "", default)).Refusal);
        hub.Clock.Advance(TimeSpan.FromDays(8));
        Assert.DoesNotContain(id, await hub.Services.GetRequiredService<ICorrectionStore>().Unanswered(hub.Clock.GetUtcNow() - TimeSpan.FromDays(7), 10_000, default));
        await hub.Grains.GetGrain<ICorrectionGrain>(id).Tick();
        Assert.Equal(0, await _people.Scene.ScalarAsync<long>("select count(*) from audit where action = 'correction.remind' and detail like @Id", new { Id = id + "%" }));
    }

    // As the clock does; grains of other tests are woken too, which harms nobody.
    private async Task WakeAsync<TGrain>()
    {
        var name = typeof(TGrain) == typeof(IOfficeGrain) ? "OfficeClock" : "CorrectionClock";
        await hub.Services.GetServices<IDueSource>().Single(source => source.GetType().Name == name).Wake(hub.Grains, hub.Clock.GetUtcNow(), default);
        // What was poked has had its turn once a later call of the same grain answers.
        if (typeof(TGrain) == typeof(IOfficeGrain))
        {
            await hub.Grains.GetGrain<IOfficeGrain>(_people.Branch.Id).Tick();
        }
    }

    private async Task<Ear> ListenAsync(string member)
    {
        var ear = new Ear(member);
        _ears.Add(ear);
        ear.Reference = hub.Grains.CreateObjectReference<IGatewayObserver>(ear);
        await hub.Grains.GetGrain<IMemberGrain>(member).Attach("n-test", ear.Reference);
        return ear;
    }

    /// <summary>What is sent now is the next that is heard.</summary>
    private async Task NothingAsync(Ear ear)
    {
        var end = new Notice(End, ear.Member);
        await hub.Grains.GetGrain<IMemberGrain>(ear.Member).Notice(end);
        Assert.Equal(end, await ear.NextAsync());
    }

    private sealed class Ear(string member) : IGatewayObserver
    {
        private readonly Channel<Notice> _heard = Channel.CreateUnbounded<Notice>();

        public string Member => member;

        public IGatewayObserver? Reference { get; set; }

        public async Task<Notice> NextAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            return await _heard.Reader.ReadAsync(patience.Token);
        }

        public Task Noticed(string member, Notice notice)
        {
            _heard.Writer.TryWrite(notice);
            return Task.CompletedTask;
        }

        public Task Consulted(string member, ConsultationPush push) => Task.CompletedTask;

        public Task Points(string member, PointsPush[] pushes) => Task.CompletedTask;

        public Task News(GatheringNews news) => Task.CompletedTask;

        public Task Revoked(string member, string[] sessions) => Task.CompletedTask;
    }
}
