using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Web.Tests.Browser;

/// <summary>Figures that follow what members and officers do, at a desk and on a phone, in both languages.</summary>
[Trait("Category", "Browser")]
[Trait("Database", "Both")]
public sealed class StatisticsTests(DemoHub hub) : IClassFixture<DemoHub>
{
    [Fact]
    public async Task A_census_is_answered_on_the_phone_and_what_it_corrects_shows_at_the_root_by_itself()
    {
        await using var root = await hub.VisitAsync("root-desk", phone: false);
        await root.SignInAsync(hub.SignIns[6]);
        await root.Page.GotoAsync("/org");
        await root.ShootAsync("org");
        await root.At("org-stats").ClickAsync();
        await Expect(root.At("stats-members")).ToHaveTextAsync("10,730");
        await Expect(root.At("stats-registered")).ToHaveTextAsync("2,309");
        await Expect(root.At("stats-unregistered")).ToHaveTextAsync("8,421");
        await Expect(root.At("ratio-registered")).ToContainTextAsync("2,309 ÷ 10,730");
        await Expect(root.Page.Locator("canvas")).ToHaveCountAsync(4);
        await Expect(root.At("target-now")).ToHaveTextAsync("21.5%");
        await Expect(root.At("target").First).ToContainTextAsync("2,309 ÷ 10,730");
        await Expect(root.At("unit").First).ToContainTextAsync("党建示范配送站");
        await root.ShootAsync("stats");
        await root.CheckAccessAsync("stats");
        await root.At("ratio-registered").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(root.At("definition")).ToContainTextAsync(root.Says("正式组织关系", "formal relation"));
        await root.At("definition-close").ClickAsync();
        await root.At("recount-start").ClickAsync();
        await Expect(root.At("recount-result")).ToContainTextAsync(root.Says("完全一致", "all equal"));

        await using var officer = await hub.VisitAsync("census-desk", phone: false, "en-GB");
        await officer.SignInAsync(hub.SignIns[0]);
        await officer.Page.GotoAsync("/census");
        await officer.At("census-title").FillAsync("Relations 2026");
        await officer.ShootAsync("censuses");
        await officer.CheckAccessAsync("censuses");
        await officer.At("census-open").ClickAsync();
        await Expect(officer.At("census-progress")).ToContainTextAsync(officer.Says("已答 0", "0 answered"));

        await using var member = await hub.VisitAsync("census-member", phone: true);
        await member.SignInAsync(hub.SignIns[2]);
        await member.At("census-answer-registered").ClickAsync();
        await Expect(member.At("census-mine")).ToContainTextAsync(member.Says("已收到", "it has arrived"));
        await member.ShootAsync("census-card");
        await member.CheckAccessAsync("census-card");
        await Expect(officer.At("census-progress")).ToContainTextAsync(officer.Says("已答 1", "1 answered"));
        await officer.ShootAsync("census");
        await officer.CheckAccessAsync("census");

        await officer.At("census-close").ClickAsync();
        await officer.AnswerAsync();
        await officer.At("census-apply").ClickAsync();
        await Expect(officer.At("census-told")).ToContainTextAsync(officer.Says("1 人", "1 corrected"));
        // Nobody has touched the root's page: it is pushed.
        await Expect(root.At("stats-registered")).ToHaveTextAsync("2,310");
        await Expect(root.At("stats-unregistered")).ToHaveTextAsync("8,420");
        await officer.ShootAsync("census-applied");

        await using var phone = await hub.VisitAsync("stats-phone", phone: true, "en-GB");
        await phone.SignInAsync(hub.SignIns[0]);
        await phone.Page.GotoAsync("/stats");
        await phone.At("target-set").ClickAsync();
        await phone.At("target-until").FillAsync($"{DateTime.UtcNow.AddDays(90):yyyy-MM-dd}");
        await phone.At("target-source").FillAsync("Plan of the year");
        await phone.ShootAsync("stats-target");
        await phone.CheckAccessAsync("stats-target");
        await phone.At("target-confirm").ClickAsync();
        await Expect(phone.At("target")).ToContainTextAsync("Plan of the year");
        await phone.At("targets").ScrollIntoViewIfNeededAsync();
        await phone.ShootAsync("stats-targets");
        await phone.At("stats-child").First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(phone.At("stats-asof")).ToContainTextAsync(phone.Says("滞后", "behind"));
        await phone.At("names-full-registered").ClickAsync();
        await phone.At("stats-names").WaitForAsync();
        await phone.ShootAsync("stats-names");
        await phone.At("stats-names-close").ClickAsync();
        await phone.ShootAsync("stats-child");
        await phone.CheckAccessAsync("stats-child");
        await phone.At("line-sector").CheckAsync(new LocatorCheckOptions { Force = true });
        await Expect(phone.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("line=sector"));
        await Expect(phone.At("stats-members")).ToBeVisibleAsync();
        await phone.ShootAsync("stats-sector");
    }
}
