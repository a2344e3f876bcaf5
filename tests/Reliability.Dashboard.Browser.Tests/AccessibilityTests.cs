using Microsoft.Playwright;

namespace Reliability.Dashboard.Tests.Browser;

/// <summary>The rules of WCAG 2.2 AA that a program can check, and forced colours.</summary>
[Collection(ChromiumGroup.Name)]
public sealed class AccessibilityTests(Chromium chromium)
{
    [Theory]
    [InlineData("/reliability/", 1280)]
    [InlineData("/reliability/", 320)]
    [InlineData("/reliability/slo/checkout", 1280)]
    [InlineData("/reliability/slo/checkout", 320)]
    public async Task Axe_finds_nothing_against_WCAG_2_2_AA(string address, int width)
    {
        await using Shop shop = await Shops.OpenWithWritesAsync();
        (await Axe.FindAsync(chromium, shop, address, width: width)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("empty", "/reliability/", 200)]
    [InlineData("healthy", "/reliability/", 200)]
    [InlineData("spent", "/reliability/slo/checkout", 200)]
    [InlineData("store down", "/reliability/", 200)]
    [InlineData("never read", "/reliability/", 503)]
    public async Task Axe_finds_nothing_in_any_state(string state, string address, int status)
    {
        await using Shop shop = await Shops.OpenAsync(state);
        (await Axe.FindAsync(chromium, shop, address, status)).Should().BeEmpty();
    }

    [Fact]
    public async Task Axe_finds_nothing_in_open_tables_and_at_values_of_a_chart()
    {
        await using Shop shop = await Shop.OpenAsync();
        IReadOnlyList<string> findings = await Axe.FindAsync(chromium, shop, "/reliability/slo/checkout", prepare: async page =>
        {
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => { one.open = true; })");
            await page.Locator("#chart-burndown svg[data-series]").FocusAsync();
            await page.Keyboard.PressAsync("ArrowLeft");
            await page.Locator("output.tip").WaitForAsync();
        });
        findings.Should().BeEmpty();
    }

    [Fact]
    public async Task Axe_does_find_a_text_that_cannot_be_read()
    {
        await using Shop shop = await Shops.OpenAsync("empty");
        IReadOnlyList<string> findings = await Axe.FindAsync(chromium, shop, "/reliability/", prepare: page =>
            page.EvaluateAsync("document.querySelector('main h2').style.color = 'color-mix(in srgb, var(--card) 80%, var(--ink))'"));
        findings.Should().HaveCount(2).And.OnlyContain(one => one.Contains("color-contrast", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/reliability/", "override")]
    [InlineData("/reliability/slo/checkout", "exclude")]
    [InlineData("/reliability/slo/checkout", "reset")]
    public async Task Axe_finds_nothing_in_a_dialog(string address, string act)
    {
        await using Shop shop = await Shops.OpenWithWritesAsync();
        IReadOnlyList<string> findings = await Axe.FindAsync(chromium, shop, address, prepare: async page =>
        {
            await page.Locator($"button[data-act={act}]").ClickAsync();
            await page.Locator("dialog[open]").WaitForAsync();
        });
        findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("/reliability/")]
    [InlineData("/reliability/slo/checkout")]
    public async Task In_forced_colours_marks_lines_and_bars_have_the_colour_of_text(string address)
    {
        await using Shop shop = await Shop.OpenAsync();
        await using Tab tab = await chromium.OpenAsync(shop, options =>
        {
            options.ForcedColors = ForcedColors.Active;
            options.ColorScheme = ColorScheme.Dark;
        });
        await tab.GoAsync(address);
        await tab.RequireCleanAsync(address);
        string text = await tab.Page.EvaluateAsync<string>(
            "(() => { const one = document.body.appendChild(document.createElement('i')); one.style.color = 'CanvasText'; "
            + "return getComputedStyle(one).color; })()");
        string[] marks = await StylesAsync(".good .mark, .warn .mark, .bad .mark", "backgroundColor");
        string[] lines = await StylesAsync(".line.s0, .spark path", "stroke");
        marks.Concat(lines).Should().NotBeEmpty().And.OnlyContain(color => color == text);
        (await StylesAsync(".card", "borderTopStyle")).Should().NotBeEmpty().And.OnlyContain(style => style == "solid");

        Task<string[]> StylesAsync(string selector, string property) => tab.Page.EvaluateAsync<string[]>(
            "([selector, property]) => [...document.querySelectorAll(selector)].map(one => getComputedStyle(one)[property])",
            new[] { selector, property });
    }
}
