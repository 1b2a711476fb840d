using System.Net;
using System.Text;
using System.Text.Json;
using Bench.Client;
using Web.Tests.Support;

namespace Web.Tests.Live;

/// <summary>Polls as clients meet them, from the form to the exported result.</summary>
public sealed class PollTests(HubServer server) : IClassFixture<HubServer>
{
    private static object Form(bool anonymous, string electorate = "everyone") =>
        new { id = "p-1", title = "=活动时间", options = new[] { "周三", "周五" }, most = 1, anonymous, electorate };

    private static bool IsOk(JsonElement answer) => answer.GetProperty("ok").GetBoolean();

    private async Task<(string Gathering, RoomClient Officer, RoomClient Member)> OpenAsync(bool anonymous)
    {
        var gathering = await server.OpenAsync();
        var officer = await RoomClient.EnterAsync(server, Tenant.Officer, gathering);
        var member = await RoomClient.EnterAsync(server, Tenant.Member, gathering);
        Assert.True(IsOk(await officer.Hub.Ask("PreparePoll", gathering, Form(anonymous))));
        Assert.True(IsOk(await officer.Hub.Ask("OpenPoll", gathering, "p-1")));
        return (gathering, officer, member);
    }

    [Fact]
    public async Task A_vote_is_in_the_tally_of_everyone_within_a_second()
    {
        var (gathering, officer, member) = await OpenAsync(anonymous: false);
        await using var _ = officer;
        await using var __ = member;

        var vote = await member.Hub.Ask("Vote", gathering, "p-1", "b-1", new[] { 1 });
        var voted = TimeProvider.System.GetTimestamp();
        var tally = await officer.EntryAsync(static e => e.GetProperty("k").GetString() == "pollTally");

        Assert.True(IsOk(vote), vote.ToString());
        Assert.Equal("[0,1]", tally.GetProperty("c").GetRawText());
        // A beat each second, and the slack of a busy machine.
        Assert.InRange(TimeProvider.System.GetElapsedTime(voted), TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Equal("poll.voted", (await member.Hub.Ask("Vote", gathering, "p-1", "b-2", new[] { 0 })).GetProperty("refusal").GetProperty("rule").GetString());
        var fresh = await member.Hub.Ask("Join", gathering, null, null);
        Assert.Equal("p-1", fresh.GetProperty("you").GetProperty("voted")[0].GetString());
        Assert.Equal("[0,1]", fresh.GetProperty("snapshot").GetProperty("polls")[0].GetProperty("counts").GetRawText());
    }

    [Fact]
    public async Task Choices_of_an_anonymous_poll_are_in_no_answer_before_its_close()
    {
        var (gathering, officer, member) = await OpenAsync(anonymous: true);
        await using var _ = officer;
        await using var __ = member;
        await member.Hub.Ask("Vote", gathering, "p-1", "b-1", new[] { 1 });
        var tally = await officer.EntryAsync(static e => e.GetProperty("k").GetString() == "pollTally");
        using var desk = await server.SignInAsync(Tenant.Officer);
        var ballots = (await desk.GetAsync($"/api/gatherings/{gathering}/polls/p-1/ballots")).Expect(HttpStatusCode.OK).Json;
        var open = (await desk.GetAsync($"/api/gatherings/{gathering}/polls")).Expect(HttpStatusCode.OK).Json;

        await officer.Hub.Ask("ClosePoll", gathering, "p-1");
        var closed = (await desk.GetAsync($"/api/gatherings/{gathering}/polls")).Json;

        Assert.False(tally.TryGetProperty("c", out var _));
        Assert.Equal(1, tally.GetProperty("v").GetInt32());
        Assert.False(ballots.GetProperty("ballots")[0].TryGetProperty("choices", out var _));
        Assert.Equal(Tenant.Member.Id, ballots.GetProperty("ballots")[0].GetProperty("member").GetString());
        Assert.False(open.GetProperty("polls")[0].TryGetProperty("counts", out var _));
        Assert.Equal("[0,1]", closed.GetProperty("polls")[0].GetProperty("counts").GetRawText());
        Assert.True(closed.GetProperty("polls")[0].GetProperty("closed").GetBoolean());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_result_goes_out_as_a_table_with_names_only_where_the_poll_has_them(bool anonymous)
    {
        var (gathering, officer, member) = await OpenAsync(anonymous);
        await using var _ = officer;
        await using var __ = member;
        await member.Hub.Ask("Vote", gathering, "p-1", "b-1", new[] { 1 });
        await officer.Hub.Ask("ClosePoll", gathering, "p-1");
        using var desk = await server.SignInAsync(Tenant.Officer);

        var csv = (await desk.GetAsync($"/api/gatherings/{gathering}/polls/p-1/result.csv")).Expect(HttpStatusCode.OK);
        var xlsx = (await desk.GetAsync($"/api/gatherings/{gathering}/polls/p-1/result.xlsx")).Expect(HttpStatusCode.OK);

        var text = Encoding.UTF8.GetString(csv.Bytes);
        Assert.Contains("投票,\"'=活动时间\"", text, StringComparison.Ordinal);
        Assert.Contains("周五,1", text, StringComparison.Ordinal);
        Assert.Equal(!anonymous, text.Contains(Tenant.Member.Name, StringComparison.Ordinal));
        Assert.Equal("PK"u8.ToArray(), xlsx.Bytes[..2]);
        (await desk.GetAsync($"/api/gatherings/{gathering}/polls/none/result.csv")).Expect(HttpStatusCode.NotFound, "request.not-found");
        Assert.Contains((Tenant.Officer.Id, "poll.export"), await Audit.OfAsync(server, gathering));
    }

    [Fact]
    public async Task A_malformed_form_or_ballot_is_refused()
    {
        var (gathering, officer, member) = await OpenAsync(anonymous: false);
        await using var _ = officer;
        await using var __ = member;
        Assert.Equal("poll.form", Rule(await officer.Hub.Ask("PreparePoll", gathering, null)));
        Assert.Equal("poll.form", Rule(await officer.Hub.Ask("PreparePoll", gathering, Form(false, "1"))));
        Assert.Equal("poll.form", Rule(await officer.Hub.Ask("PreparePoll", gathering, Form(false, "nobody"))));
        Assert.Equal("poll.choice", Rule(await member.Hub.Ask("Vote", gathering, "p-1", "b-1", null)));
        Assert.Equal("poll.target", Rule(await member.Hub.Ask("Vote", gathering, "p-9", "b-1", new[] { 0 })));
        Assert.Equal("post.client-id", Rule(await member.Hub.Ask("Vote", gathering, "p-1", "b 1", new[] { 0 })));

        static string? Rule(JsonElement answer) => answer.GetProperty("refusal").GetProperty("rule").GetString();
    }
}
