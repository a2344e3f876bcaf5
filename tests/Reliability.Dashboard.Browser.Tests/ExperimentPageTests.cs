using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Reliability.Experiments;

namespace Reliability.Dashboard.Tests.Browser;

/// <summary>The page of an experiment: on each screen, in each state, without a script, by keyboard.</summary>
[Collection(ChromiumGroup.Name)]
public sealed class ExperimentPageTests(Chromium chromium)
{
    private static readonly int[] _widths = [320, 768, 1280, 1920];

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task It_has_no_error_no_foreign_request_and_no_sideways_scroll_on_any_screen(ColorScheme scheme)
    {
        await using Shop shop = await OpenAsync("running");
        await using Tab tab = await chromium.OpenAsync(shop, options =>
        {
            options.ColorScheme = scheme;
            options.ExtraHTTPHeaders = [Shops.Ada];
        });
        foreach (int width in _widths)
        {
            await tab.Page.SetViewportSizeAsync(width, 900);
            foreach (string address in (string[])["/reliability/", ShopExperiment.Address])
            {
                await tab.GoAsync(address);
                await tab.Page.Locator("#theme").WaitForAsync();
                await tab.RequireCleanAsync($"{address} {scheme} {width}");
                (await tab.CoveredLabelsAsync()).Should().BeEmpty($"{address} {width}");
            }
        }

        string paper = await tab.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor");
        paper.Should().Be(scheme == ColorScheme.Light ? "rgb(246, 245, 242)" : "rgb(20, 23, 26)");
    }

    [Theory]
    [InlineData("draft", "not started")]
    [InlineData("running", "winner")]
    [InlineData("mismatch", "not valid")]
    [InlineData("paused", "Paused")]
    [InlineData("concluded", "Concluded")]
    public async Task Each_state_is_said_in_words_fits_the_narrowest_screen_and_axe_finds_nothing(string state, string words)
    {
        await using Shop shop = await OpenAsync(state);
        await using Tab tab = await chromium.OpenAsync(shop, options =>
        {
            options.ViewportSize = new ViewportSize { Width = 320, Height = 700 };
            options.ExtraHTTPHeaders = [Shops.Ada];
        });
        await tab.GoAsync(ShopExperiment.Address);
        (await tab.Page.Locator("main").InnerTextAsync()).Should().Contain(words);
        await tab.RequireCleanAsync(state);
        (await Axe.FindAsync(chromium, shop, ShopExperiment.Address)).Should().BeEmpty(state);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task Axe_finds_nothing_with_open_tables_and_at_a_value_of_a_chart(int width)
    {
        await using Shop shop = await OpenAsync("running");
        IReadOnlyList<string> findings = await Axe.FindAsync(chromium, shop, ShopExperiment.Address, width: width, prepare: async page =>
        {
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => { one.open = true; })");
            await page.Locator("#chart-lift-0 svg[data-series]").FocusAsync();
            await page.Keyboard.PressAsync("ArrowLeft");
            await page.Locator("output.tip").First.WaitForAsync();
        });
        findings.Should().BeEmpty();
    }

    [Fact]
    public async Task It_is_complete_without_a_script()
    {
        await using Shop shop = await OpenAsync("running");
        await using Tab with = await chromium.OpenAsync(shop, options => options.ExtraHTTPHeaders = [Shops.Eve]);
        await using Tab without = await chromium.OpenAsync(shop, options =>
        {
            options.ExtraHTTPHeaders = [Shops.Eve];
            options.JavaScriptEnabled = false;
        });
        await with.GoAsync(ShopExperiment.Address);
        await with.Page.Locator("#theme").WaitForAsync();
        await without.GoAsync(ShopExperiment.Address);
        string full = await with.Page.Locator("main").InnerTextAsync();
        string plain = await without.Page.Locator("main").InnerTextAsync();
        Words(plain).Should().Equal(Words(full.Replace("Copy as CSV", string.Empty, StringComparison.Ordinal)));
        plain.Should().Contain("Can the results be trusted?").And.Contain("How it decides");
        (await without.Page.Locator("#chart-effects svg[role=img]").IsVisibleAsync()).Should().BeTrue();
        without.Problems.Should().BeEmpty();

        static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public async Task A_walk_with_the_tab_key_meets_every_control()
    {
        await using Shop shop = await OpenAsync("running");
        await using Tab tab = await chromium.OpenAsync(shop, options => options.ExtraHTTPHeaders = [Shops.Ada]);
        await tab.GoAsync(ShopExperiment.Address);
        await tab.Page.Locator("#theme").WaitForAsync();
        await tab.RequireWalkAsync();
    }

    [Fact]
    public async Task Arrow_keys_on_the_lift_announce_its_values_and_a_dialog_opens_and_closes_by_keys()
    {
        await using Shop shop = await OpenAsync("running");
        await using Tab tab = await chromium.OpenAsync(shop, options => options.ExtraHTTPHeaders = [Shops.Ada]);
        await tab.GoAsync(ShopExperiment.Address);
        await tab.Page.Locator("#chart-lift-0 svg[data-series]").FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowLeft");
        ILocator tip = tab.Page.Locator("#chart-lift-0 ~ output.tip, #chart-lift-0 output.tip").First;
        (await tip.InnerTextAsync()).Should().MatchRegex(@"^20\d\d-\d\d-\d\d \d\d:\d\d: Lift \+[\d.]+\.\d%");

        await tab.Page.Locator("button[data-act=pause]").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        ILocator dialog = tab.Page.GetByRole(AriaRole.Dialog, new() { Name = $"Pause {ShopExperiment.Key}" });
        await dialog.WaitForAsync();
        await tab.Page.Keyboard.PressAsync("Escape");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await tab.FocusAsync()).Should().Be("button Pause");
        tab.Problems.Should().BeEmpty();
    }

    private static async Task<Shop> OpenAsync(string state)
    {
        Shop shop = await Shops.OpenWithWritesAsync(ShopExperiment.BelongsToShop);
        IExperiments experiments = shop.Site.Services.GetRequiredService<IExperiments>();
        if (state == "draft")
        {
            await experiments.CreateAsync(ShopExperiment.Definition, ShopExperiment.Change("ada"));
            return shop;
        }

        Experiment running = await ShopExperiment.RunAsync(shop, losesUnits: state == "mismatch");
        _ = state switch
        {
            "paused" => (await experiments.PauseAsync(running, ShopExperiment.Change("ada"))).Current,
            "concluded" => (await experiments.ConcludeAsync(
                running, new ConcludeRequest { By = "ada", Reason = "It won.", Ship = "green", Override = true })).Current,
            _ => running,
        };
        return shop;
    }
}
