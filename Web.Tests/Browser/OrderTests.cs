using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Web.Tests.Browser;

/// <summary>Order in a big room, in real browsers: polls, hands, questions, flags and appeals.</summary>
[Trait("Category", "Browser")]
public sealed class OrderTests(DemoHub hub) : IClassFixture<DemoHub>
{
    /// <summary>A gathering with its secretary at the console and two members on phones, one of them reading English.</summary>
    internal static async Task<(Visitor Secretary, Visitor Phone, Visitor English)> GatherAsync(DemoHub hub, string topic)
    {
        var secretary = await hub.VisitAsync("order-desk", phone: false);
        var phone = await hub.VisitAsync("order-phone", phone: true);
        var english = await hub.VisitAsync("order-en", phone: true, "en-GB");
        await secretary.SignInAsync(hub.SignIns[0]);
        await phone.SignInAsync(hub.SignIns[1]);
        await english.SignInAsync(hub.SignIns[2]);
        await secretary.Page.GotoAsync("/summon");
        await secretary.At("summon-topic").FillAsync(topic);
        await secretary.At("summon-submit").ClickAsync();
        await secretary.Page.WaitForURLAsync(url => url.Contains("/g-", StringComparison.Ordinal));
        var gathering = secretary.Page.Url.Split('/')[^1];
        await secretary.Page.GotoAsync("/console/" + gathering);
        await phone.Page.GotoAsync("/room/" + gathering);
        await english.Page.GotoAsync("/room/" + gathering);
        await phone.At("composer").WaitForAsync();
        await english.At("composer").WaitForAsync();
        return (secretary, phone, english);
    }

    [Fact]
    public async Task A_poll_from_the_desk_is_answered_on_phones_and_tallied_live()
    {
        var (secretary, phone, english) = await GatherAsync(hub, "表决活动安排");
        await using var _ = secretary;
        await using var __ = phone;
        await using var ___ = english;

        await MakeAsync(secretary, "活动安排在哪天", anonymous: false, "poll-keep");
        await secretary.At("poll-prepared").WaitForAsync();
        await Expect(phone.At("poll-banner")).ToHaveCountAsync(0);
        await secretary.At("poll-open").ClickAsync();
        await phone.At("poll-banner").GetByRole(AriaRole.Button).ClickAsync();
        await phone.ShootAsync("poll-ballot");
        await phone.CheckAccessAsync("poll-ballot");
        await phone.At("poll-option").First.CheckAsync();
        await phone.At("poll-vote").ClickAsync();
        await phone.At("poll-voted").WaitForAsync();
        await Expect(secretary.At("poll-result").First.GetByTestId("poll-bar").First).ToContainTextAsync("1 票");
        await english.At("room-tab-polls").ClickAsync();
        // With the keyboard alone.
        await english.At("poll-option").Nth(1).FocusAsync();
        await english.Page.Keyboard.PressAsync("Space");
        await english.At("poll-vote").PressAsync("Enter");
        await Expect(english.At("poll-bar").Nth(1)).ToContainTextAsync("1 (50%)");
        await english.ShootAsync("poll-voted");
        await english.CheckAccessAsync("poll-voted");
        await secretary.At("poll-ballots").First.ClickAsync();
        await Expect(secretary.At("poll-ballot-list")).ToContainTextAsync("周三");
        await secretary.Page.Keyboard.PressAsync("Escape");

        await MakeAsync(secretary, "满意度（无记名）", anonymous: true, "poll-open-now");
        await phone.At("poll-card").Filter(new LocatorFilterOptions { HasText = "满意度（无记名）" }).WaitForAsync();
        await phone.At("poll-option").First.CheckAsync();
        await phone.At("poll-vote").ClickAsync();
        await Expect(secretary.At("poll-result").First.GetByTestId("poll-turnout")).ToContainTextAsync("已投 1");
        await Expect(secretary.At("poll-result").First.GetByTestId("poll-bar").First).Not.ToContainTextAsync("票");
        await secretary.ShootAsync("console-polls");
        await secretary.CheckAccessAsync("console-polls");
        await secretary.At("poll-close").First.ClickAsync();
        await secretary.AnswerAsync();
        await Expect(phone.At("poll-bar").Filter(new LocatorFilterOptions { HasText = "1 票" })).Not.ToHaveCountAsync(0);
        foreach (var (export, starts) in new[] { ("poll-csv", "\uFEFF"), ("poll-xlsx", "PK") })
        {
            var download = await secretary.Page.RunAndWaitForDownloadAsync(() => secretary.At(export).First.ClickAsync());
            using var file = new StreamReader(await download.CreateReadStreamAsync(), new System.Text.UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
            Assert.StartsWith(starts, await file.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Hands_questions_and_the_floor_are_led_from_the_desk()
    {
        var (secretary, phone, english) = await GatherAsync(hub, "大会发言");
        await using var _ = secretary;
        await using var __ = phone;
        await using var ___ = english;

        await secretary.At("queue-seconds").SelectOptionAsync("120");
        await phone.At("hand-raise").ClickAsync();
        await Expect(phone.At("hand-place")).ToContainTextAsync("第 1 位");
        await english.At("hand-order").PressAsync("Enter");
        await Expect(english.At("hand-place")).ToContainTextAsync("number 1");
        await Expect(phone.At("hand-place")).ToContainTextAsync("第 2 位");
        await secretary.At("queue-fair").CheckAsync();
        await secretary.At("queue-next").ClickAsync();
        await Expect(english.At("floor-speaker")).ToContainTextAsync("You have the floor");
        await Expect(phone.At("speaker-time")).ToContainTextAsync("剩 0");
        await phone.ShootAsync("floor");
        await phone.CheckAccessAsync("floor");
        await english.ShootAsync("floor");
        await english.CheckAccessAsync("floor");
        await secretary.At("queue-pause").ClickAsync();
        await Expect(phone.At("speaker-time")).ToContainTextAsync("已暂停");
        await english.At("floor-done").ClickAsync();
        await Expect(phone.At("floor-speaker")).ToHaveCountAsync(0);

        await phone.At("room-tab-questions").ClickAsync();
        await phone.At("question-text").FillAsync("培训班什么时候开？");
        await phone.At("question-send").ClickAsync();
        await english.At("room-tab-questions").ClickAsync();
        await english.At("question").First.WaitForAsync();
        await english.At("question-vote").First.PressAsync("Enter");
        await Expect(phone.At("question-vote").First).ToContainTextAsync("1");
        await english.At("question-text").FillAsync("何时开班？");
        await english.At("question-send").ClickAsync();
        await Expect(secretary.At("console-question")).ToHaveCountAsync(2);
        await secretary.ShootAsync("console-order");
        await secretary.Page.GetByTestId("console-queue").ScrollIntoViewIfNeededAsync();
        await secretary.ShootAsync("console-queue");
        await secretary.CheckAccessAsync("console-order");
        await secretary.At("console-question").Filter(new LocatorFilterOptions { HasText = "何时开班？" }).GetByTestId("question-merge").ClickAsync();
        await secretary.At("question-merge-into").First.ClickAsync();
        await Expect(phone.At("question")).ToHaveCountAsync(1);
        await secretary.At("question-answer").First.ClickAsync();
        await secretary.At("answer-text").FillAsync("下周三上午");
        await secretary.At("answer-confirm").ClickAsync();
        await Expect(phone.At("question").First).ToContainTextAsync("下周三上午");
        await phone.ShootAsync("questions");
        await phone.CheckAccessAsync("questions");
        await english.ShootAsync("questions");
        await english.CheckAccessAsync("questions");
    }

    [Fact]
    public async Task A_flagged_message_is_hidden_and_its_author_is_told_and_appeals()
    {
        var (secretary, phone, english) = await GatherAsync(hub, "秩序");
        await using var _ = secretary;
        await using var __ = phone;
        await using var ___ = english;

        await phone.SayAsync("与主题无关的话");
        await english.MessageWith("与主题无关的话").GetByTestId("message-actions").ClickAsync();
        await english.At("action-flag").ClickAsync();
        await english.CheckAccessAsync("flag");
        await english.ShootAsync("flag");
        await english.AnswerAsync("off topic");
        await secretary.At("flag").WaitForAsync();
        await Expect(secretary.At("flag")).ToContainTextAsync("off topic");
        await secretary.At("flag-hide").ClickAsync();
        await secretary.AnswerAsync("请围绕主题");
        await Expect(phone.At("room-message").First).ToContainTextAsync("请围绕主题");
        await Expect(english.At("room-message").First).Not.ToContainTextAsync("与主题无关的话");
        await phone.At("message-appeal").ClickAsync();
        await phone.AnswerAsync("这与议题有关");
        await phone.At("room-message").First.GetByText("已申诉").WaitForAsync();
        await phone.ShootAsync("appealed");
        await phone.CheckAccessAsync("appealed");
        await Expect(secretary.At("appeal")).ToContainTextAsync("须由另一位负责人处理");
        await secretary.At("appeal").ScrollIntoViewIfNeededAsync();
        await secretary.ShootAsync("console-flags");
        await secretary.CheckAccessAsync("console-flags");
        await phone.Page.ReloadAsync();
        await phone.At("room-message").First.GetByText("已申诉").WaitForAsync();
    }

    private static async Task MakeAsync(Visitor secretary, string title, bool anonymous, string finish)
    {
        await secretary.At("poll-make").ClickAsync();
        await secretary.At("poll-title").FillAsync(title);
        await secretary.At("poll-option-text").Nth(0).FillAsync("周三");
        await secretary.At("poll-option-text").Nth(1).FillAsync("周五");
        if (anonymous)
        {
            await secretary.At("poll-anonymous").CheckAsync(new LocatorCheckOptions { Force = true });
        }

        await secretary.ShootAsync("poll-maker");
        await secretary.CheckAccessAsync("poll-maker");
        await secretary.At(finish).ClickAsync();
        await secretary.At("poll-title").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
    }
}
