using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Web.Tests.Browser;

/// <summary>A phone that loses its network keeps what was typed and sends it once; English screens; the keyboard.</summary>
[Trait("Category", "Browser")]
public sealed class NetworkTests(DemoHub hub) : IClassFixture<DemoHub>
{
    [Fact]
    public async Task What_is_typed_offline_is_sent_once_when_the_network_is_back()
    {
        await using var secretary = await hub.VisitAsync("desk-en", phone: false, "en-GB");
        await using var phone = await hub.VisitAsync("phone-en", phone: true, "en-GB");
        await secretary.SignInAsync(hub.SignIns[0]);
        await phone.SignInAsync(hub.SignIns[3]);
        await secretary.Page.GotoAsync("/summon");
        await secretary.At("summon-topic").FillAsync("断网也不丢");
        await secretary.At("summon-submit").PressAsync("Enter");
        await secretary.Page.WaitForURLAsync(url => url.Contains("/g-", StringComparison.Ordinal));
        var room = "/room/" + secretary.Page.Url.Split('/')[^1];
        await secretary.Page.GotoAsync(room);
        await phone.At("now-live-enter").First.ClickAsync();
        await phone.SayAsync("online 1");

        await phone.Context.SetOfflineAsync(true);
        await Expect(phone.At("connection-pill").First).ToHaveAttributeAsync("data-state", "offline");
        await phone.At("composer").FillAsync("typed offline");
        await phone.At("composer-send").ClickAsync();
        await phone.At("outbox-row").First.WaitForAsync();
        await phone.ShootAsync("offline");
        await secretary.SayAsync("said meanwhile");

        await phone.Context.SetOfflineAsync(false);
        await phone.MessageWith("said meanwhile").WaitForAsync();
        await secretary.MessageWith("typed offline").WaitForAsync();
        await Expect(phone.At("outbox-row")).ToHaveCountAsync(0);
        await Expect(secretary.MessageWith("typed offline")).ToHaveCountAsync(1);
        await Expect(phone.MessageWith("typed offline")).ToHaveCountAsync(1);
        await phone.ShootAsync("room");
        await secretary.ShootAsync("room");
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_a_sentence()
    {
        await using var stranger = await hub.VisitAsync("stranger", phone: true);
        await stranger.Page.GotoAsync("/");
        await stranger.At("sign-in-number").FillAsync(hub.SignIns[1].Number);
        await stranger.At("sign-in-password").FillAsync("not the password");
        await stranger.At("sign-in-submit").ClickAsync();
        await Expect(stranger.At("refusal")).ToHaveAttributeAsync("data-rule", "sign-in.wrong");
        await stranger.ShootAsync("sign-in-refused");
    }
}
