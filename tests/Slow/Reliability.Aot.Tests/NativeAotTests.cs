using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Reliability.TestServers;
using Xunit.Abstractions;

namespace Reliability.Aot.Tests;

/// <summary>
/// A service with every capability of the library, the API and the dashboard, compiled ahead of time: on SQLite, PostgreSQL and Redis.
/// </summary>
public sealed partial class NativeAotTests(PublishedHost host, ITestOutputHelper output) : IClassFixture<PublishedHost>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>One test, since it takes one publication and one process, and stops the process at its end.</summary>
    [Fact]
    public async Task A_host_is_published_without_warnings_answers_over_http_and_stops_in_good_order()
    {
        string published = host.PublishOutput;
        host.PublishExitCode.Should().Be(0, "dotnet publish said:\n{0}", published[Math.Max(0, published.Length - 4_000)..]);
        published.Should().Contain("Generating native code", "the host is compiled in this run, not taken from an earlier one");
        Warnings().Matches(published).Select(match => match.Value).Should().BeEmpty();

        await RequestsFeedTheObjective();
        await TheGateAllowsTheRelease();
        await TheJobEvaluatesTheAlerts();
        await TheExperimentAssignsBothVariants();
        await TheMetricIsFedByRequests();
        await DebtIncidentsAndDeploymentsAreReadAndWritten();
        await TheDashboardShowsObjectiveAndExperiment();

        double megabytes = new FileInfo(host.Executable).Length / 1e6;
        double milliseconds = host.StartTime.TotalMilliseconds;
        await StopsInGoodOrder();
        await host.StartAsync((await SharedServers.PostgresAsync()).ConnectionString, "postgres");
        await RequestsFeedTheObjective();
        await TheExperimentAssignsBothVariants();
        await StopsInGoodOrder();
        await host.StartAsync((await SharedServers.RedisAsync()).ConnectionString, "redis");
        await RequestsFeedTheObjective();
        await TheExperimentAssignsBothVariants();
        await StopsInGoodOrder();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"measured: Native AOT executable {megabytes:0.0} MB, first answer {milliseconds:0} ms after the start"));
    }

    private async Task StopsInGoodOrder()
    {
        (await host.StopAsync()).Should().Be(0, "the host logged:\n{0}", host.Log);
        host.Log.Should().NotContain("fail:").And.NotContain("crit:").And.NotContain("warn:");
    }

    private async Task RequestsFeedTheObjective()
    {
        const int Orders = 20;
        for (int i = 1; i <= Orders; i++)
        {
            (await host.Client.GetStringAsync(Path($"orders/{i}"))).Should().Be($"order {i}");
        }

        using var limit = new CancellationTokenSource(Patience);
        JsonElement status = default;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            status = (await ReadAsync("reliability/status/orders")).GetProperty("status");
        }
        while (status.GetProperty("total").GetInt64() < Orders);

        status.GetProperty("total").GetInt64().Should().Be(Orders);
        status.GetProperty("bad").GetInt64().Should().Be(0);
        status.GetProperty("state").GetString().Should().Be("Healthy");
    }

    private async Task TheGateAllowsTheRelease()
    {
        using HttpResponseMessage gate = await host.Client.GetAsync(Path("reliability/gate/shop?evidence=true"));
        gate.StatusCode.Should().Be(HttpStatusCode.OK);
        using JsonDocument decision = JsonDocument.Parse(await gate.Content.ReadAsStringAsync());
        decision.RootElement.GetProperty("verdict").GetString().Should().Be("Allow");
        decision.RootElement.GetProperty("evidence").GetArrayLength().Should().Be(1);
    }

    private async Task TheJobEvaluatesTheAlerts()
    {
        using var limit = new CancellationTokenSource(Patience);
        JsonElement[] alerts;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            alerts = [.. (await ReadAsync("reliability/alerts")).GetProperty("alerts").EnumerateArray()];
        }
        while (alerts.Any(IsNotJudged));

        alerts.Select(alert => alert.GetProperty("rule").GetString()).Should().Contain("burn-1h-5m");
        alerts.Select(alert => alert.GetProperty("alert").GetProperty("state").GetString())
            .Should().OnlyContain(state => state == "Inactive");
    }

    /// <summary>No round has come to the alert, or one came before the first event was flushed.</summary>
    private static bool IsNotJudged(JsonElement item) =>
        item.GetProperty("alert") is var alert
        && (alert.ValueKind == JsonValueKind.Null || alert.GetProperty("state").GetString() == "Unknown");

    private async Task TheExperimentAssignsBothVariants()
    {
        var variants = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < 50; i++)
        {
            string variant = await host.Client.GetStringAsync(Path($"button/user-{i}"));
            (await host.Client.GetStringAsync(Path($"button/user-{i}"))).Should().Be(variant, "a unit keeps its variant");
            variants.Add(variant);
        }

        variants.Should().BeEquivalentTo("blue", "green");
    }

    private async Task TheMetricIsFedByRequests()
    {
        JsonElement metric = (await ReadAsync("reliability/metrics")).GetProperty("metrics").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == "orders.duration");
        metric.GetProperty("feedProblem").ValueKind.Should().Be(JsonValueKind.Null, metric.ToString());
        JsonElement trend = await ReadAsync("reliability/metrics/orders.duration/trend");
        trend.GetRawText().Should().Contain("orders.duration");
    }

    /// <summary>One of each was made by a service of the host when it started, and another one comes over HTTP.</summary>
    private async Task DebtIncidentsAndDeploymentsAreReadAndWritten()
    {
        (string Path, string List, string Text, string Body, string[] Expected)[] all =
        [
            ("debt", "items", "title", """{"title":"Old cart","impact":"low","effort":"high","reason":"seen"}""",
                ["No index on orders", "Old cart"]),
            ("incidents", "incidents", "title", """{"service":"shop","title":"Search is slow","severity":"low","reason":"a call"}""",
                ["Checkout is down", "Search is slow"]),
            ("deployments", "deployments", "version", """{"service":"shop","version":"1.1.0","id":"build-2"}""", ["1.0.0", "1.1.0"]),
        ];
        foreach ((string path, string list, string text, string body, string[] expected) in all)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using HttpResponseMessage created = await host.Client.PostAsync(Path($"reliability/{path}"), content);
            created.StatusCode.Should().Be(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());

            JsonElement read = await ReadAsync($"reliability/{path}?service=shop");
            read.GetProperty(list).EnumerateArray().Select(one => one.GetProperty(text).GetString())
                .Should().BeEquivalentTo(expected, path);
        }
    }

    private async Task TheDashboardShowsObjectiveAndExperiment()
    {
        foreach (string page in (string[])["", "slo/orders", "experiment/button"])
        {
            string html = await host.Client.GetStringAsync(Path($"reliability/{page}"));
            html.Should().StartWith("<!doctype html>").And.EndWith("</html>").And.Contain("data-p=\"", page);
            html.Should().Contain(page.Length == 0 ? "May we release?" : $">{page[(page.IndexOf('/') + 1)..]}</h1>");
            string twin = page.Length == 0 ? "reliability/dashboard.json" : $"reliability/{page}.json";
            JsonElement document = await ReadAsync(twin);
            document.GetProperty("asOf").GetDateTimeOffset().Should().BeAfter(DateTimeOffset.UnixEpoch, twin);
        }

        string overview = await host.Client.GetStringAsync(Path("reliability/"));
        string style = Style().Match(overview).Value;
        (await host.Client.GetStringAsync(Path($"reliability/{style}"))).Should().Contain("color-scheme");
        JsonElement objectives = (await ReadAsync("reliability/dashboard.json")).GetProperty("objectives").GetProperty("items");
        objectives.EnumerateArray().Select(one => one.GetProperty("name").GetString()).Should().Equal("orders");
    }

    private async Task<JsonElement> ReadAsync(string path)
    {
        using JsonDocument document = JsonDocument.Parse(await host.Client.GetStringAsync(Path(path)));
        return document.RootElement.Clone();
    }

    private static Uri Path(string path) => new(path, UriKind.Relative);

    [GeneratedRegex(@"assets/[0-9a-f]+/app\.css")]
    private static partial Regex Style();

    [GeneratedRegex(@"^.*\bwarning\b.*$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Warnings();
}
