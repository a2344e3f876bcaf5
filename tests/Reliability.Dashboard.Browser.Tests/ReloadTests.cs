using Microsoft.Playwright;

namespace Reliability.Dashboard.Tests.Browser;

/// <summary>A page that stays open follows the data, and a reader keeps his place.</summary>
[Collection(ChromiumGroup.Name)]
public sealed class ReloadTests(Chromium chromium)
{
    [Fact]
    public async Task A_changed_page_is_adopted_and_tables_scroll_and_focus_stay()
    {
        await using Shop shop = await Shop.OpenAsync();
        await using Tab tab = await OpenAsync(
            shop, "/reliability/slo/checkout", options => options.ViewportSize = new() { Width = 320, Height = 700 });
        ILocator table = tab.Page.Locator("#chart-burndown details");
        await table.Locator("summary").ClickAsync();
        await tab.Page.Locator("#chart-burndown .scroll").EvaluateAsync("one => { one.scrollTop = 90; }");
        await tab.Page.Locator("#months .wide").EvaluateAsync("one => { one.scrollLeft = 40; }");
        ILocator chart = tab.Page.Locator("#chart-days svg[data-series]");
        await chart.FocusAsync();
        await tab.Page.Keyboard.PressAsync("End");
        await tab.Page.EvaluateAsync("scrollTo(0, 1500)");
        string before = await tab.Page.Locator("[data-p='/objective/bad']").InnerTextAsync();

        await Shops.RecordAsync(shop, good: 0, bad: 7, TimeSpan.FromMinutes(2));
        shop.Clock.Advance(TimeSpan.FromSeconds(6));
        await MarkAsync(tab);
        await tab.Page.Clock.FastForwardAsync(40_000);
        await tab.Page.Locator("main:not([data-marked])").WaitForAsync();

        before.Should().Be("30");
        (await tab.Page.Locator("[data-p='/objective/bad']").InnerTextAsync()).Should().Be("37");
        (await tab.Page.Locator(".age time").InnerTextAsync()).Should().Contain("10:30");
        (await table.EvaluateAsync<bool>("one => one.open")).Should().BeTrue();
        (await tab.Page.Locator("#chart-burndown .scroll").EvaluateAsync<int>("one => one.scrollTop")).Should().Be(90);
        (await tab.Page.Locator("#months .wide").EvaluateAsync<int>("one => one.scrollLeft")).Should().Be(40);
        (await tab.Page.EvaluateAsync<int>("Math.round(scrollY)")).Should().Be(1500);
        (await chart.EvaluateAsync<bool>("one => one === document.activeElement")).Should().BeTrue();
        (await tab.Page.Locator("output.tip").InnerTextAsync()).Should().Contain("37");
        tab.Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task An_overview_that_is_scrolled_to_its_end_stays_there_when_it_is_adopted()
    {
        await using Shop shop = await Shop.OpenAsync();
        await using Tab tab = await OpenAsync(shop, "/reliability/");
        await tab.Page.SetViewportSizeAsync(1280, 500);
        await tab.Page.EvaluateAsync("document.querySelector('footer').scrollIntoView({ block: 'end' })");
        int before = await tab.Page.EvaluateAsync<int>("Math.round(scrollY)");
        await MarkAsync(tab);
        await ReloadAsync(tab);
        await tab.Page.Locator("main:not([data-marked])").WaitForAsync();
        before.Should().BeGreaterThan(300);
        (await tab.Page.EvaluateAsync<int>("Math.round(scrollY)")).Should().BeCloseTo(before, 2);
        tab.Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task A_page_that_did_not_change_is_not_sent_again()
    {
        await using Shop shop = await Shop.OpenAsync();
        await using Tab tab = await OpenAsync(shop, "/reliability/");
        await MarkAsync(tab);
        IResponse first = await ReloadAsync(tab);
        first.Status.Should().Be(200, "the script does not know the version yet");
        await tab.Page.Locator("main:not([data-marked])").WaitForAsync();
        await MarkAsync(tab);
        IResponse second = await ReloadAsync(tab);
        second.Status.Should().Be(304);
        (await tab.Page.Locator("main[data-marked]").CountAsync()).Should().Be(1);
        tab.Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task A_page_that_nobody_used_for_half_an_hour_asks_no_more_until_somebody_does()
    {
        await using Shop shop = await Shop.OpenAsync();
        await using Tab tab = await OpenAsync(shop, "/reliability/");
        int requests = 0;
        tab.Page.Request += (_, _) => Interlocked.Increment(ref requests);
        await tab.Page.Clock.FastForwardAsync(31 * 60_000);
        for (int i = 0; i < 5; i++)
        {
            await tab.Page.Clock.FastForwardAsync(40_000);
        }

        await tab.Page.EvaluateAsync("new Promise(done => requestAnimationFrame(done))");
        requests.Should().Be(0);
        await tab.Page.Keyboard.PressAsync("Shift");
        (await ReloadAsync(tab)).Status.Should().Be(200);
    }

    [Fact]
    public async Task A_session_that_ended_is_said_and_the_data_stay()
    {
        await using Shop shop = await Shops.OpenWithWritesAsync();
        await using Tab tab = await OpenAsync(shop, "/reliability/", options => options.ExtraHTTPHeaders = [Shops.Eve]);
        await tab.Page.SetExtraHTTPHeadersAsync([new("X-Test-User", string.Empty)]);
        await tab.Page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
        ILocator banner = tab.Page.GetByRole(AriaRole.Alert);
        await banner.WaitForAsync();
        (await banner.InnerTextAsync()).Should().StartWith("The session has ended");
        (await tab.Page.Locator("main").InnerTextAsync()).Should().Contain("checkout");

        await tab.Page.SetExtraHTTPHeadersAsync([Shops.Eve]);
        await banner.GetByRole(AriaRole.Link).ClickAsync();
        await banner.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await tab.Page.Locator("main").InnerTextAsync()).Should().Contain("checkout");
    }

    [Fact]
    public async Task A_store_that_goes_down_is_said_on_the_open_page_and_its_return_too()
    {
        await using Shop shop = await Shop.OpenAsync();
        await using Tab tab = await OpenAsync(shop, "/reliability/");
        Shops.Break(shop, isDown: true);
        shop.Clock.Advance(TimeSpan.FromMinutes(3));
        await ReloadAsync(tab);
        ILocator banner = tab.Page.GetByRole(AriaRole.Alert);
        await banner.WaitForAsync();
        (await banner.InnerTextAsync()).Should().StartWith("The store cannot be read now.")
            .And.EndWith("This is the last snapshot, which is 3 min old.");
        (await tab.Page.Locator(".age time").InnerTextAsync()).Should().Contain("10:30");
        Shops.Break(shop, isDown: false);
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await ReloadAsync(tab);
        await banner.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await tab.Page.Locator(".age time").InnerTextAsync()).Should().Contain("10:34");
        tab.Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_said_with_the_age_of_the_data()
    {
        await using Shop shop = await Shop.OpenAsync();
        await using Tab tab = await OpenAsync(shop, "/reliability/");
        await tab.Page.RouteAsync("**/*", route => route.AbortAsync());
        await tab.Page.Clock.FastForwardAsync(40_000);
        ILocator age = tab.Page.Locator("#age", new() { HasText = "Not reloaded for" });
        await age.WaitForAsync();
        (await age.InnerTextAsync()).Should().MatchRegex(@"Not reloaded for 4\d s\.");
        (await tab.Page.Locator("main").InnerTextAsync()).Should().Contain("checkout");
    }

    private async Task<Tab> OpenAsync(Shop shop, string address, Action<BrowserNewContextOptions>? configure = null)
    {
        Tab tab = await chromium.OpenAsync(shop, configure);
        await tab.Page.Clock.InstallAsync();
        await tab.GoAsync(address);
        await tab.Page.Locator("#theme").WaitForAsync();
        return tab;
    }

    /// <summary>Lets the time to the next reload pass, and returns its answer.</summary>
    private static Task<IResponse> ReloadAsync(Tab tab) => tab.Page.RunAndWaitForResponseAsync(
        () => tab.Page.Clock.FastForwardAsync(40_000), response => response.Request.ResourceType == "xhr");

    /// <summary>Marks the main part, so that one that was adopted is told from it.</summary>
    private static async Task MarkAsync(Tab tab) => await tab.Page.EvaluateAsync("document.querySelector('main').dataset.marked = ''");
}
