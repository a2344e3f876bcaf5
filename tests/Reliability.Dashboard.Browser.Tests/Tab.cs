using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Reliability.Dashboard.Tests.Browser;

/// <summary>A tab that notes what should not happen: console errors, violations of the policy, requests to other origins.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private const int MaxPartsOfControls = 50;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _problems = [];

    private Tab(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    public IBrowserContext Context => _context;

    /// <summary>Gets what happened that should not, in order.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    public static async Task<Tab> OpenAsync(IBrowserContext context, Uri site)
    {
        context.SetDefaultTimeout(30_000); // a wait ends as soon as it can; this is for machines that are busy
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

    /// <summary>Returns the labels of charts that are cut at a side or cover another one.</summary>
    public Task<string[]> CoveredLabelsAsync() => Page.EvaluateAsync<string[]>(
        """
        [...document.querySelectorAll('.chart .plot')].flatMap(plot => {
          const frame = plot.getBoundingClientRect(), id = plot.closest('figure').id;
          const labels = [...plot.querySelectorAll('text')].filter(one => one.checkVisibility() && one.textContent.trim())
            .map(one => ({ text: one.textContent, box: one.getBoundingClientRect() }));
          const cut = labels.filter(({ box }) => box.left < frame.left - .5 || box.right > frame.right + .5);
          const pairs = labels.flatMap((one, i) => labels.slice(i + 1).map(other => [one, other])).filter(([{ box: a }, { box: b }]) =>
            a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom);
          return [...cut.map(one => `${id}: '${one.text}' is cut`), ...pairs.map(([a, b]) => `${id}: '${a.text}' covers '${b.text}'`)];
        })
        """);

    /// <summary>Requires that the tab key meets every control that is seen, and that each shows that it has the focus.</summary>
    /// <param name="atLeast">The least number of controls, without which the walk would show nothing.</param>
    public async Task RequireWalkAsync(int atLeast = 11)
    {
        int controls = await Page.EvaluateAsync<int>(
            "[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]')]"
            + ".filter(one => one.checkVisibility() && one.type !== 'hidden').length");
        int met = 0;
        for (int within = 0; met < controls && within < MaxPartsOfControls;)
        {
            await Page.Keyboard.PressAsync("Tab");
            string? outline = await Page.EvaluateAsync<string?>(
                "(one => one === document.body ? null : !one.dataset.met ? (one.dataset.met = 1, getComputedStyle(one).outlineStyle)"
                + " : one.type === 'datetime-local' ? 'within' : null)(document.activeElement)");
            if (outline is null)
            {
                break;
            }

            // A field of a time has parts, each of which takes the focus.
            if (outline == "within")
            {
                within++;
                continue;
            }

            outline.Should().NotBe("none", await FocusAsync());
            met++;
        }

        met.Should().Be(controls).And.BeGreaterThanOrEqualTo(atLeast);
    }

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
