using Microsoft.Playwright;

namespace Web.Tests.Browser;

/// <summary>One real Chromium for every test of this process: whoever visits has a context of their own. It ends with the process.</summary>
internal static class Chromium
{
    /// <summary>Debian's, where it can be without the windows that nobody sees; a machine that has another names it.</summary>
    private static readonly string Program = Environment.GetEnvironmentVariable("HUB_CHROMIUM")
        ?? (File.Exists(Shell) ? Shell : "/usr/bin/chromium");

    private const string Shell = "/usr/bin/chromium-headless-shell";

    /// <summary>Milliseconds that a screen may take on a machine that is busy with other things.</summary>
    private const float ExpectMost = 20_000;

    private static readonly Lazy<Task<IBrowser>> Lazy = new(LaunchAsync);

    public static Task<IBrowser> SharedAsync() => Lazy.Value;

    private static async Task<IBrowser> LaunchAsync()
    {
        // Its driver reads from this process and ends the browser at the end of what it reads, whichever way that comes.
        var playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(ExpectMost);
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
                // A container's /dev/shm may be too small for a page; the shell without windows does not look.
                "--disable-dev-shm-usage",
                // A beep and a moving picture instead of what this machine does not have.
                "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
            ],
        });
    }
}
