using Grains.Branches;
using Grains.Gateways;
using Grains.Journal;
using Grains.Members;
using Grains.Organisation;
using Grains.Rules;
using Grains.Text;
using Grains.Time;
using Microsoft.Extensions.Logging;

namespace Grains.Censuses;

/// <summary>
/// Takes answers one by one, commits, counts, then tells who watches. Where a commit is not known to be done the
/// activation drops itself and the next call counts what the database holds.
/// </summary>
internal sealed partial class CensusGrain(
    ICensusStore store,
    IOrganisationStore organisation,
    ICommandStore commands,
    IJournal journal,
    TimeProvider clock,
    ILogger<CensusGrain> log) : Grain, ICensusGrain
{
    /// <summary>Somebody else may change what a decision rests on: it is read again this often.</summary>
    private const int Tries = 3;

    /// <summary>Officers told at once of an opening.</summary>
    private const int OfficersPage = 500;

    private Census? _census;
    private CensusTally _tally = new([]);
    private bool _dropped;

    private string Id => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await store.Find(Id, cancellationToken) is { } census)
        {
            await Load(census, cancellationToken);
        }
    }

    public async Task<CensusAnswer> Open(OpenCensus command)
    {
        var (now, title) = (clock.Now(), PlainText.Clean(command.Title));
        if (Rights.AskOfficer(command.By, command.Path) is { } refusal)
        {
            return new CensusAnswer(refusal);
        }

        if (_census is { } there)
        {
            return there.OpenedBy == command.By.Member && there.Node == command.Node && there.Title == title
                ? Done()
                : new CensusAnswer(Rulebook.Conflict);
        }

        if (_dropped || !IsCensusId(Id))
        {
            return new CensusAnswer(_dropped ? Rulebook.Busy : Rulebook.Invalid);
        }

        if (PlainText.CodePoints(title) is 0 or > CensusLimits.TitleCodePoints)
        {
            return new CensusAnswer(Rulebook.CensusTitle);
        }

        if (command.ClosesAt < now + CensusLimits.Shortest || command.ClosesAt > now + CensusLimits.Longest)
        {
            return new CensusAnswer(Rulebook.CensusClosesAt);
        }

        // On record before it is there: an entry without a census harms nobody.
        var note = new AuditFacts([new AuditFact(now, command.By.Member, AuditActions.CensusOpened, Id, command.Node)]);
        if (await journal.AppendAsync(note) is var outcome and not Commit.Done)
        {
            return Refused(outcome);
        }

        var census = new Census(Id, command.Node, command.Path, title, command.By.Member, now, command.ClosesAt.WholeMilliseconds(), null);
        await store.Open(census, CancellationToken.None);
        await Load((await store.Find(Id, CancellationToken.None))!, CancellationToken.None);
        Tell();
        TellOfficers(census.Path, now).Ignore();
        return Done();
    }

    public Task<CensusState?> Read() => Task.FromResult(_census is null || _dropped ? null : State());

    public async Task<CensusAnswer> Answer(AnswerCensus command)
    {
        if (_census is not { } census || _dropped)
        {
            return new CensusAnswer(_dropped ? Rulebook.Busy : Rulebook.NotFound);
        }

        var (now, own) = (clock.Now(), command.By.Member == command.Member);
        if (await store.Lines(Id, [command.Member], CancellationToken.None) is not [var line]
            || (!own && !await MayAnswerFor(command.By, command.Member)))
        {
            return new CensusAnswer(Rulebook.NotFound);
        }

        if (!Enum.IsDefined(command.Answer) || !Enum.IsDefined(command.Evidence) || (own && command.Evidence == CensusEvidence.Verified))
        {
            return new CensusAnswer(Rulebook.Invalid);
        }

        if (!census.Takes(now))
        {
            return new CensusAnswer(Rulebook.CensusClosed);
        }

        var outcome = await journal.AppendAsync(new RelationFacts
        {
            Writes = [new CensusAnswered(Id, command.Member, line.Answer, command.Answer, command.Evidence, command.By.Member, now)],
            Audit = own ? [] : [new AuditFact(now, command.By.Member, AuditActions.CensusFilled, command.Member, Id)],
        });
        if (outcome != Commit.Done)
        {
            return Drop(outcome);
        }

        _tally.Move(line, command.Answer);
        Tell();
        return Done();
    }

    public async Task<CensusAnswer> Close(Actor by)
    {
        if (Ask(by) is { } refusal)
        {
            return new CensusAnswer(refusal);
        }

        var now = clock.Now();
        if (_census!.ClosedAt is null)
        {
            var outcome = await journal.AppendAsync(new RelationFacts
            {
                Writes = [new CensusClosed(Id, by.Member, now)],
                Audit = [new AuditFact(now, by.Member, AuditActions.CensusClosed, Id, _census.Node)],
            });
            if (outcome != Commit.Done)
            {
                return Drop(outcome);
            }

            _census = _census with { ClosedAt = now };
            Tell();
        }

        return Done();
    }

    public async Task<CensusAnswer> Apply(ApplyCensus command)
    {
        if (Ask(command.By) is { } refusal)
        {
            return new CensusAnswer(refusal);
        }

        var members = command.Members.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (members.Length is 0 or > CensusLimits.ApplyMost)
        {
            return new CensusAnswer(Rulebook.CensusChoice);
        }

        if (_census!.ClosedAt is null)
        {
            return new CensusAnswer(Rulebook.CensusOpen);
        }

        for (var turn = 0; turn < Tries; turn++)
        {
            if (await commands.Find(command.By.Member, command.RequestId, CancellationToken.None) is { } before)
            {
                return before.Subject == Id ? Done(int.Parse(before.Result, System.Globalization.CultureInfo.InvariantCulture)) : new CensusAnswer(Rulebook.Conflict);
            }

            var (facts, changed) = await Corrections(command, members);
            var outcome = await journal.AppendAsync(facts);
            if (outcome == Commit.Done)
            {
                foreach (var member in changed)
                {
                    GrainFactory.GetGrain<IMemberGrain>(member).Notice(new Notice("standing", member)).Ignore();
                }

                Tell();
                var applied = facts.Writes.OfType<CensusApplied>().Count();
                return Done(applied, members.Length - applied);
            }

            if (outcome != Commit.Fenced)
            {
                return Drop(outcome);
            }
        }

        return new CensusAnswer(Rulebook.Busy);
    }

    // Each is judged on what the register says now: who has moved away, or is right already, is not changed.
    private async Task<(RelationFacts Facts, List<string> Changed)> Corrections(ApplyCensus command, string[] members)
    {
        var now = clock.Now();
        var writes = new List<RelationWrite>();
        var audit = new List<AuditFact>();
        var changed = new List<string>();
        foreach (var line in await store.Lines(Id, members, CancellationToken.None))
        {
            if (line is not { Applied: false, Answer: { } answer } || answer == line.Register
                || await organisation.Standing(line.Member, CancellationToken.None) is not { } standing
                || await organisation.Node(standing.Node, CancellationToken.None) is not { } node
                || !node.Path.StartsWith(_census!.Path, StringComparison.Ordinal))
            {
                continue;
            }

            writes.Add(new CensusApplied(Id, line.Member, now));
            if (standing.Relation != answer)
            {
                writes.Add(new StandingChange(
                    line.Member, standing.Version, standing.Node, standing.Category, answer, now, "census", Id, command.By.Member));
                audit.Add(new AuditFact(now, command.By.Member, AuditActions.CensusApplied, line.Member, Id));
                changed.Add(line.Member);
            }
        }

        var applied = writes.OfType<CensusApplied>().Count().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var done = new CommandFact(command.By.Member, command.RequestId, now, Id, applied);
        return (new RelationFacts { Command = done, Writes = writes, Audit = audit }, changed);
    }

    // An officer of the census may be gone from above the node by now: it is asked at each command.
    private Refusal? Ask(Actor by) =>
        _dropped ? Rulebook.Busy : _census is null ? Rulebook.NotFound : Rights.AskOfficer(by, _census.Path);

    private async Task<bool> MayAnswerFor(Actor by, string member) =>
        await organisation.Actor(member, CancellationToken.None) is { } asked && Rights.AskOfficer(by, asked.Path) is null;

    private async Task Load(Census census, CancellationToken cancellation)
    {
        _tally = new CensusTally(await store.Cells(Id, cancellation));
        _census = census;
    }

    private CensusState State() => new(_census!, _tally.Cells());

    private CensusAnswer Done(int applied = 0, int skipped = 0) => new(null, State(), applied, skipped);

    private CensusAnswer Drop(Commit outcome)
    {
        LogDropped(Id, outcome);
        _dropped = true;
        DeactivateOnIdle();
        return Refused(outcome);
    }

    private static CensusAnswer Refused(Commit outcome) => new(outcome switch
    {
        Commit.Unavailable => Rulebook.Unavailable,
        Commit.Unknown => Rulebook.Uncertain,
        _ => Rulebook.Busy,
    });

    // The branch page tells its watchers at most once a second, however many answer.
    private void Tell() => GrainFactory.GetGrain<IBranchGrain>(_census!.Node).Notice(new Notice("census", Id)).Ignore();

    // Page by page and not awaited by who opens: in a province they are many. Who is offline reads it from the desk.
    private async Task TellOfficers(string path, DateTimeOffset now)
    {
        var notice = new Notice("census", Id);
        for (var after = ""; ;)
        {
            var page = await store.Officers(path, now, after, OfficersPage, CancellationToken.None);
            await Task.WhenAll(page.Select(member => GrainFactory.GetGrain<IMemberGrain>(member).Notice(notice)));
            if (page.Count < OfficersPage)
            {
                return;
            }

            after = page[^1];
        }
    }

    private static bool IsCensusId(string id) =>
        id.Length == 24 && id.StartsWith("c-", StringComparison.Ordinal) && Gatherings.Room.IsClientId(id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Census {Id} drops its activation: {Outcome}")]
    private partial void LogDropped(string id, Commit outcome);
}
