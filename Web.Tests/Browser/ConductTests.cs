using static Microsoft.Playwright.Assertions;

namespace Web.Tests.Browser;

/// <summary>Posting rules, in a hub of their own: once published they hold for every later gathering.</summary>
[Trait("Category", "Browser")]
public sealed class ConductTests(DemoHub hub) : IClassFixture<DemoHub>
{
    [Fact]
    public async Task The_posting_rules_are_read_and_accepted_before_the_first_post()
    {
        var (secretary, phone, english) = await OrderTests.GatherAsync(hub, "规则");
        await using var _ = secretary;
        await using var __ = phone;
        await using var ___ = english;

        await secretary.At("console-rules").ClickAsync();
        await secretary.AnswerAsync("实名负责，文明发言。");
        await phone.At("rules-read").ClickAsync();
        await Expect(phone.At("rules-text")).ToContainTextAsync("文明发言");
        await phone.ShootAsync("rules");
        await phone.CheckAccessAsync("rules");
        await phone.At("rules-accept").ClickAsync();
        await phone.SayAsync("同意");
        await english.At("rules-read").PressAsync("Enter");
        await english.ShootAsync("rules");
        await english.CheckAccessAsync("rules");
        await english.At("rules-accept").PressAsync("Enter");
        await english.SayAsync("agreed");
        await phone.Page.ReloadAsync();
        await phone.SayAsync("再次发言");
    }
}
