using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static Web.Tests.Browser.Look;

namespace Web.Tests.Browser;

/// <summary>Finding by topic and industry, and the clubs of a branch, at 360 px in English and at 1440 px in Chinese.</summary>
[Trait("Category", "Browser")]
[Trait("Database", "Both")]
public sealed class FindTests(DemoHub hub) : IClassFixture<DemoHub>
{
    [Fact]
    public async Task A_member_finds_by_topic_and_industry_and_sees_what_clubs_add_to_the_branch()
    {
        await using var phone = await hub.VisitAsync("find-phone", phone: true, "en-GB");
        await using var desk = await hub.VisitAsync("find-desk", phone: false);
        await phone.SignInAsync(hub.SignIns[1]);
        await desk.SignInAsync(hub.SignIns[4]);
        foreach (var visitor in (Visitor[])[phone, desk])
        {
            await visitor.Page.GotoAsync("/find");
            await FindAsync(visitor, "enterprise", "物流", "远帆供应链");
            await FindAsync(visitor, "virtual", "青年", "他乡青年论坛");
            await FindAsync(visitor, "club", "读书", "周末读书小组");
            await visitor.At("find-item").GetByRole(AriaRole.Link).ClickAsync();
            await visitor.At("club-branches").WaitForAsync();
            await LookAsync(visitor, "club", "h2");
        }

        await desk.At("club-end").ClickAsync();
        await desk.AnswerAsync();
        await Expect(desk.At("club-branches")).ToHaveCountAsync(0);
        await desk.Page.GotoAsync("/");
        var branch = await desk.Page.EvaluateAsync<string>("fetch('/api/me').then((r) => r.json()).then((me) => me.node)");
        await desk.Page.GotoAsync($"/branch/{branch}");
        await desk.At("club-link").ClickAsync();
        await desk.At("club-words").FillAsync("读书");
        await desk.At("club-search").ClickAsync();
        await Expect(desk.At("club-take")).ToHaveCountAsync(1);
        await LookAsync(desk, "club-sheet", "h2");
        await desk.At("club-take").ClickAsync();
        await Expect(desk.At("club")).ToContainTextAsync("周末读书小组");
        await LookAsync(desk, "branch-clubs", "h2");
        await phone.Page.GotoAsync($"/branch/{branch}");
        await Expect(phone.At("club")).ToContainTextAsync("周末读书小组");
        await LookAsync(phone, "branch-clubs", "h2");
    }

    private static async Task FindAsync(Visitor visitor, string kind, string words, string name)
    {
        await visitor.At($"find-{kind}").CheckAsync(new LocatorCheckOptions { Force = true });
        await visitor.At("find-words").FillAsync(words);
        await visitor.At("find-go").ClickAsync();
        await Expect(visitor.At("find-item")).ToHaveCountAsync(1);
        await Expect(visitor.At("find-item")).ToContainTextAsync(name);
        await LookAsync(visitor, $"find-{kind}", ".choice,.button");
    }
}
