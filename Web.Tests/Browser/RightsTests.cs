using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Web.Tests.Browser;

/// <summary>Rights, offices, development, finding and declaring, at 360 px and at 1440 px, in both languages.</summary>
[Trait("Category", "Browser")]
[Trait("Database", "Both")]
public sealed class RightsTests(DemoHub hub) : IClassFixture<DemoHub>
{
    [Fact]
    public async Task A_member_sees_what_may_be_done_and_why_not_and_chooses_who_sees_them()
    {
        await using var phone = await hub.VisitAsync("rights-phone", phone: true);
        await using var english = await hub.VisitAsync("rights-english", phone: false, "en-GB");
        await phone.SignInAsync(hub.SignIns[2]);
        await english.SignInAsync(hub.SignIns[2]);
        await phone.Page.GotoAsync("/me");
        await phone.At("me-rights").ClickAsync();
        await Expect(phone.Page.Locator("[data-right=vote]")).ToContainTextAsync(phone.Says("正式组织关系", "formal relation"));
        await Expect(phone.Page.Locator("[data-right=attend] .good")).ToHaveCountAsync(1);
        await phone.ShootAsync("rights");
        await phone.CheckAccessAsync("rights");
        await english.Page.GotoAsync("/me/rights");
        await Expect(english.Page.Locator("[data-right=vote]")).ToContainTextAsync(english.Says("正式组织关系", "formal relation"));
        await english.ShootAsync("rights");
        await english.CheckAccessAsync("rights");

        await phone.At("rights-privacy").ClickAsync();
        await phone.At("privacy-officers").CheckAsync();
        await phone.At("privacy-name").FillAsync("王小明");
        await phone.At("privacy-add").ClickAsync();
        await phone.At("privacy-save").ClickAsync();
        await phone.At("privacy-saved").WaitForAsync();
        await phone.ShootAsync("privacy");
        await phone.CheckAccessAsync("privacy");
        await english.Page.GotoAsync("/me/privacy");
        await Expect(english.At("privacy-conflict")).ToContainTextAsync("王小明");
        await Expect(english.At("privacy-officers")).ToBeCheckedAsync();
        await english.ShootAsync("privacy");
        await english.CheckAccessAsync("privacy");
    }

    [Fact]
    public async Task Offices_are_given_and_ended_and_the_holder_sees_it_at_once()
    {
        await using var desk = await hub.VisitAsync("offices-desk", phone: false);
        await using var small = await hub.VisitAsync("offices-phone", phone: true, "en-GB");
        await using var member = await hub.VisitAsync("offices-member", phone: true);
        await desk.SignInAsync(hub.SignIns[0]);
        await small.SignInAsync(hub.SignIns[0]);
        await member.SignInAsync(hub.SignIns[1]);
        await member.Page.GotoAsync("/me/rights");
        await member.At("rights-place").First.WaitForAsync();
        var name = (await member.Page.EvaluateAsync<string>("fetch('/api/me').then(r => r.json()).then(m => m.name)"))!;

        await desk.Page.GotoAsync("/org");
        await desk.At("org-offices").ClickAsync();
        await desk.At("office-line").First.WaitForAsync();
        await desk.At("office-appoint").ClickAsync();
        await desk.At("appoint-role").SelectOptionAsync("operations");
        await desk.At("person-words").FillAsync(name);
        await desk.At("person-search").ClickAsync();
        await desk.At("person-found").First.ClickAsync();
        await desk.ShootAsync("appoint");
        await desk.CheckAccessAsync("appoint");
        await desk.At("appoint-confirm").ClickAsync();
        var line = desk.Page.Locator("[data-testid=office-line][data-role=operations]");
        await line.WaitForAsync();
        await desk.ShootAsync("offices");
        await desk.CheckAccessAsync("offices");
        await Expect(member.Page.GetByText(member.Says("运营", "Operations officer"), new PageGetByTextOptions { Exact = false }).First).ToBeVisibleAsync();
        await small.Page.GotoAsync("/org/offices");
        await small.At("office-line").First.WaitForAsync();
        await small.ShootAsync("offices");
        await small.CheckAccessAsync("offices");

        await line.GetByTestId("office-end").ClickAsync();
        await desk.AnswerAsync("工作调整");
        await Expect(line).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_board_shows_who_is_due_and_a_step_asks_for_its_day_and_evidence()
    {
        await using var desk = await hub.VisitAsync("development-desk", phone: false);
        await using var phone = await hub.VisitAsync("development-phone", phone: true, "en-GB");
        await desk.SignInAsync(hub.SignIns[0]);
        await desk.Page.GotoAsync("/org/development");
        await desk.At("development-line").First.WaitForAsync();
        await desk.ShootAsync("development");
        await desk.CheckAccessAsync("development");
        // The first is overdue: the earliest date stands first.
        await desk.At("stage-probationary").GetByTestId("development-line").First.ClickAsync();
        await desk.At("file-steps").WaitForAsync();
        await desk.At("step-confirm").ClickAsync();
        await Expect(desk.At("refusal")).ToHaveAttributeAsync("data-rule", "development.evidence");
        await desk.At("step-evidence").FillAsync("支部大会记录 2026-1");
        await desk.ShootAsync("development-step");
        await desk.CheckAccessAsync("development-step");
        var before = await desk.At("stage-probationary").GetByTestId("development-line").CountAsync();
        await desk.At("step-confirm").ClickAsync();
        await Expect(desk.At("stage-probationary").GetByTestId("development-line")).ToHaveCountAsync(before - 1);

        await phone.SignInAsync(hub.SignIns[4]);
        await phone.Page.GotoAsync("/org/development");
        await phone.At("development-due").WaitForAsync();
        await phone.ShootAsync("development");
        await phone.CheckAccessAsync("development");
    }

    [Fact]
    public async Task Somebody_without_an_organisation_declares_themselves_and_comes_in()
    {
        await using var stranger = await hub.VisitAsync("stranger", phone: true);
        await using var officer = await hub.VisitAsync("county", phone: false, "en-GB");
        await using var finder = await hub.VisitAsync("finder", phone: true, "en-GB");
        await officer.SignInAsync(hub.SignIns[6]);
        await officer.Page.GotoAsync("/org/declarations");
        await stranger.Page.GotoAsync("/");
        await stranger.At("sign-in-declare").ClickAsync();
        await stranger.At("declare-name").FillAsync("赵新来");
        await stranger.At("declare-joined").FillAsync("2015-06");
        await stranger.At("declare-place").FillAsync("东湖街道");
        await stranger.ShootAsync("declare");
        await stranger.CheckAccessAsync("declare");
        await stranger.At("declare-submit").ClickAsync();
        var receipt = await stranger.At("declare-receipt").InnerTextAsync();
        await stranger.ShootAsync("declare-sent");

        await officer.At("declaration-accept").WaitForAsync();
        await officer.ShootAsync("declarations");
        await officer.CheckAccessAsync("declarations");
        await officer.At("declaration-accept").ClickAsync();
        await officer.At("accept-words").FillAsync("客户服务");
        await officer.At("accept-search").ClickAsync();
        await Expect(officer.At("accept-branch").Locator("option").First).ToContainTextAsync("客户服务");
        await officer.ShootAsync("declaration-accept");
        await officer.At("accept-confirm").ClickAsync();
        await Expect(officer.At("declaration-line")).ToHaveCountAsync(0);

        await stranger.Page.GotoAsync("/declare/status");
        await stranger.At("receipt").FillAsync(receipt);
        await stranger.At("receipt-look").ClickAsync();
        await stranger.At("declaration-number").WaitForAsync();
        await stranger.ShootAsync("declare-accepted");
        await stranger.CheckAccessAsync("declare-accepted");

        await finder.SignInAsync(hub.SignIns[1]);
        await finder.Page.GotoAsync("/find");
        await finder.At("find-words").FillAsync("财务");
        await finder.At("find-go").ClickAsync();
        await Expect(finder.At("find-item").First).ToContainTextAsync("财务");
        await finder.ShootAsync("find");
        await finder.CheckAccessAsync("find");
    }
}
