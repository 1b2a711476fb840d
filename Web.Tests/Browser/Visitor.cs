using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Web.Tests.Support;

namespace Web.Tests.Browser;

/// <summary>One person at one device. Whatever the page complains of (errors, the content policy) is kept and fails the test.</summary>
internal sealed partial class Visitor : IAsyncDisposable
{
    private readonly List<string> _complaints = [];
    private readonly string _name;
    private readonly bool _english;

    private Visitor(string name, IBrowserContext context, IPage page, bool english)
    {
        (_name, Context, Page, _english) = (name, context, page, english);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            // What is refused or unreachable is the browser's own line; the screens show it to the person.
            if (message.Type == "error" && !Expected().IsMatch(message.Text))
            {
                _complaints.Add(message.Text);
            }
        };
    }

    /// <summary>Whether the screens are judged by axe: on PostgreSQL they are the same, and were judged where SQLite is under them.</summary>
    public bool Judged { get; set; } = !TestDatabase.OnPostgres;

    public IBrowserContext Context { get; }
    public IPage Page { get; }

    public static async Task<Visitor> OpenAsync(string name, IBrowserContext context, bool english)
    {
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        return new Visitor(name, context, page, english);
    }

    /// <summary>The words that this person reads.</summary>
    public string Says(string chinese, string english) => _english ? english : chinese;

    public ILocator At(string testId) => Page.GetByTestId(testId);

    public async Task SignInAsync((string Number, string Password) person)
    {
        await Page.GotoAsync("/");
        await At("sign-in-number").FillAsync(person.Number);
        await At("sign-in-password").FillAsync(person.Password);
        await At("sign-in-submit").ClickAsync();
        await At("nav-now").WaitForAsync();
    }

    /// <summary>Sends a message and waits until it stands in the room's log.</summary>
    public async Task SayAsync(string text)
    {
        await At("composer").FillAsync(text);
        await At("composer-send").ClickAsync();
        await MessageWith(text).WaitForAsync();
    }

    /// <summary>Sends a message in a consultation and waits until it stands there.</summary>
    public async Task ConsultAsync(string text)
    {
        await At("composer").FillAsync(text);
        await At("composer-send").ClickAsync();
        await At("consultation-message").Filter(new LocatorFilterOptions { HasText = text }).WaitForAsync();
    }

    /// <summary>Waits until the recording that runs has something: whoever looks now and then may miss one second, not all.</summary>
    public Task RecordAsync() => Assertions.Expect(At("record-time")).ToHaveAttributeAsync("data-seconds", Begun());

    public ILocator MessageWith(string text) => At("room-message").Filter(new LocatorFilterOptions { HasText = text });

    /// <summary>Answers the sheet that asks for a sentence, or only for a yes.</summary>
    public async Task AnswerAsync(string? text = null)
    {
        if (text is not null)
        {
            await At("ask-text").FillAsync(text);
        }

        await At("ask-confirm").ClickAsync();
        await At("ask-confirm").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
    }

    /// <summary>A picture of the screen as the person sees it, and a check that nothing runs over its edge.</summary>
    public async Task ShootAsync(string screen)
    {
        if (!TestDatabase.OnPostgres)
        {
            await PictureAsync(screen);
        }

        var over = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(over <= 0, $"{screen} of {_name} is {over} px too wide.");
    }

    /// <summary>No violation of serious or critical kind on the screen as it stands.</summary>
    public async Task CheckAccessAsync(string screen)
    {
        if (!Judged)
        {
            return;
        }

        // What fades in or out is judged when it stands.
        await Page.EvaluateAsync(
            "() => Promise.all(document.getAnimations().filter(it => Number.isFinite(it.effect.getComputedTiming().endTime)).map(it => it.finished.catch(() => {})))");
        await Page.EvaluateAsync(await Axe.ScriptAsync());
        var found = await Page.EvaluateAsync<string[]>(Axe.Run);
        Assert.True(found.Length == 0, $"{screen} of {_name}: {string.Join("; ", found)}");
    }

    public async ValueTask DisposeAsync()
    {
        // Where a test fails, this is what the person had before them.
        await PictureAsync("last");
        await Context.DisposeAsync();
        Assert.True(_complaints.Count == 0, $"{_name}: {string.Join("\n", _complaints)}");
    }

    private async Task PictureAsync(string screen) => await Page.ScreenshotAsync(
        new PageScreenshotOptions { Path = Path.Combine(DemoHub.Screenshots, $"{screen}-{_name}{(TestDatabase.OnPostgres ? "-postgres" : "")}.png") });

    [GeneratedRegex("^[1-9]")]
    private static partial Regex Begun();

    [GeneratedRegex("Failed to load resource|net::ERR_|WebSocket")]
    private static partial Regex Expected();
}
