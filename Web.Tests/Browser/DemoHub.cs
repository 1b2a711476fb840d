using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;
using Web.Tests.Commands;

namespace Web.Tests.Browser;

/// <summary>The built hub with the demo tenant as a process of its own, and a real Chromium to look at it.</summary>
public class DemoHub : IAsyncLifetime
{
    /// <summary>Debian's; a machine that has another names it.</summary>
    private static readonly string Chromium = Environment.GetEnvironmentVariable("HUB_CHROMIUM") ?? "/usr/bin/chromium";

    private readonly TemporaryFolder _folder = new();
    private HubProcess? _hub;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal string Origin { get; private set; } = "";

    /// <summary>Settings of the hub, named as in the environment.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    /// <summary>The secretary first, then three members of the same committee, then the first member's branch secretary and deputy, then the root's secretary, then the secretary of the branch beside.</summary>
    internal IReadOnlyList<(string Number, string Password)> SignIns { get; private set; } = [];

    /// <summary>Where screenshots go: <c>artifacts/screenshots</c> of the checkout.</summary>
    internal static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Root(), "artifacts", "screenshots")).FullName;

    public async Task InitializeAsync()
    {
        var port = FreePort();
        _hub = HubProcess.Start(Settings, "run", "--demo", "--data", _folder["data"], "--port", $"{port}");
        Origin = $"http://127.0.0.1:{port}";
        Assert.Equal($"listening on {Origin}", await _hub.ReadLineAsync());
        SignIns = [.. File.ReadLines(_folder["data/demo-sign-ins.txt"]).Select(line => line.Split('\t')).Select(p => (p[1], p[2]))];
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
                // A beep and a moving picture instead of what this machine does not have.
                "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>A browser of its own (own cookies, own storage), wide like a desk or narrow like a phone.</summary>
    internal async Task<Visitor> VisitAsync(string name, bool phone, string locale = "zh-CN")
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = phone ? new ViewportSize { Width = 360, Height = 740 } : new ViewportSize { Width = 1440, Height = 900 },
            HasTouch = phone,
            Locale = locale,
            BaseURL = Origin,
            AcceptDownloads = true,
        });
        return await Visitor.OpenAsync(name, context);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
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
