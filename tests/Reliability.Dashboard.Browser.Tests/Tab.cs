using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Reliability.Dashboard.Tests.Browser;

/// <summary>A tab that notes what should not happen: console errors, violations of the policy, requests to other origins.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _problems = [];

    private Tab(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    public IBrowserContext Context => _context;

    /// <summary>Gets what happened that should not, in order.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    public static async Task<Tab> OpenAsync(IBrowserContext context, Uri site)
    {
        context.SetDefaultTimeout(10_000);
        IPage page = await context.NewPageAsync();
        var tab = new Tab(context, page);
        page.Console += (_, message) => tab.Note(message.Type is "error" or "warning", $"console {message.Type}: {message.Text}");
        page.PageError += (_, error) => tab.Note(true, $"error: {error}");
        await page.AddInitScriptAsync(
            "addEventListener('securitypolicyviolation', one => console.error(`policy ${one.violatedDirective}: ${one.blockedURI}`))");
        await context.RouteAsync("**/*", async route =>
        {
            var address = new Uri(route.Request.Url);
            bool isForeign = address.GetLeftPart(UriPartial.Authority) != site.GetLeftPart(UriPartial.Authority);
            tab.Note(isForeign, $"foreign request: {address}");
            await (isForeign ? route.AbortAsync() : route.ContinueAsync());
        });
        return tab;
    }

    /// <summary>Loads a page that must be there.</summary>
    public async Task GoAsync(string address, int status = 200)
    {
        IResponse? response = await Page.GotoAsync(address);
        response!.Status.Should().Be(status, address);
    }

    /// <summary>Requires that nothing happened that should not, and that the page is not wider than the screen.</summary>
    public async Task RequireCleanAsync(string because)
    {
        _problems.Should().BeEmpty(because);
        int[] widths = await Page.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        widths[0].Should().BeLessThanOrEqualTo(widths[1], $"nobody scrolls sideways: {because}; too wide: {await WideAsync()}");
    }

    /// <summary>Returns what has the focus, as its tag and its text or its name.</summary>
    public Task<string> FocusAsync() => Page.EvaluateAsync<string>(
        "(one => `${one.tagName.toLowerCase()} ${one.getAttribute('aria-label') ?? one.textContent.trim()}`)(document.activeElement)");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void Note(bool isProblem, string what)
    {
        if (isProblem)
        {
            _problems.Enqueue(what);
        }
    }

    /// <summary>Names the elements that reach over the right side, for the message of a failure.</summary>
    private Task<string> WideAsync() => Page.EvaluateAsync<string>(
        """
        [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
          .slice(0, 8).map(one => `${one.tagName}.${one.getAttribute('class') ?? ''}#${one.id}`).join(' ')
        """);
}
