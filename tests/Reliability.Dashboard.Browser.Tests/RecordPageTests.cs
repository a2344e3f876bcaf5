using Microsoft.Playwright;

namespace Reliability.Dashboard.Tests.Browser;

/// <summary>The pages of incidents, deployments and technical debt on each screen, by the keyboard and without a script.</summary>
[Collection(ChromiumGroup.Name)]
public sealed class RecordPageTests(Chromium chromium)
{
    private static readonly int[] _widths = [320, 768, 1280, 1920];

    public static TheoryData<string> Addresses => [.. ShopRecords.Addresses.Prepend("/reliability/")];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_page_has_no_error_and_no_sideways_scroll_on_any_screen(string address)
    {
        await using Shop shop = await OpenAsync();
        foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
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
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Axe_finds_nothing_against_WCAG_2_2_AA(string address)
    {
        await using Shop shop = await OpenAsync();
        foreach (int width in (int[])[320, 1280])
        {
            (await Axe.FindAsync(chromium, shop, address, width: width)).Should().BeEmpty($"{width}");
        }
    }

    [Theory]
    [InlineData(ShopRecords.IncidentsAddress)]
    [InlineData(ShopRecords.DeploymentsAddress)]
    [InlineData(ShopRecords.DebtAddress)]
    [InlineData(ShopPostmortems.ImprovementAddress)]
    public async Task A_page_without_records_says_so_and_axe_finds_nothing(string address)
    {
        await using Shop shop = await Shop.OpenAsync(ShopExperiment.BelongsToShop);
        (await Axe.FindAsync(chromium, shop, address, width: 320)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_walk_with_the_tab_key_meets_every_control(string address)
    {
        await using Shop shop = await OpenAsync();
        await using Tab tab = await chromium.OpenAsync(shop);
        await tab.GoAsync(address);
        await tab.Page.Locator("#theme").WaitForAsync();
        await tab.RequireWalkAsync(atLeast: 6);
    }

    [Fact]
    public async Task Links_lead_from_the_overview_to_every_page_and_each_is_complete_without_a_script()
    {
        await using Shop shop = await OpenAsync();
        await using Tab with = await chromium.OpenAsync(shop);
        await using Tab without = await chromium.OpenAsync(shop, options => options.JavaScriptEnabled = false);
        foreach ((string link, string address) in ((string, string)[])
            [
                ("#incidents tbody th a:text-is('shop')", ShopRecords.IncidentsAddress),
                ("#incidents tbody th a:text-is('Checkout is down')", ShopRecords.IncidentAddress),
                ("#deployments .more a", ShopRecords.DeploymentsAddress),
                ("#debt .more a", ShopRecords.DebtAddress),
                ("#improvement tbody th a:text-is('shop')", ShopPostmortems.ImprovementAddress),
                ("#improvement tbody td a:text-is('Checkout is down')", ShopPostmortems.Address),
                ("#attention a:has-text('is open')", ShopRecords.IncidentAddress),
            ])
        {
            await without.GoAsync("/reliability/");
            await without.Page.Locator(link).First.ClickAsync();
            await without.Page.WaitForURLAsync("**" + address);
            await with.GoAsync(address);
            await with.Page.Locator("#theme").WaitForAsync();
            string full = await with.Page.Locator("main").InnerTextAsync();
            Words(await without.Page.Locator("main").InnerTextAsync())
                .Should().Equal(Words(full.Replace("Copy as CSV", string.Empty, StringComparison.Ordinal)));
        }

        without.Problems.Should().BeEmpty();
        with.Problems.Should().BeEmpty();

        static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("' onmouseover='alert(1)' autofocus onfocus='alert(1)")]
    [InlineData("unbrokenunbrokenunbrokenunbrokenunbrokenunbrokenunbrokenunbrokenunbrokenunbrokenunbrokenunbroken")]
    public async Task A_hostile_text_does_nothing_and_fits_the_narrowest_screen(string text)
    {
        await using Shop shop = await OpenAsync(text);
        await using Tab tab = await chromium.OpenAsync(
            shop, options => options.ViewportSize = new ViewportSize { Width = 320, Height = 700 });
        foreach (string address in ShopRecords.Addresses.Prepend("/reliability/"))
        {
            await tab.GoAsync(address);
            await tab.Page.Locator("#theme").WaitForAsync();
            (await tab.Page.Locator("main").TextContentAsync()).Should().Contain(text, address);
            (await tab.Page.EvaluateAsync<int>("document.scripts.length")).Should().Be(1);
            (await tab.Page.EvaluateAsync<int>("document.querySelectorAll('img, style, iframe, [style], [onerror], [onfocus]').length"))
                .Should().Be(0);
            await tab.RequireCleanAsync(address);
        }
    }

    [Fact]
    public async Task Pages_of_a_service_that_the_reader_may_not_see_say_so()
    {
        await using Shop shop = await Shops.OpenForMailerAsync();
        await ShopRecords.FillAsync(shop);
        await using Tab tab = await chromium.OpenAsync(shop, options => options.ExtraHTTPHeaders = [Shops.Ada]);
        foreach (string address in ShopRecords.Addresses)
        {
            await tab.GoAsync(address, status: 403);
            (await tab.Page.Locator("main").InnerTextAsync()).Should().Contain("You are not authorized for this service.");
        }

        await tab.GoAsync("/reliability/incident/mailer");
        (await tab.Page.Locator("main").InnerTextAsync()).Should().Contain("None was recorded.");
        await tab.GoAsync("/reliability/");
        (await tab.Page.Locator("main").InnerTextAsync()).Should().NotContain("Checkout").And.NotContain("4.7.2");
    }

    private static async Task<Shop> OpenAsync(string text = "Checkout is down")
    {
        Shop shop = await Shop.OpenAsync(ShopExperiment.BelongsToShop);
        await ShopRecords.FillAsync(shop, text);
        return shop;
    }
}
