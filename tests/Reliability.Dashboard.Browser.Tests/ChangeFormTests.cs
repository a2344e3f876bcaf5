using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Reliability.Slos;

namespace Reliability.Dashboard.Tests.Browser;

/// <summary>Changes in a browser that runs no script.</summary>
[Collection(ChromiumGroup.Name)]
public sealed class ChangeFormTests(Chromium chromium)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task Without_JavaScript_a_change_is_made_by_its_form(int width)
    {
        await using Shop shop = await Shops.OpenWithWritesAsync();
        await using Tab tab = await chromium.OpenAsync(shop, options =>
        {
            options.ExtraHTTPHeaders = [Shops.Ada];
            options.JavaScriptEnabled = false;
            options.ViewportSize = new ViewportSize { Width = width, Height = 900 };
        });
        await tab.GoAsync("/reliability/slo/checkout");
        await Button(tab, "Adjust the budget").ClickAsync();
        await tab.Page.GetByLabel("Share of the budget to restore, in percent").FillAsync("15");
        await tab.Page.GetByLabel("Reason").FillAsync("A test of ours caused it.");
        await tab.RequireCleanAsync("the form");
        await Button(tab, "Preview").ClickAsync();
        await tab.Page.GetByText("What it does").WaitForAsync();
        await tab.RequireCleanAsync("the preview");
        await Button(tab, "Adjust the budget").ClickAsync();
        await tab.Page.Locator("#ledger").GetByText("A test of ours caused it.").WaitForAsync();
        tab.Page.Url.Should().EndWith("/reliability/slo/checkout");
        (await shop.Site.Services.GetRequiredService<IBudgetLedger>().GetEntriesAsync("shop"))
            .Should().ContainSingle(entry => entry.Kind == LedgerEntryKind.Adjustment && entry.By == "ada");
        tab.Problems.Should().BeEmpty();
    }

    [Theory]
    [InlineData("override?service=shop")]
    [InlineData("exclude?slo=checkout")]
    [InlineData("reset?slo=checkout")]
    public async Task Axe_finds_nothing_in_a_form_and_in_its_errors(string form)
    {
        await using Shop shop = await Shops.OpenWithWritesAsync();
        string address = $"/reliability/change/{form}";
        (await Axe.FindAsync(chromium, shop, address)).Should().BeEmpty();
        (await Axe.FindAsync(chromium, shop, address, prepare: SendAsync)).Should().BeEmpty();

        static async Task SendAsync(IPage page)
        {
            await page.EvaluateAsync("document.querySelector('main form').noValidate = true");
            await page.GetByLabel("Reason").FillAsync("why");
            foreach ((string label, string value) in ((string, string)[])[("Hours", "9999"), ("Type checkout", "other")])
            {
                if (await page.GetByLabel(label).CountAsync() > 0)
                {
                    await page.GetByLabel(label).FillAsync(value);
                }
            }

            await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
            await page.Locator("[aria-invalid]").First.WaitForAsync();
        }
    }

    private static ILocator Button(Tab tab, string name) =>
        tab.Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
