using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Web.Tests.Browser;

/// <summary>An operator sees the hub at work, at a desk and on a phone, in both languages; a member is told why not.</summary>
[Trait("Category", "Browser")]
public sealed class OperateScreenTests(DemoHub hub) : IClassFixture<DemoHub>
{
    [Fact]
    public async Task An_operator_sees_the_hub_at_work_and_a_member_does_not()
    {
        await using var desk = await hub.VisitAsync("operator", phone: false);
        await using var phone = await hub.VisitAsync("operator-phone", phone: true, "en-GB");
        await desk.SignInAsync(hub.SignIns[6]);
        await desk.At("nav-operate").ClickAsync();
        await Expect(desk.At("operate-rooms")).ToHaveTextAsync("0");
        await desk.ShootAsync("operate-quiet");

        await desk.Page.GotoAsync("/summon");
        await desk.At("summon-topic").FillAsync("系统运行演示");
        await desk.At("summon-submit").ClickAsync();
        await desk.Page.WaitForURLAsync(url => url.Contains("/g-", StringComparison.Ordinal));
        await desk.Page.GotoAsync("/room/" + desk.Page.Url.Split('/')[^1]);
        await desk.SayAsync("第一条");
        await phone.SignInAsync(hub.SignIns[6]);
        await phone.Page.GotoAsync("/me");
        await phone.At("me-operate").ClickAsync();

        await Expect(phone.At("operate-rooms")).ToHaveTextAsync("1");
        await Expect(phone.Page.Locator("canvas")).ToHaveCountAsync(4);
        await phone.ShootAsync("operate");
        await phone.CheckAccessAsync("operate");
        await desk.SayAsync("第二条");
        await desk.SayAsync("第三条");
        await desk.At("room-message").First.WaitForAsync();
        await desk.Page.GotoAsync("/operate");
        await Expect(desk.At("operate-ack")).ToContainTextAsync("ms");
        await Expect(desk.Page.Locator("canvas")).ToHaveCountAsync(4);
        await desk.ShootAsync("operate");
        await desk.CheckAccessAsync("operate");

        await using var member = await hub.VisitAsync("not-operator", phone: true);
        await member.SignInAsync(hub.SignIns[1]);
        await member.Page.GotoAsync("/operate");
        await Expect(member.At("operate-rooms")).ToHaveCountAsync(0);
        await Expect(member.At("nav-operate")).ToHaveCountAsync(0);
    }
}
