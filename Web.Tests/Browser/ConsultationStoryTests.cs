using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Web.Tests.Browser;

/// <summary>
/// A member on a phone asks the branch; the secretary at a desk takes it, answers and hands it to the deputy, who closes
/// it; the member says that it helped. All of it live, and a superior sees nothing.
/// </summary>
[Trait("Category", "Browser")]
[Trait("Database", "Both")]
public sealed class ConsultationStoryTests(DemoHub hub) : IClassFixture<DemoHub>
{
    private const string Subject = "组织关系转入要带什么";
    private static readonly string Picture =
        Path.Combine(DemoHub.Screenshots, "..", "..", "Web", "ClientApp", "public", "icons", "hub-192.png");

    [Fact]
    public async Task A_question_from_the_phone_to_the_closed_answer()
    {
        await using var member = await hub.VisitAsync("ask-member", phone: true);
        await using var secretary = await hub.VisitAsync("ask-secretary", phone: false);
        await using var deputy = await hub.VisitAsync("ask-deputy", phone: true, "en-GB");
        await using var superior = await hub.VisitAsync("ask-superior", phone: false);
        await member.SignInAsync(hub.SignIns[1]);
        await secretary.SignInAsync(hub.SignIns[4]);
        await deputy.SignInAsync(hub.SignIns[5]);
        await superior.SignInAsync(hub.SignIns[0]);
        await secretary.Page.GotoAsync("/desk");
        await secretary.Page.GetByText(secretary.Says("没有待办的咨询", "No questions to answer")).WaitForAsync();
        await secretary.ShootAsync("desk-empty");

        await Ask(member);
        await Answer(secretary, member);
        await HandOver(secretary, deputy, member);
        await Finish(deputy, member);
        await LooksEverywhere(secretary, superior, member);
    }

    private static async Task Ask(Visitor member)
    {
        await member.Page.GotoAsync("/me");
        await member.At("ask-link").ClickAsync();
        await member.At("ask-desk").WaitForAsync();
        await member.ShootAsync("ask");
        await member.CheckAccessAsync("ask");
        await member.At("ask-start").ClickAsync();
        await member.At("ask-subject").FillAsync(Subject);
        await member.At("ask-text-field").FillAsync("我刚调到这边工作，原支部在外地。介绍信要交给谁？");
        await member.At("ask-picture").SetInputFilesAsync(Picture);
        await Expect(member.At("ask-submit")).ToBeEnabledAsync();
        await member.ShootAsync("ask-form");
        await member.CheckAccessAsync("ask-form");
        await member.At("ask-submit").ClickAsync();
        await member.At("consultation-message").First.WaitForAsync();
        await member.ShootAsync("thread");
        await member.CheckAccessAsync("thread");
    }

    private static async Task Answer(Visitor secretary, Visitor member)
    {
        await Expect(secretary.At("nav-waiting").First).ToContainTextAsync("1");
        await Expect(secretary.At("consultation-row").First).ToContainTextAsync(Subject);
        await secretary.ShootAsync("desk");
        await secretary.CheckAccessAsync("desk");
        await secretary.At("consultation-row").First.ClickAsync();
        await Expect(secretary.At("consultation-message").Locator("img").First).ToBeVisibleAsync();
        await Expect(secretary.At("composer")).ToHaveCountAsync(0);
        await secretary.At("consultation-take").ClickAsync();
        await secretary.At("composer").WaitForAsync();
        await Expect(member.At("consultation-officer")).ToContainTextAsync(member.Says("办理", "In the hands of"));
        await secretary.At("composer").FillAsync("带介绍信原件，交给组织委员就可以。");
        await secretary.At("composer").PressAsync("Enter");
        await Expect(member.At("consultation-message")).ToHaveCountAsync(2);
        await secretary.At("consultation-read").WaitForAsync();
        await member.ConsultAsync("还要带身份证吗？");
        await Expect(secretary.At("consultation-message")).ToHaveCountAsync(3);
        await secretary.ShootAsync("thread");
        await secretary.CheckAccessAsync("thread");
    }

    private static async Task HandOver(Visitor secretary, Visitor deputy, Visitor member)
    {
        await secretary.At("consultation-hand-over").ClickAsync();
        await secretary.At("hand-over-to").First.WaitForAsync();
        await secretary.ShootAsync("hand-over");
        await secretary.CheckAccessAsync("hand-over");
        await secretary.At("hand-over-to").Filter(new LocatorFilterOptions { HasText = secretary.Says("副书记", "Deputy secretary") }).ClickAsync();
        await Expect(secretary.At("composer")).ToHaveCountAsync(0);
        await Expect(member.At("consultation-note").Filter(new LocatorFilterOptions { HasText = member.Says("转交给", "handed it over") })).ToHaveCountAsync(1);
        await Expect(deputy.At("nav-waiting").First).ToContainTextAsync("1");
        await deputy.At("nav-desk").ClickAsync();
        await deputy.ShootAsync("desk");
        await deputy.At("consultation-row").First.ClickAsync();
        await deputy.ConsultAsync("要的，复印件即可。");
        await Expect(member.At("consultation-message")).ToHaveCountAsync(4);
    }

    private static async Task Finish(Visitor deputy, Visitor member)
    {
        await deputy.At("consultation-close").ClickAsync();
        await deputy.AnswerAsync();
        await member.At("consultation-yes").WaitForAsync();
        await member.ShootAsync("closed");
        await member.At("consultation-reopen").ClickAsync();
        await member.ConsultAsync("周末也可以交吗？");
        await Expect(deputy.At("consultation-message")).ToHaveCountAsync(5);
        await deputy.At("consultation-close").ClickAsync();
        await deputy.AnswerAsync();
        await member.At("consultation-yes").ClickAsync();
        await deputy.At("consultation-helped").WaitForAsync();
        await deputy.ShootAsync("thread");
        await deputy.CheckAccessAsync("thread");
    }

    private static async Task LooksEverywhere(Visitor secretary, Visitor superior, Visitor member)
    {
        await superior.Page.GotoAsync(new Uri(member.Page.Url).AbsolutePath);
        await Expect(superior.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(superior.Says("没有找到", "not there"));
        await Expect(superior.At("consultation-message")).ToHaveCountAsync(0);
        await superior.ShootAsync("refused");

        await secretary.At("thread-back").ClickAsync();
        await secretary.At("desk-closed").CheckAsync();
        await Expect(secretary.At("consultation-row").First).ToContainTextAsync(Subject);
        await secretary.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = secretary.Says("支部", "Branch"), Exact = true }).ClickAsync();
        await secretary.At("branch-replies").WaitForAsync();
        await secretary.ShootAsync("branch");
        await secretary.CheckAccessAsync("branch");
    }
}
