using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static Web.Tests.Browser.Look;

namespace Web.Tests.Browser;

/// <summary>
/// Every screen of the live room in both languages at both widths: the desk's own and the members', with what was said,
/// asked, voted, flagged and answered on them. In English no heading or tab speaks Chinese.
/// </summary>
[Trait("Category", "Browser")]
public sealed class EveryLanguageTests(DemoHub hub) : IClassFixture<DemoHub>
{
    [Theory]
    [InlineData("zh", true)]
    [InlineData("zh", false)]
    [InlineData("en", true)]
    [InlineData("en", false)]
    public async Task The_live_room_speaks_the_language_at_every_width(string language, bool phone)
    {
        var width = phone ? 360 : 1440;
        await using var officer = await VisitAsync($"officer-{language}-{width}", language, phone, 0);
        await using var member = await VisitAsync($"member-{language}-{width}", language, phone, 1);
        // Each language and each width once: what a reader's machine meets hangs on one or the other.
        officer.Judged = member.Judged = phone == (language == "zh");
        await officer.Page.GotoAsync("/summon");
        await officer.At("summon-topic").FillAsync("Reading week");
        await LookAsync(officer, "every-summon");
        await officer.At("summon-submit").ClickAsync();
        await officer.Page.WaitForURLAsync(url => url.Contains("/g-", StringComparison.Ordinal));
        var gathering = officer.Page.Url.Split('/')[^1];
        await officer.Page.GotoAsync("/room/" + gathering);
        await member.Page.GotoAsync("/room/" + gathering);

        await Talk(officer, member);
        await officer.Page.GotoAsync("/console/" + gathering);
        await Vote(officer, member, phone);
        await Queue(officer, member);
        await Ask(officer, member);
        await Flags(officer, phone);
    }

    [Theory]
    [InlineData("zh", true)]
    [InlineData("en", false)]
    public async Task The_operators_page_speaks_the_language_at_every_width(string language, bool phone)
    {
        await using var operating = await VisitAsync($"operating-{language}-{(phone ? 360 : 1440)}", language, phone, 6);
        await operating.Page.GotoAsync("/operate");
        await operating.At("operate-rooms").WaitForAsync();
        await Expect(operating.Page.Locator("canvas")).ToHaveCountAsync(4);
        await LookAsync(operating, "every-operate");
    }

    [Theory]
    [InlineData("zh", false)]
    [InlineData("en", true)]
    [InlineData("en", false)]
    public async Task Consultations_speak_the_language_at_every_width(string language, bool phone)
    {
        var width = phone ? 360 : 1440;
        await using var member = await VisitAsync($"asking-{language}-{width}", language, phone, 1);
        await using var secretary = await VisitAsync($"answering-{language}-{width}", language, phone, 4);
        var subject = $"Papers {language} {width}";
        await member.Page.GotoAsync("/ask");
        await member.At("ask-start").ClickAsync();
        await member.At("ask-subject").FillAsync(subject);
        await member.At("ask-text-field").FillAsync("Which papers do I bring?");
        await LookAsync(member, "every-ask");
        await member.At("ask-submit").ClickAsync();
        await member.At("consultation-message").First.WaitForAsync();
        await secretary.Page.GotoAsync("/desk");
        var row = secretary.At("consultation-row").Filter(new LocatorFilterOptions { HasText = subject });
        await row.WaitForAsync();
        await LookAsync(secretary, "every-desk");
        await row.ClickAsync();
        await secretary.At("consultation-take").ClickAsync();
        await secretary.ConsultAsync("The letter is enough.");
        await LookAsync(secretary, "every-thread");
        await secretary.At("consultation-close").ClickAsync();
        await secretary.AnswerAsync();
        await member.At("consultation-yes").WaitForAsync();
        await LookAsync(member, "every-answered");
    }

    private async Task<Visitor> VisitAsync(string name, string language, bool phone, int who)
    {
        var visitor = await hub.VisitAsync(name, phone, language == "en" ? "en-GB" : "zh-CN");
        await visitor.SignInAsync(hub.SignIns[who]);
        return visitor;
    }

    private static async Task Talk(Visitor officer, Visitor member)
    {
        await member.SayAsync("Tuesday at noon");
        await member.MessageWith("Tuesday").GetByTestId("message-actions").ClickAsync();
        await LookAsync(member, "every-actions");
        await member.At("action-edit").ClickAsync();
        await member.At("edit-text").FillAsync("Wednesday at noon");
        await LookAsync(member, "every-edit");
        await member.At("edit-save").ClickAsync();
        await officer.MessageWith("Wednesday").GetByTestId("message-edited").WaitForAsync();
        await officer.MessageWith("Wednesday").GetByTestId("message-actions").ClickAsync();
        await officer.At("action-versions").ClickAsync();
        await Expect(officer.At("version")).ToHaveCountAsync(2);
        await LookAsync(officer, "every-versions");
        await officer.Page.Keyboard.PressAsync("Escape");
        await officer.MessageWith("Wednesday").GetByTestId("message-actions").ClickAsync();
        await officer.At("action-reply").ClickAsync();
        await officer.SayAsync("Agreed");
        await member.At("composer-record").ClickAsync();
        await member.At("record-voice").ClickAsync();
        await member.RecordAsync();
        await member.At("record-stop").ClickAsync();
        await member.At("record-send").WaitForAsync();
        await LookAsync(member, "every-record");
        await member.At("record-send").ClickAsync();
        await officer.At("clip").First.WaitForAsync();
        await officer.MessageWith("Wednesday").First.GetByTestId("message-actions").ClickAsync();
        await officer.At("action-flag").ClickAsync();
        await LookAsync(officer, "every-flag");
        await officer.AnswerAsync("off topic");
        await LookAsync(member, "every-talk");
    }

    private static async Task Vote(Visitor officer, Visitor member, bool phone)
    {
        await officer.At("console-expected").WaitForAsync();
        await LookAsync(officer, "every-console");
        if (phone)
        {
            await officer.At("console-tab-order").ClickAsync();
        }

        await officer.At("poll-make").ClickAsync();
        await officer.At("poll-title").FillAsync("Which day");
        await officer.At("poll-option-text").Nth(0).FillAsync("Wed");
        await officer.At("poll-option-text").Nth(1).FillAsync("Fri");
        await LookAsync(officer, "every-poll-maker");
        await officer.At("poll-open-now").ClickAsync();
        await member.At("poll-banner").GetByRole(AriaRole.Button).ClickAsync();
        await member.At("poll-option").First.CheckAsync();
        await LookAsync(member, "every-ballot");
        await member.At("poll-vote").ClickAsync();
        await member.At("poll-voted").WaitForAsync();
        await Expect(officer.At("poll-result").First.GetByTestId("poll-bar").First).ToContainTextAsync("1");
        await officer.At("poll-close").First.ClickAsync();
        await officer.AnswerAsync();
        await Expect(member.At("poll-card").First.GetByTestId("poll-vote")).ToHaveCountAsync(0);
        await LookAsync(member, "every-tally");
    }

    private static async Task Queue(Visitor officer, Visitor member)
    {
        await member.At("hand-raise").ClickAsync();
        await member.At("hand-place").WaitForAsync();
        await LookAsync(member, "every-hand");
        await officer.At("queue-next").ClickAsync();
        await member.At("floor-speaker").WaitForAsync();
        await LookAsync(member, "every-floor");
        await LookAsync(officer, "every-queue");
        await member.At("floor-done").ClickAsync();
    }

    private static async Task Ask(Visitor officer, Visitor member)
    {
        await member.At("room-tab-questions").ClickAsync();
        await member.At("question-text").FillAsync("When does it start?");
        await member.At("question-send").ClickAsync();
        await officer.At("question-answer").First.ClickAsync();
        await officer.At("answer-text").FillAsync("Next week");
        await LookAsync(officer, "every-answer");
        await officer.At("answer-confirm").ClickAsync();
        await Expect(member.At("question").First).ToContainTextAsync("Next week");
        await LookAsync(member, "every-questions");
    }

    private static async Task Flags(Visitor officer, bool phone)
    {
        await officer.At("flag").First.ScrollIntoViewIfNeededAsync();
        await LookAsync(officer, "every-order");
        await officer.At("flag-dismiss").First.ClickAsync();
        await Expect(officer.At("flag-dismiss")).ToHaveCountAsync(0);
        if (phone)
        {
            await officer.At("console-tab-charts").ClickAsync();
        }

        await LookAsync(officer, "every-charts");
    }
}
