using static Microsoft.Playwright.Assertions;

namespace Web.Tests.Browser;

/// <summary>A hub that takes every room for a large one and shows no message of others live: what a big room does in a busy second.</summary>
public sealed class LargeRoomHub : DemoHub
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string> { ["Live__WholeRoomMost"] = "1", ["Live__ShownASecond"] = "0" };
}

/// <summary>What a large room does not show live stands as a row that opens it, in both languages at both widths.</summary>
[Trait("Category", "Browser")]
public sealed class LargeRoomTests(LargeRoomHub hub) : IClassFixture<LargeRoomHub>
{
    [Theory]
    [InlineData("zh", true)]
    [InlineData("zh", false)]
    [InlineData("en", true)]
    [InlineData("en", false)]
    public async Task What_is_not_shown_live_is_one_tap_away_and_the_author_sees_it_at_once(string language, bool phone)
    {
        var width = phone ? 360 : 1440;
        await using var author = await hub.VisitAsync($"large-author-{language}-{width}", phone: true);
        await using var reader = await hub.VisitAsync($"large-{language}-{width}", phone, language == "en" ? "en-GB" : "zh-CN");
        await author.SignInAsync(hub.SignIns[0]);
        await reader.SignInAsync(hub.SignIns[1]);
        await author.Page.GotoAsync("/summon");
        await author.At("summon-topic").FillAsync("Large room");
        await author.At("summon-submit").ClickAsync();
        await author.Page.WaitForURLAsync(url => url.Contains("/g-", StringComparison.Ordinal));
        var room = "/room/" + author.Page.Url.Split('/')[^1];
        await author.Page.GotoAsync(room);
        await reader.Page.GotoAsync(room);
        await reader.At("composer").WaitForAsync();
        await Expect(author.At("room-inside")).ToContainTextAsync("2");

        await author.SayAsync("first point");
        await author.SayAsync("second point");
        await reader.At("room-gap").First.WaitForAsync();
        await Expect(reader.At("room-message")).ToHaveCountAsync(0);
        await Look.LookAsync(reader, "large-room-gap");
        await reader.At("room-gap").First.ClickAsync();
        await reader.MessageWith("first point").WaitForAsync();
        await Look.LookAsync(reader, "large-room-read");
    }
}
