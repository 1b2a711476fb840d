using Microsoft.Playwright;
using Web.Tests.Commands;
using Web.Tests.Support;

namespace Web.Tests.Browser;

/// <summary>The built hub with the demo tenant as a process of its own, on its own <see cref="TestDatabase"/>, and a real Chromium to look at it.</summary>
public class DemoHub : IAsyncLifetime
{
    private const string Ready = "listening on ";

    private readonly TemporaryFolder _folder = new();
    private HubProcess? _hub;
    private string? _postgres;

    internal string Origin { get; private set; } = "";

    /// <summary>Settings of the hub, named as in the environment.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    /// <summary>The secretary first, then three members of the same committee, then the first member's branch secretary and deputy, then the root's secretary, then the secretary of the branch beside.</summary>
    internal IReadOnlyList<(string Number, string Password)> SignIns { get; private set; } = [];

    /// <summary>Where screenshots go: <c>artifacts/screenshots</c> of the checkout.</summary>
    internal static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Root(), "artifacts", "screenshots")).FullName;

    public async Task InitializeAsync()
    {
        _postgres = await DemoData.CopyAsync(_folder["data"]);
        var settings = TestDatabase.Settings(_postgres);
        foreach (var (name, value) in Settings)
        {
            settings[name] = value;
        }

        _hub = HubProcess.Start(settings, "run", "--demo", "--data", _folder["data"], "--port", "0");
        var line = await _hub.ReadLineAsync();
        Assert.StartsWith(Ready, line, StringComparison.Ordinal);
        Origin = line![Ready.Length..];
        SignIns = [.. File.ReadLines(_folder["data/demo-sign-ins.txt"]).Select(line => line.Split('\t')).Select(p => (p[1], p[2]))];
    }

    public async Task DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }

        await TestDatabase.DropAsync(_postgres);
        await DemoData.ReturnAsync();
        _folder.Dispose();
    }

    /// <summary>
    /// A browser of its own (own cookies, own storage), wide like a desk or narrow like a phone. On PostgreSQL everyone
    /// speaks the other language: so each story is seen at both widths in both.
    /// </summary>
    internal async Task<Visitor> VisitAsync(string name, bool phone, string locale = "zh-CN")
    {
        var english = (locale == "en-GB") != TestDatabase.OnPostgres;
        var browser = await Chromium.SharedAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = phone ? new ViewportSize { Width = 360, Height = 740 } : new ViewportSize { Width = 1440, Height = 900 },
            HasTouch = phone,
            Locale = english ? "en-GB" : "zh-CN",
            BaseURL = Origin,
            AcceptDownloads = true,
        });
        if (english)
        {
            await context.AddInitScriptAsync("localStorage.getItem('hub.locale') ?? localStorage.setItem('hub.locale', 'en')");
        }

        return await Visitor.OpenAsync(name, context, english);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Hub.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
