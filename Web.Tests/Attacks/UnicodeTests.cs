using System.Text;
using System.Text.Json;
using Grains.Gatherings;
using Web.Tests.Support;

namespace Web.Tests.Attacks;

/// <summary>S13: what Unicode allows and eyes do not expect, through the socket into the log.</summary>
public sealed class UnicodeTests(HubServer hub) : IClassFixture<HubServer>
{
    public static TheoryData<string, string> Tricks => new()
    {
        { "报告\u202Egpj.exe", "报告gpj.exe" },
        { "\u2066隐\u2069藏\u200F", "隐藏" },
        { "零\u200B宽\u200C\uFEFF字", "零宽字" },
        { "塔" + new string('\u0489', 4_000), "塔" + new string('\u0489', 8) },
        { "层" + string.Concat(Enumerable.Repeat("\u0489\u0489\u0489\u200B", 200)), "层" + new string('\u0489', 8) },
        { "标签\U000E0041\U000E0042", "标签" },
        { "行\u2028段\u2029尾", "行段尾" },
        { "铃\u0007\u001b[31m红", "铃[31m红" },
    };

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task S13_what_deceives_the_eye_does_not_reach_the_room(string typed, string shown)
    {
        var gathering = await hub.OpenAsync();
        using var caller = await hub.SignInAsync(Tenant.Member);
        using var socket = await EnterAsync(caller, gathering);

        Assert.Equal("ok", HubSocket.OutcomeOf(await PostAsync(socket, gathering, "c-1", typed)));

        var log = (await caller.GetAsync($"/api/gatherings/{gathering}/log")).Json.GetProperty("entries");
        Assert.Equal(shown, log.EnumerateArray().Last().GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("党")]
    [InlineData("😀")]
    [InlineData("a")]
    public async Task S13_limits_count_code_points(string sign)
    {
        var gathering = await hub.OpenAsync();
        using var caller = await hub.SignInAsync(Tenant.Member);
        using var socket = await EnterAsync(caller, gathering);
        var full = new StringBuilder().Insert(0, sign, RoomLimits.TextCodePoints).ToString();

        Assert.Equal("ok", HubSocket.OutcomeOf(await PostAsync(socket, gathering, "c-1", full)));
        Assert.Equal("post.too-long", HubSocket.OutcomeOf(await PostAsync(socket, gathering, "c-2", full + sign)));
    }

    [Theory]
    [InlineData("\u200B\u200B")]
    [InlineData("\u202E\u2066\u2069")]
    [InlineData(" \u3000\t\n ")]
    public async Task S13_what_shows_nothing_is_nothing(string typed)
    {
        var gathering = await hub.OpenAsync();
        using var caller = await hub.SignInAsync(Tenant.Member);
        using var socket = await EnterAsync(caller, gathering);

        Assert.Equal("post.empty", HubSocket.OutcomeOf(await PostAsync(socket, gathering, "c-1", typed)));
    }

    private async Task<HubSocket> EnterAsync(HubCaller caller, string gathering)
    {
        var socket = await HubSocket.OpenAsync(hub.Origin, caller.Token, hub.Origin);
        await socket.InvokeAsync("Join", $"\"{gathering}\"", "null", "null");
        return socket;
    }

    private static Task<JsonElement> PostAsync(HubSocket socket, string gathering, string id, string text) =>
        socket.InvokeAsync("Post", $"\"{gathering}\"", JsonSerializer.Serialize(new { clientId = id, text }));
}
