using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Web.Tests.Browser;

/// <summary>
/// The main story in real browsers: a secretary at a desk, a member at a desk, a member on a phone of 360 px, from the
/// summons to the signed minutes and the points.
/// </summary>
[Trait("Category", "Browser")]
public sealed partial class StoryTests(DemoHub hub) : IClassFixture<DemoHub>
{
    private const string Markup = "<img src=x onerror=\"document.title='broken'\"><b>粗</b>";
    private static readonly string Picture = Path.Combine(DemoHub.Screenshots, "..", "..", "Web", "ClientApp", "public", "icons");

    [Fact]
    public async Task A_flash_gathering_from_the_summons_to_the_signed_minutes()
    {
        await using var secretary = await hub.VisitAsync("desk", phone: false);
        await using var colleague = await hub.VisitAsync("colleague", phone: false);
        await using var phone = await hub.VisitAsync("phone", phone: true);
        await secretary.Page.GotoAsync("/");
        await secretary.CheckAccessAsync("sign-in");
        await secretary.ShootAsync("sign-in");
        await secretary.SignInAsync(hub.SignIns[0]);
        await colleague.SignInAsync(hub.SignIns[1]);
        await phone.SignInAsync(hub.SignIns[2]);
        await Expect(phone.At("connection-pill").First).ToHaveAttributeAsync("data-state", "live");
        await phone.ShootAsync("now-quiet");

        await Summon(secretary, "学习二十届四中全会精神");
        await phone.At("now-live-enter").First.WaitForAsync();
        await phone.ShootAsync("now");
        await phone.CheckAccessAsync("now");
        await phone.At("now-live-enter").First.ClickAsync();
        await colleague.At("now-live-enter").First.ClickAsync();

        await Discuss(phone, colleague);
        await Moderate(secretary, phone, colleague);
        await Close(secretary);
        await SeePoints(phone);
    }

    private static async Task Summon(Visitor secretary, string topic)
    {
        await secretary.Page.GotoAsync("/summon");
        await secretary.At("summon-topic").FillAsync(topic);
        await secretary.CheckAccessAsync("summon");
        await secretary.ShootAsync("summon");
        await secretary.At("summon-submit").ClickAsync();
        await secretary.Page.WaitForURLAsync(InGathering());
        await secretary.Page.GotoAsync("/console/" + secretary.Page.Url.Split('/')[^1]);
        await secretary.At("console-expected").WaitForAsync();
    }

    private static async Task Discuss(Visitor phone, Visitor colleague)
    {
        await colleague.At("composer").WaitForAsync();
        await phone.SayAsync("我们支部准备这样落实：每周三中午学一小时。");
        await colleague.MessageWith("每周三中午").WaitForAsync();
        await colleague.SayAsync(Markup);
        await phone.MessageWith("onerror").WaitForAsync();
        Assert.NotEqual("broken", await phone.Page.TitleAsync());
        Assert.Equal(0, await phone.Page.Locator("img[src=x]").CountAsync());

        await phone.MessageWith("onerror").GetByTestId("message-actions").ClickAsync();
        await phone.At("action-react").First.ClickAsync();
        await Expect(colleague.MessageWith("onerror")).ToContainTextAsync("👍");
        await colleague.MessageWith("每周三中午").GetByTestId("message-actions").ClickAsync();
        await colleague.At("action-reply").ClickAsync();
        await colleague.SayAsync("同意，可以放在活动室。");
        await phone.MessageWith("活动室").WaitForAsync();

        await phone.Page.Locator("input[type=file]").SetInputFilesAsync(Directory.GetFiles(Picture, "*.png").Max()!);
        await phone.At("composer-send").ClickAsync();
        await Expect(colleague.At("room-message").Locator("img").First).ToBeVisibleAsync();
        await phone.ShootAsync("room");
        await phone.CheckAccessAsync("room");
        await colleague.ShootAsync("room");
        await colleague.CheckAccessAsync("room");
    }

    private static async Task Moderate(Visitor secretary, Visitor phone, Visitor colleague)
    {
        await Expect(secretary.At("console-present")).ToContainTextAsync("3");
        await AssertFiguresAddUp(secretary);
        await secretary.ShootAsync("console");
        await secretary.CheckAccessAsync("console");

        await secretary.MessageWith("onerror").GetByTestId("message-actions").ClickAsync();
        await secretary.At("action-hide").ClickAsync();
        await secretary.AnswerAsync("与主题无关");
        await Expect(phone.At("room-message").Filter(new LocatorFilterOptions { HasText = "onerror" })).ToHaveCountAsync(0);
        await secretary.At("console-decide").ClickAsync();
        await secretary.AnswerAsync("每周三 12:30 集中学习");
        await Expect(phone.At("room-decisions")).ToContainTextAsync("每周三");
        await secretary.At("console-extend").ClickAsync();
        await Expect(phone.At("room-left")).ToContainTextAsync(LongerThanThirty());
        await colleague.At("room-back").ClickAsync();
        await Expect(secretary.At("console-present")).ToContainTextAsync("3");
    }

    private static async Task Close(Visitor secretary)
    {
        await secretary.At("console-close").ClickAsync();
        await secretary.AnswerAsync();
        await secretary.At("minutes-text").First.WaitForAsync();
        await AssertFiguresAddUp(secretary);
        await secretary.At("minutes-remarks").FillAsync("讨论热烈，形成一项决定。");
        await secretary.At("minutes-sign").ClickAsync();
        await secretary.AnswerAsync();
        await secretary.At("minutes-amend").WaitForAsync();
        await secretary.ShootAsync("after");
        await secretary.CheckAccessAsync("after");
        foreach (var (export, starts) in new[] { ("export-csv", "\uFEFF"), ("export-xlsx", "PK") })
        {
            var download = await secretary.Page.RunAndWaitForDownloadAsync(() => secretary.At(export).ClickAsync());
            using var file = new StreamReader(await download.CreateReadStreamAsync(), new System.Text.UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
            Assert.StartsWith(starts, await file.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    private static async Task SeePoints(Visitor phone)
    {
        await phone.At("room-read-only").WaitForAsync();
        await phone.Page.GotoAsync("/points");
        await phone.At("points-entry").First.WaitForAsync();
        Assert.True(await phone.At("points-entry").CountAsync() >= 2);
        await phone.ShootAsync("points");
        await phone.CheckAccessAsync("points");
        await phone.Page.GotoAsync("/me");
        await phone.At("me-right").First.WaitForAsync();
        await phone.ShootAsync("me");
        await phone.CheckAccessAsync("me");
    }

    private static async Task AssertFiguresAddUp(Visitor secretary)
    {
        var figures = new List<int>();
        foreach (var figure in new[] { "expected", "present", "excused", "absent" })
        {
            var text = await secretary.At($"console-{figure}").InnerTextAsync();
            figures.Add(int.Parse(NotADigit().Replace(text, ""), CultureInfo.InvariantCulture));
        }

        Assert.Equal(figures[0], figures[1] + figures[2] + figures[3]);
        Assert.True(figures[0] >= 2_000);
    }

    [GeneratedRegex("/(room|console)/g-")]
    private static partial Regex InGathering();

    [GeneratedRegex("(3[0-9]|40):")]
    private static partial Regex LongerThanThirty();

    [GeneratedRegex("[^0-9]")]
    private static partial Regex NotADigit();
}
