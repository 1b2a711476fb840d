using Grains.Censuses;
using Grains.Development;
using Grains.Organisation;
using Grains.Rules;
using Grains.Tests.Storage;
using Grains.Tests.Transfers;
using Grains.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Grains.Tests.Relations;

/// <summary>Development from applicant to full member, a census over it all, and people who come with an import.</summary>
internal sealed partial class WholeOrganisation
{
    private const int ImportsMost = 40;

    /// <summary>The next step of somebody who is on the way, or the first of somebody new; refused while its time has not come.</summary>
    private async Task<string> DevelopAsync()
    {
        var member = Member();
        var today = new HubCalendar().DateOf(_hub.Clock.GetUtcNow());
        var category = (await _tree.Store.Standing(member, default))!.Category;
        var dated = (await _hub.Services.GetRequiredService<IDevelopmentStore>().File(member, default)) is { Since: not null } file && file.Stage == category;
        var step = category switch
        {
            Category.Applicant => DevelopmentStep.Activist,
            Category.Activist when dated => _random.Next(6) == 0 ? DevelopmentStep.SteppedBack : DevelopmentStep.Candidate,
            Category.Candidate => DevelopmentStep.Admitted,
            Category.Probationary when dated => _random.Next(6) == 0 ? DevelopmentStep.Extended : DevelopmentStep.Converted,
            Category.Guest => DevelopmentStep.Applied,
            _ => DevelopmentStep.Recorded,
        };
        var take = new TakeStep(_tree.Officer, _town.Request(), step, today, "支部大会决议", "会议决定", 6);
        await DoAsync("developed", async () => (await _hub.Grains.GetGrain<IDevelopmentGrain>(member).Take(take)).Refusal);
        return $"develop {category} {step}";
    }

    /// <summary>One census at a time: opened somewhere, answered by many, closed, its answers written into the register.</summary>
    private async Task<string> CensusAsync()
    {
        var now = _hub.Clock.GetUtcNow();
        var store = _hub.Services.GetRequiredService<ICensusStore>();
        if (_census is not { } id || await store.Find(id, default) is not { } census)
        {
            // Mostly over everything, now and then over a part that moves while it runs.
            var node = (await _hub.Services.GetRequiredService<IOrganisationStore>().Node(_random.Next(3) == 0 ? Node() : _tree.Root.Id, default))!;
            _census = Town.NewId("c-");
            Censuses.Add(_census);
            var open = new OpenCensus(_tree.Officer, node.Id, node.Path, "摸排", now.AddDays(80));
            await DoAsync("census opened", async () => (await Census().Open(open)).Refusal);
            return "census open";
        }

        if (census.ClosedAt is not null)
        {
            var apply = new ApplyCensus(_tree.Officer, _town.Request(), [Member(), Member(), Member()]);
            await DoAsync("census applied", async () => (await Census().Apply(apply)).Refusal);
            _census = _random.Next(3) == 0 ? null : _census;
            return "census apply";
        }

        if (!census.Takes(now) || _random.Next(12) == 0)
        {
            await DoAsync("census closed", async () => (await Census().Close(_tree.Officer)).Refusal);
            return "census close";
        }

        for (var turn = 0; turn < 3; turn++)
        {
            var member = Member();
            var answer = new AnswerCensus(await _town.ActorAsync(member), member, (Relation)_random.Next(5), CensusEvidence.Statement);
            await DoAsync("census answered", async () => (await Census().Answer(answer)).Refusal);
        }

        return "census answer";

        ICensusGrain Census() => _hub.Grains.GetGrain<ICensusGrain>(_census!);
    }

    /// <summary>A roster is imported beside the journal, as the import does; readers count anew.</summary>
    private async Task<string> ImportAsync()
    {
        if (Imported >= ImportsMost)
        {
            return "nothing to import";
        }

        var node = Node();
        RosterMember[] people = [Scene.Person(node, "赵新", Category.Applicant), Scene.Person(node, "钱新")];
        await _tree.Scene.WriteAsync(RosterPlan.Empty with { Members = people });
        _members.AddRange(people.Select(static person => person.Id));
        Imported += people.Length;
        Count("imported");
        return "import";
    }
}
