using Microsoft.Playwright;

namespace Reliability.Dashboard.Tests.Browser;

/// <summary>
/// The Chromium of the system, started once for all tests. Playwright's driver comes with its package; nothing is downloaded.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Path = "/usr/bin/chromium";

    private IPlaywright? _driver;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Path))
        {
            throw new InvalidOperationException(
                $"These tests need Chromium at {Path}. eng/test.sh installs it: apt-get install --no-install-recommends chromium.");
        }

        _driver = await Playwright.CreateAsync();
        _browser = await _driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path,
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _driver?.Dispose();
    }

    /// <summary>Opens a tab that loads from one site alone.</summary>
    internal async Task<Tab> OpenAsync(Shop shop, Action<BrowserNewContextOptions>? configure = null)
    {
        var options = new BrowserNewContextOptions
        {
            BaseURL = shop.Client.BaseAddress!.ToString(),
            ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "UTC",
        };
        configure?.Invoke(options);
        return await Tab.OpenAsync(await _browser!.NewContextAsync(options), shop.Client.BaseAddress!);
    }
}
