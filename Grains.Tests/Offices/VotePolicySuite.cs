using Grains.Gatherings;
using Grains.Gatherings.Polls;
using Grains.Organisation;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.Tests.Storage;
using Grains.Time;
using Grains.Votes;
using Storage.Gatherings;

namespace Grains.Tests.Offices;

public sealed class SqliteVotePolicyTests(SqliteGrains hub) : VotePolicySuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresVotePolicyTests(PostgresGrains hub) : VotePolicySuite(hub), IClassFixture<PostgresGrains>;

/// <summary>S0-35: no silent override.</summary>
public abstract class VotePolicySuite(GrainsOverStorage hub) : IAsyncLifetime
{
    private People _people = null!;

    public async Task InitializeAsync() => _people = await People.SetAsync(hub.Database, hub.Clock);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_frozen_roster_says_of_everyone_what_the_rights_function_says()
    {
        foreach (var category in Enum.GetValues<Category>())
        {
            foreach (var relation in Enum.GetValues<Relation>())
            {
                await _people.PersonAsync(category, relation);
            }
        }

        var lines = await FreezeAsync();
        Assert.All(lines, static line =>
        {
            Assert.Equal(Rights.Ask(line.Category, line.Relation, Right.Vote) is null, line.Eligible);
            Assert.Equal(Rights.IsPartyMember(line.Category), line.Expected);
            Assert.False(line.Granted);
        });
        Assert.Equal(
            Enum.GetValues<Category>().Where(static c => Rights.IsPartyMember(c) || Rights.IsInDevelopment(c)).Order(),
            lines.Select(static line => line.Category).Distinct().Order());
    }

    [Fact]
    public async Task Votes_for_those_whose_relation_is_elsewhere_are_off_until_the_organisation_above_turns_them_on()
    {
        var guest = await _people.PersonAsync(relation: Relation.TemporaryLetter);
        Assert.DoesNotContain(await FreezeAsync(), static line => line.Granted);

        Assert.Equal("right.superior-only", (await SetAsync(_people.Officer))?.Rule);
        Assert.Equal("vote-policy.reason", (await SetAsync(_people.Above, reason: ""))?.Rule);
        Assert.Equal("vote-policy.time", (await SetAsync(_people.Above, days: 400))?.Rule);
        Assert.Null(await SetAsync(_people.Above));
        Assert.Equal("vote-policy.version", (await SetAsync(_people.Above))?.Rule);

        var granted = Assert.Single(await FreezeAsync(), static line => line.Granted);
        Assert.Equal((guest.Member, true), (granted.Member, granted.Eligible));
        hub.Clock.Advance(TimeSpan.FromDays(31));
        Assert.DoesNotContain(await FreezeAsync(), static line => line.Granted);
        hub.Clock.Advance(TimeSpan.FromDays(-31));
        Assert.Null(await SetAsync(_people.Above, version: 1, allowed: false));
        Assert.DoesNotContain(await FreezeAsync(), static line => line.Granted);
    }

    [Fact]
    public async Task Where_it_applied_the_vote_counts_the_poll_says_so_and_it_is_on_record()
    {
        var guest = await _people.PersonAsync(relation: Relation.Pocket);
        Assert.Null(await SetAsync(_people.Above));
        var charter = Charter();
        var room = hub.Grains.GetGrain<IGatheringGrain>(charter.Id);
        Assert.Null((await room.Summon(_people.Officer, charter, TimeSpan.FromMinutes(30))).Refusal);
        var form = new PollForm("p-1", "表决", ["同意", "不同意"], 1, Anonymous: false, Electorate.Voters);
        await SubmitAsync(room, new Enter(guest, "d-1"), new PreparePoll(_people.Officer, form), new OpenPoll(_people.Officer, "p-1"), new Vote(guest, "p-1", "c-1", [0]));
        var opened = (await new GatheringStore(hub.Database).Entries(charter.Id, 0, 100, Scene.None)).Single(static e => e.Kind == EntryKind.PollOpened);
        Assert.Equal(1, opened.Poll!.Granted);
        Assert.Equal(1, await _people.Scene.ScalarAsync<long>(
            "select count(*) from audit where subject = @Id and action = 'vote-policy.applied'", new { charter.Id }));
    }

    private GatheringCharter Charter() =>
        Scene.Charter(_people.Branch, subtree: false, activists: true, opens: hub.Clock.Now()) with
        {
            Id = NewId(), SummonedAt = hub.Clock.Now(), Summoner = _people.Officer.Member, SummonerName = _people.Officer.Name,
        };

    private static string NewId() => "g-" + Guid.NewGuid().ToString("N")[..22];

    private async Task<IReadOnlyList<RosterLine>> FreezeAsync()
    {
        var store = new GatheringStore(hub.Database);
        var charter = Charter();
        await store.Create(charter, Scene.Terms(opens: charter.OpensAt), "e-1", Scene.None);
        return await store.Freeze(charter, Scene.None);
    }

    private async Task<Refusal?> SetAsync(Actor by, long version = 0, bool allowed = true, string reason = "上级批准", int days = 30)
    {
        var now = hub.Clock.GetUtcNow();
        return (await hub.Grains.GetGrain<IVotePolicyGrain>(_people.Branch.Id).Set(
            new SetVotePolicy(by, People.Request(), version, allowed, reason, now.AddMinutes(-1), now.AddDays(days)))).Refusal;
    }

    private static async Task SubmitAsync(IGatheringGrain room, params RoomCommand[] commands) =>
        Assert.All(await room.Submit("test", commands), static answer => Assert.Null(answer.Refusal));
}
