using Microsoft.Playwright;

namespace Reliability.Dashboard.Tests.Browser;

/// <summary>The page of a trend on each screen, in each colour scheme, by the keyboard and without a script.</summary>
[Collection(ChromiumGroup.Name)]
public sealed class TrendPageTests(Chromium chromium)
{
    private static readonly int[] _widths = [320, 768, 1280, 1920];

    [Theory]
    [InlineData("/reliability/", ColorScheme.Light)]
    [InlineData("/reliability/", ColorScheme.Dark)]
    [InlineData(ShopTrend.Address, ColorScheme.Light)]
    [InlineData(ShopTrend.Address, ColorScheme.Dark)]
    public async Task The_page_has_no_error_and_no_sideways_scroll_on_any_screen(string address, ColorScheme scheme)
    {
        await using Shop shop = await OpenAsync();
        await using Tab tab = await chromium.OpenAsync(shop, options => options.ColorScheme = scheme);
        foreach (int width in _widths)
        {
            await tab.Page.SetViewportSizeAsync(width, 900);
            await tab.GoAsync(address);
            await tab.Page.Locator("#theme").WaitForAsync();
            await tab.RequireCleanAsync($"{address} {scheme} {width}");
            (await tab.CoveredLabelsAsync()).Should().BeEmpty($"{address} {width}");
        }
    }

    [Theory]
    [InlineData(ShopTrend.Address, 1280)]
    [InlineData(ShopTrend.Address, 320)]
    [InlineData("/reliability/", 1280)]
    [InlineData("/reliability/trend/queue", 1280)]
    public async Task Axe_finds_nothing_against_WCAG_2_2_AA(string address, int width)
    {
        await using Shop shop = await OpenAsync();
        (await Axe.FindAsync(chromium, shop, address, width: width)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_row_of_the_overview_leads_to_the_page_which_is_complete_without_a_script()
    {
        await using Shop shop = await OpenAsync();
        await using Tab with = await chromium.OpenAsync(shop);
        await using Tab without = await chromium.OpenAsync(shop, options => options.JavaScriptEnabled = false);
        await without.GoAsync("/reliability/");
        await without.Page.Locator("#trends tbody th a").First.ClickAsync();
        await without.Page.WaitForURLAsync("**" + ShopTrend.Address);
        (await without.Page.Locator("h1").InnerTextAsync()).Should().Be(ShopTrend.Metric);
        await with.GoAsync(ShopTrend.Address);
        await with.Page.Locator("#theme").WaitForAsync();
        string full = await with.Page.Locator("main").InnerTextAsync();
        string plain = await without.Page.Locator("main").InnerTextAsync();
        Words(plain).Should().Equal(Words(full.Replace("Copy as CSV", string.Empty, StringComparison.Ordinal)));
        plain.Should().Contain("degrading").And.Contain("deployment 4.7.1").And.Contain("Why is the verdict so?");
        (await without.Page.Locator("#chart-trend svg[role=img]").IsVisibleAsync()).Should().BeTrue();
        without.Problems.Should().BeEmpty();

        static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public async Task Arrow_keys_on_the_chart_announce_its_values_in_milliseconds_and_the_tab_key_meets_every_control()
    {
        await using Shop shop = await OpenAsync();
        await using Tab tab = await chromium.OpenAsync(shop);
        await tab.GoAsync(ShopTrend.Address);
        await tab.Page.Locator("#theme").WaitForAsync();
        await tab.RequireWalkAsync();
        await tab.Page.Locator("#chart-trend svg[data-series]").FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowLeft");
        ILocator tip = tab.Page.Locator("#chart-trend ~ output.tip, #chart-trend output.tip").First;
        (await tip.InnerTextAsync()).Should().MatchRegex(@"^20\d\d-\d\d-\d\d \d\d:\d\d: Forecast [\d.]+ ms, 90 % of the forecast, low ");
        await tab.Page.Keyboard.PressAsync("Home");
        (await tip.InnerTextAsync()).Should().MatchRegex(@"^20\d\d-\d\d-\d\d \d\d:\d\d: Value [\d.]+ ms").And.NotContain("Forecast");
        tab.Problems.Should().BeEmpty();
    }

    private static async Task<Shop> OpenAsync()
    {
        Shop shop = await Shop.OpenAsync(ShopTrend.Declare);
        await ShopTrend.RecordAsync(shop);
        return shop;
    }
}
