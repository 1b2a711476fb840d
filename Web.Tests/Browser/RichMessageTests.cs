using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Web.Tests.Browser;

/// <summary>What is more than text: a recording from the phone, a changed message with its trace, a quote.</summary>
[Trait("Category", "Browser")]
public sealed class RichMessageTests(DemoHub hub) : IClassFixture<DemoHub>
{
    [Fact]
    public async Task A_voice_message_a_changed_one_and_a_quote()
    {
        await using var secretary = await hub.VisitAsync("rich-desk", phone: false);
        await using var phone = await hub.VisitAsync("rich-phone", phone: true);
        await secretary.SignInAsync(hub.SignIns[0]);
        await phone.SignInAsync(hub.SignIns[1]);
        await secretary.Page.GotoAsync("/summon");
        await secretary.At("summon-topic").FillAsync("语音也可以");
        await secretary.At("summon-submit").ClickAsync();
        await secretary.Page.WaitForURLAsync(url => url.Contains("/g-", StringComparison.Ordinal));
        await secretary.Page.GotoAsync("/room/" + secretary.Page.Url.Split('/')[^1]);
        await phone.At("now-live-enter").First.ClickAsync();

        await Record(phone, secretary);
        await Change(phone, secretary);
        await Quote(phone, secretary);
    }

    private static async Task Record(Visitor phone, Visitor secretary)
    {
        foreach (var kind in new[] { "voice", "video" })
        {
            await phone.At("composer-record").ClickAsync();
            await phone.At($"record-{kind}").ClickAsync();
            await phone.RecordAsync();
            await phone.At("record-stop").ClickAsync();
            await phone.At("record-send").WaitForAsync();
            await phone.ShootAsync($"record-{kind}");
            await phone.CheckAccessAsync($"record-{kind}");
            await phone.At("record-send").ClickAsync();
            var clip = secretary.At("room-message").Locator($"[data-testid=clip][data-kind={kind}]");
            await clip.WaitForAsync();
            // It is there in full: the player itself says how far it can play.
            await clip.Locator(kind == "voice" ? "audio" : "video").EvaluateAsync(
                "async it => { it.muted = true; await it.play(); if (it.readyState < 2) throw new Error('not playing'); it.pause() }");
        }
    }

    private static async Task Change(Visitor phone, Visitor secretary)
    {
        await phone.SayAsync("下周三开会");
        await phone.MessageWith("下周三开会").GetByTestId("message-actions").ClickAsync();
        await phone.At("action-edit").ClickAsync();
        await phone.At("edit-text").FillAsync("下周四开会");
        await phone.ShootAsync("edit");
        await phone.CheckAccessAsync("edit");
        await phone.At("edit-save").ClickAsync();
        await Expect(secretary.MessageWith("下周四开会").GetByTestId("message-edited")).ToContainTextAsync("已修改");
        await Expect(secretary.MessageWith("下周三开会")).ToHaveCountAsync(0);
        await secretary.MessageWith("下周四开会").GetByTestId("message-actions").ClickAsync();
        await secretary.At("action-versions").ClickAsync();
        await Expect(secretary.At("version")).ToHaveCountAsync(2);
        await Expect(secretary.At("version").Last).ToContainTextAsync("下周三开会");
        await secretary.ShootAsync("versions");
        await secretary.CheckAccessAsync("versions");
        await secretary.Page.Keyboard.PressAsync("Escape");
    }

    private static async Task Quote(Visitor phone, Visitor secretary)
    {
        await secretary.MessageWith("下周四开会").GetByTestId("message-actions").ClickAsync();
        await secretary.At("action-reply").ClickAsync();
        await secretary.SayAsync("收到，准时到。");
        await Expect(phone.MessageWith("收到，准时到。")).ToContainTextAsync("下周四开会");
        await phone.ShootAsync("rich-room");
        await phone.CheckAccessAsync("rich-room");
        await secretary.ShootAsync("rich-room");
    }
}
