using Grains.Organisation;
using Grains.Rules;
using Grains.Tests.Relations;
using Grains.Transfers;
using Microsoft.Extensions.DependencyInjection;
using Storage.Queries;

namespace Grains.Tests.Transfers;

public sealed class SqliteTransferTests(SqliteGrains hub) : TransferSuite(hub), IClassFixture<SqliteGrains>;

public sealed class PostgresTransferTests(PostgresGrains hub) : TransferSuite(hub), IClassFixture<PostgresGrains>;

/// <summary>B1, B4: a relation moves from one branch to another, and never stands on two rosters or on none.</summary>
public abstract class TransferSuite(GrainsOverStorage hub)
{
    [Fact]
    public async Task Two_taps_and_three_officers_move_a_member_with_rights_dues_posts_and_filing()
    {
        var town = await Town.BuildAsync(hub);
        var member = await town.MemberAsync();
        await town.Scene.OfficeAsync(new RosterMember(member, "", "", Category.Full, Relation.Registered, town.From.Id, default, null, null, false), town.From, Role.Publicity);
        var id = Town.NewId();
        Town.Ok(await town.BeginAsync(id, member, town.To));
        Assert.Equal((TransferState.Submitted, town.From.Id), ((await town.TermsAsync(id)).State, (await town.TermsAsync(id)).Desk));

        Town.Ok(await town.AdvanceAsync(id, town.FromOfficer, TransferState.Submitted));
        Assert.Equal(town.East.Id, (await town.TermsAsync(id)).Desk);
        Town.Ok(await town.AdvanceAsync(id, town.EastOfficer, TransferState.SourceBranchOk));
        Assert.Equal((TransferState.TargetCommitteeReceived, town.To.Id), ((await town.TermsAsync(id)).State, (await town.TermsAsync(id)).Desk));
        Assert.Equal([town.From.Id], await town.HomesAsync(member));
        Assert.Null(Rights.Ask((await town.ActorAsync(member)).Category, (await town.ActorAsync(member)).Relation, Right.Vote));

        Town.Ok(await town.AdvanceAsync(id, town.ToOfficer, TransferState.TargetCommitteeReceived));
        Assert.Equal([town.To.Id], await town.HomesAsync(member));
        var moved = await town.ActorAsync(member);
        Assert.Equal((town.To.Id, Relation.Registered), (moved.Node, moved.Relation));
        Assert.Empty(moved.Offices);
        Assert.Equal(town.To.Id, await town.ScalarAsync<string>("select node from dues_route where member = @member", new { member }));
        Assert.Equal(2, await town.ScalarAsync<long>("select count(*) from filing where transfer = @id", new { id }));
        Assert.Equal(id, await town.ScalarAsync<string>("select source from organisation_change where subject = @member and cause = 'transfer'", new { member }));
        Assert.NotEqual(0, await town.ScalarAsync<long>("select count(*) from audit where subject = @id", new { id }));
        Assert.Null(await town.Store.RunningOf(member, CancellationToken.None));
    }

    [Fact]
    public async Task Only_who_has_it_in_hand_says_yes_and_nobody_in_their_own_case()
    {
        var town = await Town.BuildAsync(hub);
        var member = await town.MemberAsync();
        var id = await town.BringAsync(member, TransferState.Submitted);
        foreach (var stranger in new[] { town.EastOfficer, town.WestOfficer, town.ToOfficer, town.RootOfficer, await town.MemberAsync(), await town.OfficerAsync(town.From, Role.Publicity) })
        {
            Assert.Equal("transfer.hands", (await town.AdvanceAsync(id, stranger, TransferState.Submitted)).Refusal?.Rule);
        }

        Assert.Equal("transfer.self", (await town.AdvanceAsync(id, member, TransferState.Submitted)).Refusal?.Rule);
        // The branch's only organiser moves: the committee above decides instead.
        var own = Town.NewId();
        Town.Ok(await town.BeginAsync(own, town.FromOfficer, town.To));
        Assert.Equal(town.East.Id, (await town.TermsAsync(own)).Desk);
        Assert.Equal("transfer.self", (await town.AdvanceAsync(own, town.FromOfficer, TransferState.Submitted)).Refusal?.Rule);
    }

    [Fact]
    public async Task Nobody_returns_a_case_without_a_reason_and_the_source_stays_responsible()
    {
        var town = await Town.BuildAsync(hub);
        var member = await town.MemberAsync();
        var id = await town.BringAsync(member, TransferState.TargetCommitteeReceived);
        var officer = await town.ActorAsync(town.ToOfficer);
        Assert.Equal("transfer.reason", (await town.Grain(id).Submit(new ReturnTransfer(officer, town.Request(), " "))).Refusal?.Rule);
        Town.Ok(await town.Grain(id).Submit(new ReturnTransfer(officer, town.Request(), "材料不全")));
        Assert.Equal((TransferState.Returned, "材料不全"), ((await town.TermsAsync(id)).State, (await town.TermsAsync(id)).Why));
        Assert.Equal([town.From.Id], await town.HomesAsync(member));
        Assert.Equal("transfer.closed", (await town.AdvanceAsync(id, town.ToOfficer, TransferState.TargetCommitteeReceived)).Refusal?.Rule);
        // Freed: another one can begin.
        await town.BringAsync(member, TransferState.Submitted);
    }

    [Fact]
    public async Task A_repeated_click_is_the_same_case_and_a_member_has_one_at_a_time()
    {
        var town = await Town.BuildAsync(hub);
        var member = await town.MemberAsync();
        var id = Town.NewId();
        var request = town.Request();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => town.BeginAsync(id, member, town.To, request: request)));
        Assert.All(answers, Town.Ok);
        Assert.Equal(2, await town.ScalarAsync<long>("select count(*) from transfer_step where transfer = @id", new { id }));
        Assert.Equal("transfer.running", (await town.BeginAsync(Town.NewId(), member, town.To)).Refusal?.Rule);
        Assert.Equal("request.conflict", (await town.BeginAsync(Town.NewId(), member, town.To, request: request)).Refusal?.Rule);
        Assert.Equal("request.conflict", (await town.BeginAsync(id, member, town.From)).Refusal?.Rule);

        // From two phones at once, each with a case of its own: one is taken.
        var other = await town.MemberAsync();
        var raced = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => town.BeginAsync(Town.NewId(), other, town.To)));
        Assert.Single(raced, static answer => answer.Refusal is null);
        Assert.Equal(5, raced.Count(static answer => answer.Refusal?.Rule == "transfer.running"));

        Town.Ok(await town.AdvanceAsync(id, town.FromOfficer, TransferState.Submitted, request: "click"));
        Town.Ok(await town.AdvanceAsync(id, town.FromOfficer, TransferState.Submitted, request: "click"));
        Town.Ok(await town.AdvanceAsync(id, town.FromOfficer, TransferState.Submitted, request: "click-again"));
        Assert.Equal(TransferState.SourceBranchOk, (await town.TermsAsync(id)).State);
    }

    [Fact]
    public async Task When_both_sides_click_at_once_one_comes_first_and_the_member_stands_once()
    {
        var town = await Town.BuildAsync(hub);
        for (var round = 0; round < 20; round++)
        {
            var member = await town.MemberAsync();
            var id = await town.BringAsync(member, TransferState.TargetCommitteeReceived);
            var (source, target) = (await town.ActorAsync(member), await town.ActorAsync(town.ToOfficer));
            var grain = town.Grain(id);
            var answers = await Task.WhenAll(
                grain.Submit(new WithdrawTransfer(source, town.Request())),
                grain.Submit(new AdvanceTransfer(target, town.Request(), TransferState.TargetCommitteeReceived, null, 0)),
                grain.Submit(new ReturnTransfer(target, town.Request(), "退回")));
            Assert.Single(answers, static answer => answer.Refusal is null);
            var accepted = (await town.TermsAsync(id)).State == TransferState.TargetBranchAccepted;
            Assert.Equal([accepted ? town.To.Id : town.From.Id], await town.HomesAsync(member));
        }
    }

    [Fact]
    public async Task A_relation_that_changes_while_a_target_accepts_is_moved_once()
    {
        var town = await Town.BuildAsync(hub);
        var journal = hub.Services.GetRequiredService<Journal.IJournal>();
        for (var round = 0; round < 10; round++)
        {
            var member = await town.MemberAsync();
            var id = await town.BringAsync(member, TransferState.TargetCommitteeReceived);
            var standing = (await hub.Services.GetRequiredService<IOrganisationStore>().Standing(member, CancellationToken.None))!;
            var change = new StandingChange(
                member, standing.Version, standing.Node, Category.Disciplined, standing.Relation, hub.Clock.GetUtcNow(), "test", "", "m-test");
            var accept = town.AdvanceAsync(id, town.ToOfficer, TransferState.TargetCommitteeReceived);
            var other = await journal.AppendAsync(new Journal.RelationFacts { Writes = [change] });
            Town.Ok(await accept);
            var after = (await hub.Services.GetRequiredService<IOrganisationStore>().Standing(member, CancellationToken.None))!;
            Assert.Equal(other == Journal.Commit.Done ? Category.Disciplined : Category.Full, after.Category);
            Assert.Equal([town.To.Id], await town.HomesAsync(member));
        }
    }

    [Fact]
    public async Task What_becomes_of_a_draft_before_it_is_sent_is_on_no_record_of_others()
    {
        var town = await Town.BuildAsync(hub);
        var member = await town.MemberAsync();
        var (discarded, sent) = (Town.NewId(), Town.NewId());
        Town.Ok(await town.BeginAsync(discarded, member, town.To, send: false));
        Town.Ok(await town.Grain(discarded).Submit(new WithdrawTransfer(await town.ActorAsync(member), town.Request())));
        Town.Ok(await town.BeginAsync(sent, member, town.To, send: false));
        Assert.Equal(0, await town.ScalarAsync<long>("select count(*) from audit where subject in (@discarded, @sent)", new { discarded, sent }));

        Town.Ok(await town.Grain(sent).Submit(new SendTransfer(await town.ActorAsync(member), town.Request())));

        Assert.NotEqual(0, await town.ScalarAsync<long>("select count(*) from audit where subject = @sent", new { sent }));
        var office = new[] { town.From.Id, town.To.Id, town.East.Id, town.West.Id };
        var seen = await new TransferQuery(hub.Database).InvolvedAsync(office, town.FromOfficer);
        Assert.Equal([sent], seen.Select(static t => t.Charter.Id));
    }

    [Theory]
    [InlineData(TransferState.Draft)]
    [InlineData(TransferState.Submitted)]
    [InlineData(TransferState.SourceBranchOk)]
    [InlineData(TransferState.TargetCommitteeReceived)]
    public async Task A_process_that_dies_at_a_step_leaves_all_of_it_or_nothing(TransferState step)
    {
        var town = await Town.BuildAsync(hub);
        foreach (var after in new[] { false, true })
        {
            var member = await town.MemberAsync();
            var id = step == TransferState.Draft ? Town.NewId() : await town.BringAsync(member, step);
            Task<TransferAnswer> Click() => step == TransferState.Draft
                ? town.BeginAsync(id, member, town.To, request: $"died-{after}-{member[^8..]}")
                : town.AdvanceAsync(id, step switch
                {
                    TransferState.Submitted => town.FromOfficer,
                    TransferState.SourceBranchOk => town.EastOfficer,
                    _ => town.ToOfficer,
                }, step, request: $"died-{after}-{member[^8..]}");
            if (after)
            {
                hub.Commits.BreakAfter();
            }
            else
            {
                hub.Commits.BreakBefore();
            }

            Assert.Contains((await Click()).Refusal?.Rule, new[] { "hub.uncertain", "hub.unavailable" });
            var done = after && step == TransferState.TargetCommitteeReceived;
            Assert.Equal([done ? town.To.Id : town.From.Id], await town.HomesAsync(member));
            Assert.Equal(done ? 2 : 0, await town.ScalarAsync<long>("select count(*) from filing where transfer = @id", new { id }));
            await town.BackAsync();
            Town.Ok(await Click());
            Assert.Equal([step == TransferState.TargetCommitteeReceived ? town.To.Id : town.From.Id], await town.HomesAsync(member));
            var want = TransferPath.Yes(TransferKind.Inside, step, false)[^1];
            Assert.Equal(want, (await town.TermsAsync(id)).State);
        }
    }

    [Fact]
    public async Task A_relation_leaves_by_letter_and_its_receipt_by_hand()
    {
        var town = await Town.BuildAsync(hub);
        var member = await town.MemberAsync();
        var id = Town.NewId();
        Assert.Equal("transfer.target", (await town.BeginAsync(Town.NewId(), member, null)).Refusal?.Rule);
        Town.Ok(await town.BeginAsync(id, member, null, "外省某单位党支部"));
        Town.Ok(await town.AdvanceAsync(id, town.FromOfficer, TransferState.Submitted));
        Assert.Equal("transfer.letter", (await town.AdvanceAsync(id, town.EastOfficer, TransferState.SourceBranchOk)).Refusal?.Rule);
        Assert.Equal("transfer.letter", (await town.AdvanceAsync(id, town.EastOfficer, TransferState.SourceBranchOk, "字第 7 号", 91)).Refusal?.Rule);
        Town.Ok(await town.AdvanceAsync(id, town.EastOfficer, TransferState.SourceBranchOk, "字第 7 号", 60));
        Assert.Equal((TransferState.InTransit, "字第 7 号"), ((await town.TermsAsync(id)).State, (await town.TermsAsync(id)).LetterNumber));
        Assert.Equal([town.From.Id], await town.HomesAsync(member));
        Town.Ok(await town.AdvanceAsync(id, town.EastOfficer, TransferState.InTransit));
        Assert.Equal([OutsideFounded.Node], await town.HomesAsync(member));
        Assert.NotNull(Rights.Ask((await town.ActorAsync(member)).Category, (await town.ActorAsync(member)).Relation, Right.Vote));

        // And may come back the way anyone comes from outside.
        var back = Town.NewId();
        Town.Ok(await town.BeginAsync(back, member, town.To, "外省某单位党支部"));
        Assert.Equal((TransferState.InTransit, town.West.Id), ((await town.TermsAsync(back)).State, (await town.TermsAsync(back)).Desk));
        Assert.Equal("transfer.letter", (await town.AdvanceAsync(back, town.WestOfficer, TransferState.InTransit)).Refusal?.Rule);
        Town.Ok(await town.AdvanceAsync(back, town.WestOfficer, TransferState.InTransit, "字第 9 号"));
        Town.Ok(await town.AdvanceAsync(back, town.ToOfficer, TransferState.TargetCommitteeReceived));
        Assert.Equal([town.To.Id], await town.HomesAsync(member));
    }

    [Theory]
    [InlineData(Relation.Pocket)]
    [InlineData(Relation.TemporaryLetter)]
    [InlineData(Relation.Unknown)]
    public async Task A_pocket_member_becomes_registered_where_the_letter_is_presented(Relation relation)
    {
        var town = await Town.BuildAsync(hub);
        var member = await town.MemberAsync(town.To, relation);
        var id = Town.NewId();
        Town.Ok(await town.BeginAsync(id, member, town.To, "原单位党支部"));
        Town.Ok(await town.Grain(id).Submit(new PutPaper(await town.ActorAsync(member), town.Request(), PaperSlot.CommitteeLetter, "p-1", "ab")));
        Town.Ok(await town.AdvanceAsync(id, town.WestOfficer, TransferState.InTransit));
        Town.Ok(await town.AdvanceAsync(id, town.ToOfficer, TransferState.TargetCommitteeReceived));
        Assert.Equal([town.To.Id], await town.HomesAsync(member));
        Assert.Equal(Relation.Registered, (await town.ActorAsync(member)).Relation);
    }

    [Fact]
    public async Task A_paper_is_verified_by_an_officer_and_never_asked_for_inside()
    {
        var town = await Town.BuildAsync(hub);
        var member = await town.MemberAsync();
        var id = await town.BringAsync(member, TransferState.Submitted);
        var (own, officer) = (await town.ActorAsync(member), await town.ActorAsync(town.FromOfficer));
        Town.Ok(await town.Grain(id).Submit(new PutPaper(own, town.Request(), PaperSlot.DuesProof, "p-1", "ab")));
        Assert.Equal("transfer.self", (await town.Grain(id).Submit(new CheckPaper(own, town.Request(), PaperSlot.DuesProof, true, ""))).Refusal?.Rule);
        Assert.Equal("transfer.reason", (await town.Grain(id).Submit(new CheckPaper(officer, town.Request(), PaperSlot.DuesProof, false, ""))).Refusal?.Rule);
        Town.Ok(await town.Grain(id).Submit(new CheckPaper(officer, town.Request(), PaperSlot.DuesProof, false, "看不清")));
        Town.Ok(await town.Grain(id).Submit(new PutPaper(own, town.Request(), PaperSlot.DuesProof, "p-2", "cd")));
        Town.Ok(await town.Grain(id).Submit(new CheckPaper(officer, town.Request(), PaperSlot.DuesProof, true, "")));
        Assert.Equal("transfer.paper", (await town.Grain(id).Submit(new PutPaper(own, town.Request(), PaperSlot.DuesProof, "p-3", "ef"))).Refusal?.Rule);
        var paper = Assert.Single(await town.Store.Papers(id, CancellationToken.None));
        Assert.Equal(("p-2", "cd", true, town.FromOfficer), (paper.Media, paper.Sha256, paper.Accepted, paper.CheckedBy));
    }
}
