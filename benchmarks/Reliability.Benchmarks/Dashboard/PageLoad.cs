using System.Text.Json;
using Microsoft.Playwright;

namespace Reliability.Benchmarks.Dashboard;

/// <summary>One load of a page in a new context (nothing is cached), measured by the trace of Chromium itself.</summary>
/// <param name="FirstPaint">The time from the start of the navigation to the first contentful paint, in milliseconds.</param>
/// <param name="Blocking">
/// The total blocking time: what tasks of the main thread take beyond 50 ms each, from the first contentful paint to the end of the trace.
/// </param>
/// <param name="Requests">The number of requests.</param>
internal sealed record PageLoad(double FirstPaint, double Blocking, int Requests)
{
    private const double LongTask = 50_000;

    /// <summary>A factor by which the processor is slowed down, as in Lighthouse: a laptop is not the slowest device.</summary>
    private const int Slowdown = 4;

    private const float QuietMilliseconds = 1000;

    private static readonly string[] _categories =
        ["-*", "loading", "devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing", "toplevel"];

    public static async Task<PageLoad> MeasureAsync(IBrowser browser, Uri address)
    {
        await using IBrowserContext context = await browser.NewContextAsync(
            new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        IPage page = await context.NewPageAsync();
        ICDPSession slow = await context.NewCDPSessionAsync(page);
        await slow.SendAsync("Emulation.setCPUThrottlingRate", new Dictionary<string, object> { ["rate"] = Slowdown });
        int requests = 0;
        page.Request += (_, _) => Interlocked.Increment(ref requests);

        ICDPSession session = await browser.NewBrowserCDPSessionAsync();
        List<JsonElement> events = [];
        var complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Event("Tracing.dataCollected").OnEvent += (_, data) => events.AddRange(data!.Value.GetProperty("value").EnumerateArray());
        session.Event("Tracing.tracingComplete").OnEvent += (_, _) => complete.TrySetResult();
        await session.SendAsync("Tracing.start", new Dictionary<string, object>
        {
            ["transferMode"] = "ReportEvents",
            ["traceConfig"] = new Dictionary<string, object> { ["includedCategories"] = _categories },
        });
        await page.GotoAsync(address.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        int atLoad = requests;
        await page.WaitForTimeoutAsync(QuietMilliseconds);
        await session.SendAsync("Tracing.end");
        await complete.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await session.DetachAsync();
        return Read(events, address, atLoad);
    }

    private static PageLoad Read(List<JsonElement> events, Uri address, int requests)
    {
        JsonElement start = events.Last(one => IsNamed(one, "navigationStart")
            && one.GetProperty("args").TryGetProperty("data", out JsonElement data)
            && data.TryGetProperty("documentLoaderURL", out JsonElement url)
            && url.GetString() == address.ToString());
        string navigation = start.GetProperty("args").GetProperty("data").GetProperty("navigationId").GetString()!;
        JsonElement paint = events.First(one => IsNamed(one, "firstContentfulPaint")
            && one.GetProperty("args").TryGetProperty("data", out JsonElement data)
            && data.GetProperty("navigationId").GetString() == navigation);
        double painted = Number(paint, "ts");
        (int process, int thread) = (paint.GetProperty("pid").GetInt32(), start.GetProperty("tid").GetInt32());
        JsonElement[] tasks =
        [
            .. events.Where(one => IsNamed(one, "RunTask") && one.TryGetProperty("dur", out _)
                && one.GetProperty("pid").GetInt32() == process && one.GetProperty("tid").GetInt32() == thread),
        ];
        if (tasks.Length == 0)
        {
            throw new InvalidOperationException("The trace holds no task of the main thread.");
        }

        double blocking = tasks.Sum(task =>
        {
            double end = Number(task, "ts") + Number(task, "dur");
            return Math.Max(0, end - Math.Max(painted, Number(task, "ts")) - LongTask);
        });
        return new PageLoad((painted - Number(start, "ts")) / 1000, blocking / 1000, requests);
    }

    private static bool IsNamed(JsonElement one, string name) => one.GetProperty("name").GetString() == name;

    private static double Number(JsonElement one, string name) => one.GetProperty(name).GetDouble();
}
