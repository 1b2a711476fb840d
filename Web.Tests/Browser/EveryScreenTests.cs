using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static Web.Tests.Browser.Look;

namespace Web.Tests.Browser;

/// <summary>Every screen of the organisation, the officers' and the members', as it opens, in both languages at both widths.</summary>
[Trait("Category", "Browser")]
public sealed class EveryScreenTests(DemoHub hub) : IClassFixture<DemoHub>
{
    /// <summary>Headings and rows name units, and those have Chinese names.</summary>
    private const string Labels = "legend,[role=tab],thead th,.button,.field > label,.field > span";

    private static readonly string[] Officers =
    [
        "/org", "/org/tree", "/org/enterprises", "/stats", "/census", "/org/transfers", "/org/pocket", "/org/cards", "/org/unit-transfer",
        "/org/offices", "/org/development", "/org/declarations", "/org/import", "/org/export", "/org/corrections", "/org/audit", "/org/virtual", "/org/texts",
    ];

    private static readonly string[] Members =
    [
        "/", "/points", "/me", "/me/rights", "/me/privacy", "/me/data", "/transfer", "/transfer/new", "/card/new", "/groups", "/groups/find",
        "/groups/new/virtual", "/groups/new/life", "/register", "/find", "/declare", "/declare/status", "/password",
    ];

    [Theory]
    [InlineData("zh", true)]
    [InlineData("zh", false)]
    [InlineData("en", true)]
    [InlineData("en", false)]
    public async Task Every_screen_of_the_organisation_speaks_the_language_at_every_width(string language, bool phone)
    {
        await WalkAsync(language, phone, 6, Officers);
        await WalkAsync(language, phone, 1, Members);
    }

    private async Task WalkAsync(string language, bool phone, int who, string[] screens)
    {
        await using var visitor = await hub.VisitAsync($"{language}-{(phone ? 360 : 1440)}", phone, language == "en" ? "en-GB" : "zh-CN");
        // Each language and each width once: what a reader's machine meets hangs on one or the other.
        visitor.Judged &= phone == (language == "zh");
        await visitor.SignInAsync(hub.SignIns[who]);
        var failed = new List<string>();
        foreach (var path in screens)
        {
            await visitor.Page.GotoAsync(path);
            await visitor.Page.Locator("main h1").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
            await Expect(visitor.Page.Locator("[role=status] .lines")).ToHaveCountAsync(0);
            Assert.Equal(path, new Uri(visitor.Page.Url).AbsolutePath);
            try
            {
                await LookAsync(visitor, "screen" + path.Replace('/', '-'), Labels);
            }
            catch (Xunit.Sdk.XunitException wrong)
            {
                // One look at all of them tells more than the first that is wrong.
                failed.Add(wrong.Message);
            }
        }

        Assert.True(failed.Count == 0, string.Join("\n", failed));
    }
}
