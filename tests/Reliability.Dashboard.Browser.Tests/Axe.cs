using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Reliability.Dashboard.Tests.Browser;

/// <summary>
/// Asks axe for violations of WCAG 2.2 AA. axe is a script of its own, so the policy of the page is set aside in its tab.
/// </summary>
internal static class Axe
{
    private static readonly RunOnlyOptions _all = new()
    {
        Type = "tag",
        Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    };

    /// <summary>The rules that depend on colours; the others find the same in each colour scheme.</summary>
    private static readonly RunOnlyOptions _colours = new() { Type = "rule", Values = ["color-contrast", "link-in-text-block"] };

    /// <summary>Returns the violations on a page in both colour schemes.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(
        Chromium chromium, Shop shop, string address, int status = 200, int width = 1280, Func<IPage, Task>? prepare = null)
    {
        List<string> findings = [];
        await using Tab tab = await chromium.OpenAsync(shop, options =>
        {
            options.BypassCSP = true;
            options.ExtraHTTPHeaders = [Shops.Ada];
            options.ViewportSize = new ViewportSize { Width = width, Height = 900 };
        });
        await tab.GoAsync(address, status);
        if (prepare is not null)
        {
            await prepare(tab.Page);
        }

        foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await tab.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            IEnumerable<string> found = await RunAsync(tab.Page, scheme == ColorScheme.Light ? _all : _colours);
            findings.AddRange(found.Select(one => $"{scheme}: {one}"));
        }

        return findings;
    }

    private static async Task<IEnumerable<string>> RunAsync(IPage page, RunOnlyOptions rules)
    {
        AxeResult result = await page.RunAxe(new AxeRunOptions { RunOnly = rules });
        result.Passes.Should().NotBeEmpty("rules were applied");
        return result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Target} {node.Html}: {Why(node)}"));
    }

    private static string Why(AxeResultNode node) =>
        string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(one => one.Message));
}
