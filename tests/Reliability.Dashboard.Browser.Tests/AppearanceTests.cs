using Microsoft.Playwright;

namespace Reliability.Dashboard.Tests.Browser;

/// <summary>What a reader sees on each screen, in each colour scheme and in each state.</summary>
[Collection(ChromiumGroup.Name)]
public sealed class AppearanceTests(Chromium chromium)
{
    private static readonly int[] _widths = [320, 768, 1280, 1920];

    [Theory]
    [InlineData("/reliability/", ColorScheme.Light)]
    [InlineData("/reliability/", ColorScheme.Dark)]
    [InlineData("/reliability/slo/checkout", ColorScheme.Light)]
    [InlineData("/reliability/slo/checkout", ColorScheme.Dark)]
    public async Task A_page_has_no_error_no_foreign_request_and_no_sideways_scroll_on_any_screen(string address, ColorScheme scheme)
    {
        await using Shop shop = await Shop.OpenAsync();
        await using Tab tab = await chromium.OpenAsync(shop, options => options.ColorScheme = scheme);
        foreach (int width in _widths)
        {
            await tab.Page.SetViewportSizeAsync(width, 900);
            await tab.GoAsync(address);
            await tab.Page.Locator("#theme").WaitForAsync();
            await tab.RequireCleanAsync($"{address} {scheme} {width}");
            (await tab.CoveredLabelsAsync()).Should().BeEmpty($"{address} {width}");
        }

        string paper = await tab.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor");
        paper.Should().Be(scheme == ColorScheme.Light ? "rgb(246, 245, 242)" : "rgb(20, 23, 26)");
    }

    [Theory]
    [InlineData("empty", "/reliability/", 200, "No objective yet")]
    [InlineData("healthy", "/reliability/", 200, "Nothing does.")]
    [InlineData("healthy", "/reliability/slo/checkout", 200, "healthy")]
    [InlineData("burning", "/reliability/", 200, "Releases of shop are blocked")]
    [InlineData("spent", "/reliability/", 200, "spent")]
    [InlineData("spent", "/reliability/slo/checkout", 200, "It is spent")]
    [InlineData("unmeasured", "/reliability/", 200, "not measured")]
    [InlineData("unmeasured", "/reliability/slo/checkout", 200, "not measured")]
    [InlineData("store down", "/reliability/", 200, "The store cannot be read now.")]
    [InlineData("store down", "/reliability/slo/checkout", 200, "The store cannot be read now.")]
    [InlineData("never read", "/reliability/", 503, "The store cannot be read now")]
    [InlineData("burning", "/reliability/slo/nothing", 404, "There is no such page")]
    [InlineData("burning", "/reliability/?sort=nothing", 400, "This address is not valid")]
    public async Task Each_state_is_said_in_words_and_fits_the_narrowest_screen(string state, string address, int status, string words)
    {
        await using Shop shop = await Shops.OpenAsync(state);
        await using Tab tab = await chromium.OpenAsync(
            shop, options => options.ViewportSize = new ViewportSize { Width = 320, Height = 700 });
        await tab.GoAsync(address, status);
        (await tab.Page.Locator("main").InnerTextAsync()).Should().Contain(words);
        await RequireCleanAsync(tab, state, status);
    }

    [Theory]
    [InlineData("/reliability/")]
    [InlineData("/reliability/slo/checkout")]
    [InlineData("/reliability/slo/mail")]
    [InlineData("/reliability/trend/checkout")]
    [InlineData("/reliability/deployment/shop")]
    [InlineData("/reliability/incident/shop")]
    [InlineData("/reliability/improvement/shop")]
    [InlineData("/reliability/?at=2026-03-29T09:00Z")]
    public async Task No_time_is_broken_over_two_lines_on_the_narrowest_screen(string address)
    {
        await using Shop shop = await Shop.OpenAsync(ShopExperiment.BelongsToShop, options => options.Zone = "Asia/Kathmandu");
        await ShopRecords.FillAsync(shop);
        await using Tab tab = await chromium.OpenAsync(
            shop, options => options.ViewportSize = new ViewportSize { Width = 320, Height = 700 });
        await tab.GoAsync(address);
        await tab.Page.Locator("#theme").WaitForAsync();
        (await tab.Page.Locator("[data-f=Instant]").CountAsync()).Should().BePositive();
        string[] broken = await tab.Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('time, [data-f=Instant], [data-f=Day]')].filter(one => one.checkVisibility()).filter(one => {
              const range = document.createRange();
              range.selectNodeContents(one);
              return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1;
            }).map(one => one.textContent)
            """);
        broken.Should().BeEmpty();
        string[] cut = await tab.Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('.card [data-f=Instant]')].filter(one => one.checkVisibility() && !one.closest('.wide, .scroll'))
              .filter(one => one.getBoundingClientRect().right > one.closest('.card').getBoundingClientRect().right)
              .map(one => one.textContent)
            """);
        cut.Should().BeEmpty();
        await tab.RequireCleanAsync(address);
    }

    [Fact]
    public async Task A_page_for_others_says_so_and_leads_back()
    {
        await using Shop shop = await Shops.OpenForMailerAsync();
        await using Tab tab = await chromium.OpenAsync(shop, options => options.ExtraHTTPHeaders = [Shops.Ada]);
        await tab.GoAsync("/reliability/slo/checkout", status: 403);
        (await tab.Page.Locator("main").InnerTextAsync()).Should().Contain("You are not authorized for the service of this objective.");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "To the overview" }).ClickAsync();
        await tab.Page.WaitForURLAsync("**/reliability/");
        (await tab.Page.Locator("main").InnerTextAsync()).Should().Contain("mailer").And.NotContain("checkout");
    }

    [Fact]
    public async Task Every_page_is_complete_without_a_script()
    {
        await using Shop shop = await Shop.OpenAsync();
        await using Tab with = await chromium.OpenAsync(shop);
        await using Tab without = await chromium.OpenAsync(shop, options => options.JavaScriptEnabled = false);
        foreach (string address in (string[])["/reliability/", "/reliability/slo/checkout"])
        {
            await with.GoAsync(address);
            await with.Page.Locator("#theme").WaitForAsync();
            await without.GoAsync(address);
            string full = await with.Page.Locator("main").InnerTextAsync();
            string plain = await without.Page.Locator("main").InnerTextAsync();
            Words(plain).Should().Equal(Words(full.Replace("Copy as CSV", string.Empty, StringComparison.Ordinal)), address);
            (await without.Page.Locator("#theme").IsVisibleAsync()).Should().BeFalse("a button that does nothing is not shown");
            without.Problems.Should().BeEmpty();
        }

        static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public async Task Links_sorting_and_the_filter_need_no_script()
    {
        await using Shop shop = await Shop.OpenAsync();
        await using Tab tab = await chromium.OpenAsync(shop, options => options.JavaScriptEnabled = false);
        await tab.GoAsync("/reliability/");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Service", Exact = true }).ClickAsync();
        await tab.Page.WaitForURLAsync("**/?sort=service");
        (await tab.Page.Locator("#objectives tbody th a").First.InnerTextAsync()).Should().Be("mail");
        await tab.Page.GetByLabel("Name").FillAsync("search");
        await tab.Page.Locator("#objectives").GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await tab.Page.WaitForURLAsync("**/?name=search*");
        (await tab.Page.Locator("#objectives tbody th a").AllInnerTextsAsync()).Should().Equal("search-fast");
        await tab.Page.Locator("#objectives tbody th a").ClickAsync();
        await tab.Page.WaitForURLAsync("**/slo/search-fast");
        (await tab.Page.Locator("h1").InnerTextAsync()).Should().Be("search-fast");
        await tab.Page.Locator(".brand a").ClickAsync();
        await tab.Page.WaitForURLAsync("**/reliability/");
        tab.Problems.Should().BeEmpty();
    }

    /// <summary>The browser itself notes a document whose status is an error; that is meant here.</summary>
    private static async Task RequireCleanAsync(Tab tab, string state, int status)
    {
        if (status == 200)
        {
            await tab.RequireCleanAsync(state);
            return;
        }

        tab.Problems.Should().OnlyContain(problem => problem.Contains($"status of {status}", StringComparison.Ordinal), state);
        int[] widths = await tab.Page.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        widths[0].Should().BeLessThanOrEqualTo(widths[1], state);
    }
}
