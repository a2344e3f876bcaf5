using Microsoft.Playwright;

namespace Reliability.Dashboard.Tests.Browser;

/// <summary>Everything that a pointer can do, the keyboard can do.</summary>
[Collection(ChromiumGroup.Name)]
public sealed class KeyboardTests(Chromium chromium)
{
    [Fact]
    public async Task The_first_tab_stop_leads_past_the_head_to_the_content()
    {
        await using Shop shop = await Shop.OpenAsync();
        await using Tab tab = await chromium.OpenAsync(shop);
        await tab.GoAsync("/reliability/");
        await tab.Page.Keyboard.PressAsync("Tab");
        (await tab.FocusAsync()).Should().Be("a Skip to the content");
        (await tab.Page.Locator(".skip").BoundingBoxAsync())!.X.Should().BePositive("a link that has the focus is seen");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.Keyboard.PressAsync("Tab");
        (await tab.Page.EvaluateAsync<bool>("document.querySelector('main').contains(document.activeElement)")).Should().BeTrue();
        (await tab.FocusAsync()).Should().Be("a shop");
        tab.Problems.Should().BeEmpty();
    }

    [Theory]
    [InlineData("/reliability/")]
    [InlineData("/reliability/slo/checkout")]
    public async Task A_walk_with_the_tab_key_meets_every_control_and_shows_where_it_is(string address)
    {
        await using Shop shop = await Shops.OpenWithWritesAsync();
        await using Tab tab = await chromium.OpenAsync(shop, options => options.ExtraHTTPHeaders = [Shops.Ada]);
        await tab.GoAsync(address);
        await tab.Page.Locator("#theme").WaitForAsync();
        await tab.RequireWalkAsync();
    }

    [Fact]
    public async Task A_wide_table_scrolls_by_arrow_keys_and_links_in_its_head_sort_it()
    {
        await using Shop shop = await Shop.OpenAsync();
        await using Tab tab = await chromium.OpenAsync(
            shop, options => options.ViewportSize = new ViewportSize { Width = 320, Height = 700 });
        await tab.GoAsync("/reliability/");
        ILocator region = tab.Page.GetByRole(AriaRole.Region, new() { Name = "Table of objectives" });
        await region.FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await tab.Page.WaitForFunctionAsync("() => document.activeElement.scrollLeft > 0");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Objective", Exact = true }).PressAsync("Enter");
        await tab.Page.WaitForURLAsync("**/?sort=name");
        (await tab.Page.Locator("th[aria-sort=ascending]").InnerTextAsync()).Should().StartWith("Objective");
        (await tab.Page.Locator("#objectives tbody th a").AllInnerTextsAsync()).Should().Equal("checkout", "mail", "search-fast");
    }

    [Fact]
    public async Task The_theme_changes_by_a_key_and_is_remembered()
    {
        await using Shop shop = await Shop.OpenAsync();
        await using Tab tab = await chromium.OpenAsync(shop, options => options.ColorScheme = ColorScheme.Light);
        await tab.GoAsync("/reliability/");
        await tab.Page.Locator("#theme").FocusAsync();
        (await tab.FocusAsync()).Should().Be("button Theme: system");
        await tab.Page.Keyboard.PressAsync("Enter");
        (await tab.FocusAsync()).Should().Be("button Theme: light");
        await tab.Page.Keyboard.PressAsync("Enter");
        (await tab.FocusAsync()).Should().Be("button Theme: dark");
        (await PaperAsync()).Should().Be("rgb(20, 23, 26)");
        await tab.GoAsync("/reliability/slo/checkout");
        await tab.Page.GetByText("Theme: dark").WaitForAsync();
        (await PaperAsync()).Should().Be("rgb(20, 23, 26)");
        await tab.Page.Locator("#theme").PressAsync("Space");
        (await PaperAsync()).Should().Be("rgb(246, 245, 242)", "the system has light colours");
        tab.Problems.Should().BeEmpty();

        Task<string> PaperAsync() => tab.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor");
    }

    [Fact]
    public async Task A_dialog_opens_by_a_key_closes_by_escape_and_gives_the_focus_back()
    {
        await using Shop shop = await Shops.OpenWithWritesAsync();
        await using Tab tab = await chromium.OpenAsync(shop, options => options.ExtraHTTPHeaders = [Shops.Ada]);
        await tab.GoAsync("/reliability/slo/checkout");

        // The dialog asks what the change would do: at the time of the page, which goes on.
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (string close in (string[])["Escape", "Cancel"])
        {
            await tab.Page.Locator("button[data-act=adjust]").FocusAsync();
            await tab.Page.Keyboard.PressAsync("Enter");
            ILocator dialog = tab.Page.GetByRole(AriaRole.Dialog, new() { Name = "Adjust the budget of checkout" });
            await dialog.WaitForAsync();
            (await tab.FocusAsync()).Should().StartWith("input");
            await (close == "Escape"
                ? tab.Page.Keyboard.PressAsync("Escape")
                : dialog.GetByRole(AriaRole.Button, new() { Name = close }).PressAsync("Enter"));
            await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
            (await tab.FocusAsync()).Should().Be("button Adjust the budget");
        }

        tab.Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task Arrow_keys_on_a_chart_announce_its_values()
    {
        await using Shop shop = await Shop.OpenAsync();
        await using Tab tab = await chromium.OpenAsync(shop);
        await tab.GoAsync("/reliability/slo/checkout");
        await tab.Page.Locator("#chart-burndown svg[data-series]").FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowLeft");
        ILocator tip = tab.Page.Locator("output[aria-live=polite]");
        string last = await tip.InnerTextAsync();
        last.Should().MatchRegex(@"^20\d\d-\d\d-\d\d \d\d:\d\d: Left -?[\d.]+%");
        await tab.Page.Keyboard.PressAsync("ArrowLeft");
        string before = await tip.InnerTextAsync();
        before.Should().NotBe(last);
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        (await tip.InnerTextAsync()).Should().Be(last);
        await tab.Page.Keyboard.PressAsync("Home");
        (await tip.InnerTextAsync()).Should().Contain("Left 100%");
        await tab.Page.Keyboard.PressAsync("End");
        (await tip.InnerTextAsync()).Should().Be(last);
        tab.Problems.Should().BeEmpty();
    }
}
