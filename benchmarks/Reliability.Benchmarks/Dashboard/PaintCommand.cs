using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using Reliability.Benchmarks.Storage;
using Reliability.Storage;

namespace Reliability.Benchmarks.Dashboard;

/// <summary>When a reader sees the overview, and how long the page is busy then, beside the dashboard of Hangfire.</summary>
internal static class PaintCommand
{
    public const string Name = "paint";

    private const string Chromium = "/usr/bin/chromium";
    private const int WarmUp = 2;
    private const int Loads = 21;

    /// <summary>Measures and writes the report. Returns whether every bound is met.</summary>
    public static async Task<bool> RunAsync()
    {
        if (!File.Exists(Chromium))
        {
            throw new InvalidOperationException($"Chromium is needed at {Chromium}: apt-get install --no-install-recommends chromium.");
        }

        string load = Machine.Load();
        await using StoreHost host = await StoreHost.StartSqliteAsync();
        await using IReliabilityStore store = host.Open();
        await using WebApplication ours = await DashboardCommand.OpenAsync(store, new ShiftedClock(), "http://127.0.0.1:0");
        await using WebApplication theirs = HangfireShop.Build("http://127.0.0.1:0");
        await ours.StartAsync();
        await theirs.StartAsync();
        Uri[] pages =
        [
            new(ours.Urls.First() + "/reliability/"), new(theirs.Urls.First() + "/hangfire"),
            new(theirs.Urls.First() + "/hangfire/recurring?from=0&count=50"),
        ];

        using IPlaywright driver = await Playwright.CreateAsync();
        await using IBrowser browser = await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        });
        List<PageLoad>[] measured = [[], [], []];
        for (int round = -WarmUp; round < Loads; round++)
        {
            for (int i = 0; i < pages.Length; i++)
            {
                PageLoad one = await PageLoad.MeasureAsync(browser, pages[i]);
                if (round >= 0)
                {
                    measured[i].Add(one);
                }
            }
        }

        await ours.StopAsync();
        await theirs.StopAsync();
        return Report(measured, $"{Machine.Describe()}, Chromium {browser.Version}\n{load}");
    }

    private static bool Report(List<PageLoad>[] measured, string machine)
    {
        StringBuilder page = Markdown.Page(
            "Dashboard: what a browser shows and when, beside the dashboard of Hangfire", $"check {Name}", machine);
        page.AddLine($"");
        page.AddLine($"{Loads} loads of each page in turns, each in a new context; medians, with the lowest and the highest.");
        page.AddLine($"");
        page.AddLine($"| page | first contentful paint | total blocking time | requests |");
        page.AddLine($"|---|--:|--:|--:|");
        string[] names =
            ["overview: 10 services, 50 objectives, 20 experiments", "Hangfire, start page", "Hangfire, 50 recurring jobs"];
        for (int i = 0; i < names.Length; i++)
        {
            string line = Markdown.Text(
                $"| {names[i]} | {Times(i, one => one.FirstPaint)} | {Times(i, one => one.Blocking)} | {measured[i][0].Requests} |");
            Console.WriteLine(line);
            page.AddLine($"{line}");
        }

        Func<PageLoad, double> paint = one => one.FirstPaint;
        Func<PageLoad, double> blocking = one => one.Blocking;
        bool isMet = BoundRow.Write(
            page,
            [
                new("requests of the overview", measured[0].Max(one => one.Requests), 3, ""),
                new("first contentful paint, against the start page", Of(0, paint), Of(1, paint), " ms"),
                new("first contentful paint, against the recurring jobs", Of(0, paint), Of(2, paint), " ms"),
                new("total blocking time, against the start page", Of(0, blocking), Of(1, blocking), " ms"),
                new("total blocking time, against the recurring jobs", Of(0, blocking), Of(2, blocking), " ms"),
            ]);
        Repository.WriteResult($"dashboard-{Name}.md", page.ToString());
        Console.WriteLine(isMet ? "Every bound is met." : "A BOUND IS BROKEN.");
        return isMet;

        double Of(int i, Func<PageLoad, double> value) => DashboardCommand.Median(measured[i].Select(value));

        string Times(int i, Func<PageLoad, double> value) => Markdown.Text(
            $"{Of(i, value):0} ms ({measured[i].Min(value):0} to {measured[i].Max(value):0})");
    }
}
