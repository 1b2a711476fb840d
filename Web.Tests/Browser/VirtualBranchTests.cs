using System.Diagnostics;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Web.Tests.Browser;

/// <summary>
/// A mobile member founds a virtual branch on a phone; another finds it in the public register, asks, is agreed to and
/// summons; leaves again; the root assigns it to a county. Nobody reloads a page.
/// </summary>
[Trait("Category", "Browser")]
[Trait("Database", "Both")]
public sealed class VirtualBranchTests(DemoHub hub) : IClassFixture<DemoHub>
{
    private const string Name = "远行者学习会";

    [Fact]
    public async Task A_virtual_branch_from_two_signatures_to_its_county()
    {
        await using var founder = await hub.VisitAsync("virtual-founder", phone: true);
        await using var joiner = await hub.VisitAsync("virtual-joiner", phone: true, "en-GB");
        await using var stranger = await hub.VisitAsync("virtual-stranger", phone: false);
        await using var root = await hub.VisitAsync("virtual-root", phone: false);
        await founder.SignInAsync(hub.SignIns[2]);
        await joiner.SignInAsync(hub.SignIns[3]);
        await root.SignInAsync(hub.SignIns[6]);

        await Found(founder);
        await LookAsStranger(stranger);
        await Join(founder, joiner);
        await Summon(founder, joiner);
        await Assign(root, founder);
        await Leave(founder, joiner);
    }

    [Fact]
    public async Task A_life_group_and_its_settings_on_a_wide_screen()
    {
        await using var member = await hub.VisitAsync("group-member", phone: false, "en-GB");
        await member.SignInAsync(hub.SignIns[1]);
        await member.Page.GotoAsync("/groups");
        await member.At("group-found").ClickAsync();
        await member.At("virtual-name").FillAsync("Morning readers");
        await member.At("virtual-topic").FillAsync("Books");
        await member.At("join-open").CheckAsync();
        await member.ShootAsync("group-form");
        await member.CheckAccessAsync("group-form");
        await member.At("virtual-submit").ClickAsync();
        await member.At("virtual-leader").WaitForAsync();
        await member.At("virtual-settings").ClickAsync();
        await member.At("settings-summons").UncheckAsync();
        await member.At("settings-save").ClickAsync();
        await Expect(member.At("settings-save")).ToBeEnabledAsync();
        await Expect(member.At("branch-online")).ToHaveTextAsync("1");
        await member.At("online-look").ClickAsync();
        await Expect(member.At("online-name")).ToHaveCountAsync(1);
        await member.ShootAsync("group");
        await member.CheckAccessAsync("group");
        await member.Page.GotoAsync("/groups/find");
        await Expect(member.At("register-line").Filter(new LocatorFilterOptions { HasText = "Morning readers" })).ToHaveCountAsync(1);
        await member.ShootAsync("group-find");
    }

    [Theory]
    [InlineData("virtual-rules", 2, true)]
    [InlineData("virtual-pledge", 2, false)]
    public async Task An_officer_of_the_root_publishes_a_text_after_seeing_who_signs_it_anew(string document, int version, bool phone)
    {
        await using var root = await hub.VisitAsync($"texts-{(phone ? 360 : 1440)}", phone, phone ? "zh-CN" : "en-GB");
        await root.SignInAsync(hub.SignIns[6]);
        await root.Page.GotoAsync("/org");
        await root.At("org-texts").ClickAsync();
        await Expect(root.At($"version-{document}-1")).ToContainTextAsync("SHA-256");
        await root.At($"publish-{document}").ClickAsync();
        await Expect(root.At("publish-review")).ToBeDisabledAsync();
        await root.At("publish-text-zh").FillAsync("一、按时参加。\n二、互相照应。");
        await root.At("publish-text-en").FillAsync("1. Take part in time.\n2. Look after one another.");
        // In force later, so that nobody else in this house has to sign meanwhile.
        await root.At("publish-from").FillAsync($"{DateTime.UtcNow.Year + 1}-01-01T09:00");
        await Look.LookAsync(root, $"texts-form-{document}");
        await root.At("publish-review").ClickAsync();
        await Expect(root.At("publish-who")).ToContainTextAsync($"{DateTime.UtcNow.Year + 1}");
        await Look.LookAsync(root, $"texts-review-{document}", "dialog h2,.button");
        await root.At("publish-confirm").ClickAsync();
        await Expect(root.At("text-published")).ToBeVisibleAsync();
        await Expect(root.At($"version-{document}-{version}")).ToContainTextAsync("SHA-256");
        await Look.LookAsync(root, $"texts-{document}");
    }

    private static async Task Found(Visitor founder)
    {
        await founder.Page.GotoAsync("/me");
        await founder.At("me-groups").ClickAsync();
        await founder.At("virtual-found").WaitForAsync();
        await founder.Page.GetByText(founder.Says("还没有加入", "Nowhere yet")).WaitForAsync();
        await founder.ShootAsync("virtual-mine-empty");
        await founder.CheckAccessAsync("virtual-mine-empty");
        var started = Stopwatch.GetTimestamp();
        await founder.At("virtual-found").ClickAsync();
        await founder.At("virtual-name").FillAsync(Name);
        await founder.At("virtual-topic").FillAsync("理论学习");
        await Expect(founder.At("virtual-submit")).ToBeDisabledAsync();
        await founder.At("read-virtual-rules").ClickAsync();
        await founder.At("sign-virtual-rules").CheckAsync();
        await founder.ShootAsync("virtual-form");
        await founder.At("sign-virtual-pledge").CheckAsync();
        await founder.At("virtual-submit").ClickAsync();
        await founder.At("virtual-leader").WaitForAsync();
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30));
        await founder.ShootAsync("virtual-founded");
        await founder.CheckAccessAsync("virtual-founded");
    }

    private static async Task LookAsStranger(Visitor stranger)
    {
        await stranger.Page.GotoAsync("/register");
        await stranger.At("register-search").FillAsync("远行者");
        await Expect(stranger.At("register-line")).ToHaveCountAsync(1);
        await Expect(stranger.At("register-line")).ToContainTextAsync("1–9");
        await stranger.ShootAsync("virtual-register");
        await stranger.CheckAccessAsync("virtual-register");
    }

    private static async Task Join(Visitor founder, Visitor joiner)
    {
        await joiner.Page.GotoAsync("/register");
        await joiner.At("register-search").FillAsync("远行者");
        await joiner.At("register-line").Filter(new LocatorFilterOptions { HasText = Name }).GetByRole(AriaRole.Link).ClickAsync();
        await joiner.At("virtual-join").ClickAsync();
        await joiner.At("sign-virtual-rules").CheckAsync();
        await joiner.ShootAsync("virtual-join");
        await joiner.CheckAccessAsync("virtual-join");
        await joiner.At("sign-submit").ClickAsync();
        await joiner.At("virtual-requested").WaitForAsync();
        await joiner.ShootAsync("virtual-asked");
        await founder.At("request-agree").WaitForAsync();
        await founder.ShootAsync("virtual-request");
        await founder.CheckAccessAsync("virtual-request");
        var agreed = Stopwatch.GetTimestamp();
        await founder.At("request-agree").ClickAsync();
        await joiner.At("virtual-leave").WaitForAsync();
        await Expect(founder.At("branch-members")).ToHaveTextAsync("2");
        // A promise of one second, and what two browsers take to draw it on a machine that is busy with others.
        Assert.True(Stopwatch.GetElapsedTime(agreed) < TimeSpan.FromSeconds(15));
        await joiner.ShootAsync("virtual-member");
        await joiner.CheckAccessAsync("virtual-member");
    }

    private static async Task Summon(Visitor founder, Visitor joiner)
    {
        await joiner.At("virtual-summon").ClickAsync();
        await joiner.At("virtual-summon-topic").FillAsync("本周学习分享");
        await joiner.ShootAsync("virtual-summon");
        await joiner.At("virtual-summon-go").ClickAsync();
        await joiner.At("composer").WaitForAsync();
        await founder.Page.GetByText("本周学习分享").First.WaitForAsync();
        await founder.ShootAsync("virtual-live");
        await joiner.SayAsync("大家晚上好");
        await joiner.Page.GoBackAsync();
        await joiner.At("virtual-leave").WaitForAsync();
    }

    private static async Task Assign(Visitor root, Visitor founder)
    {
        await root.Page.GotoAsync("/org");
        await root.At("org-virtual").ClickAsync();
        await root.At("supervised-queue").CheckAsync();
        var line = root.At("supervised-line").Filter(new LocatorFilterOptions { HasText = Name });
        await Expect(line).ToHaveCountAsync(1);
        await root.ShootAsync("virtual-queue");
        await root.CheckAccessAsync("virtual-queue");
        await line.GetByRole(AriaRole.Link).ClickAsync();
        await root.At("virtual-supervise").WaitForAsync();
        await root.At("virtual-county").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await root.At("supervise-county").ClickAsync();
        await root.AnswerAsync("按所在地分配");
        await root.ShootAsync("virtual-supervise");
        await root.CheckAccessAsync("virtual-supervise");
        await Expect(founder.Page.GetByText(founder.Says("待分配", "Not assigned yet"))).ToHaveCountAsync(0);
        await root.Page.GotoAsync(new Uri(root.Page.Url).AbsolutePath + "/members");
        await Expect(root.At("virtual-member")).ToHaveCountAsync(2);
        await root.ShootAsync("virtual-members");
        await root.CheckAccessAsync("virtual-members");
    }

    private static async Task Leave(Visitor founder, Visitor joiner)
    {
        await joiner.At("virtual-leave").ClickAsync();
        await joiner.AnswerAsync();
        await joiner.At("virtual-join").WaitForAsync();
        await Expect(founder.At("branch-members")).ToHaveTextAsync("1");
        await founder.ShootAsync("virtual-left");
    }
}
