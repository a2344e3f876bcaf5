using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Recording;
using Reliability.Trends;

namespace Reliability.Dashboard.Tests;

/// <summary>What comes next for a metric, and which of several metrics changed first.</summary>
public sealed class TrendOutlookTests
{
    [Fact]
    public async Task The_page_goes_on_with_the_forecast_and_says_how_many_days_are_left_until_the_threshold()
    {
        await using Shop shop = await OpenAsync(0.5, day => 0.3 + (0.001 * day));
        TrendReport report = await shop.Site.Services.GetRequiredService<ITrends>().AnalyzeAsync("any");
        JsonElement twin = await TwinAsync(shop, "/reliability/trend/any.json");
        JsonElement forecast = twin.GetProperty("forecast");
        JsonElement[] points = [.. forecast.GetProperty("points").EnumerateArray()];
        points.Select(one => one.GetProperty("at").GetDateTimeOffset()).Should().Equal(
            Enumerable.Range(90, 14).Select(day => ShopTrend.First.AddDays(day)));
        points.Select(one => one.GetProperty("value").GetDouble()).Should().Equal(
            report.Forecast!.Points.Select(point => point.Value), (shown, exact) => Math.Abs(shown - exact) < 1e-6);
        points.Should().OnlyContain(one => one.GetProperty("low").GetDouble() < one.GetProperty("high").GetDouble());
        JsonElement until = forecast.GetProperty("untilThreshold");
        (until.GetProperty("outcome").GetString(), twin.GetProperty("threshold").GetDouble()).Should().Be(("Expected", 0.5));
        double days = until.GetProperty("days").GetDouble();
        days.Should().BeApproximately(111, 8).And.BeApproximately(report.Forecast.Threshold!.Days!.Value, 0.051);
        until.GetProperty("lowerDays").GetDouble().Should().BeLessThan(days);
        until.GetProperty("upperDays").GetDouble().Should().BeGreaterThan(days);

        string page = await shop.PageAsync("/reliability/trend/any");
        page.Should().Contain("Days until the threshold").And.Contain(">Forecast<").And.Contain("90 % of the forecast")
            .And.Contain("<line class=\"threshold warn\"").And.Contain("data-p=\"/threshold\" data-f=\"Seconds\">500 ms<")
            .And.Contain($">{days.ToString("0.#", CultureInfo.InvariantCulture)}<")
            .And.Contain("data-p=\"/forecast/points/13/value\"", "the table behind the chart has the last day of the forecast");
    }

    [Fact]
    public async Task A_threshold_that_is_not_reached_within_a_year_is_said_so_with_the_reason()
    {
        await using Shop shop = await OpenAsync(0.5, day => 0.3 - (0.001 * day));
        JsonElement until = (await TwinAsync(shop, "/reliability/trend/any.json")).GetProperty("forecast").GetProperty("untilThreshold");
        until.GetProperty("days").ValueKind.Should().Be(JsonValueKind.Null);
        string page = await shop.PageAsync("/reliability/trend/any");
        page.Should().Contain("not within a year").And.Contain("The line moves away from the threshold.");
    }

    [Fact]
    public async Task A_threshold_that_is_reached_already_leaves_no_days_and_has_no_interval()
    {
        await using Shop shop = await OpenAsync(0.2, _ => 0.3);
        string page = await shop.PageAsync("/reliability/trend/any");
        page.Should().Contain("data-p=\"/forecast/untilThreshold/days\" data-f=\"Number\">0<")
            .And.Contain("The line has crossed the threshold.").And.NotContain("/forecast/untilThreshold/lowerDays");
    }

    [Fact]
    public async Task A_threshold_far_away_is_in_the_tile_and_does_not_flatten_the_chart()
    {
        await using Shop shop = await OpenAsync(60, day => 0.3 + (0.001 * day));
        (await shop.PageAsync("/reliability/trend/any")).Should().Contain("Days until the threshold")
            .And.NotContain("<line class=\"threshold");
    }

    [Fact]
    public async Task Without_a_threshold_there_is_a_forecast_and_no_tile_and_with_few_days_there_is_neither()
    {
        await using Shop shop = await OpenAsync(null, _ => 0.3);
        (await shop.PageAsync("/reliability/trend/any")).Should().Contain("90 % of the forecast").And.NotContain("until the threshold");
        await using Shop young = await OpenAsync(0.5, _ => 0.3, days: 5);
        (await TwinAsync(young, "/reliability/trend/any.json")).GetProperty("forecast").ValueKind.Should().Be(JsonValueKind.Null);
        (await young.PageAsync("/reliability/trend/any")).Should().NotContain(">Forecast<").And.NotContain("until the threshold");
    }

    [Fact]
    public async Task The_past_has_the_forecast_of_then()
    {
        await using Shop shop = await OpenAsync(0.5, day => 0.3 + (0.001 * day));
        JsonElement then = await TwinAsync(shop, "/reliability/trend/any.json?at=2026-02-20T12:00Z");
        then.GetProperty("forecast").GetProperty("points")[0].GetProperty("at").GetDateTimeOffset().Should().Be(
            new DateTimeOffset(2026, 2, 20, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task The_overview_says_which_metric_changed_first_and_leads_to_it()
    {
        await using Shop shop = await OpenPairsAsync(1);
        JsonElement trends = (await TwinAsync(shop, "/reliability/dashboard.json")).GetProperty("trends");
        JsonElement group = trends.GetProperty("groups").EnumerateArray().Should().ContainSingle().Subject;
        (group.GetProperty("metric").GetString(), group.GetProperty("service").GetString()).Should().Be(("db-0", "service-0"));
        group.GetProperty("isFirstCertain").GetBoolean().Should().BeTrue();
        string summary = group.GetProperty("summary").GetString()!;
        summary.Should().Be("db-0 changed first, on 14 March; then web-0 on 17 March.");
        trends.GetProperty("moreGroups").GetInt32().Should().Be(0);
        string page = await shop.PageAsync("/reliability/");
        page.Should().Contain("What changed first, in the last 30 days").And.MatchRegex(
            $"<a href=\"./trend/db-0\"><span data-p=\"/trends/groups/0/summary\">{summary}</span></a>");
        page.Should().NotContain("/trends/moreGroups");
    }

    [Fact]
    public async Task Three_groups_are_listed_and_those_of_other_services_are_not_shown()
    {
        await using Shop shop = await OpenPairsAsync(5);
        JsonElement all = (await TwinAsync(shop, "/reliability/dashboard.json")).GetProperty("trends");
        (all.GetProperty("groups").GetArrayLength(), all.GetProperty("moreGroups").GetInt32()).Should().Be((3, 2));
        (await shop.PageAsync("/reliability/")).Should().Contain("data-p=\"/trends/moreGroups\" data-f=\"Count\">2</span> more");
        JsonElement one = (await TwinAsync(shop, "/reliability/dashboard.json?service=service-4")).GetProperty("trends");
        one.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("metric").GetString()).Should().Equal("db-4");
        one.GetProperty("moreGroups").GetInt32().Should().Be(0);
        (await TwinAsync(shop, "/reliability/dashboard.json?service=mailer")).GetProperty("trends").GetProperty("groups")
            .GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Shifts_of_more_than_thirty_days_ago_are_left_out()
    {
        await using Shop shop = await OpenPairsAsync(1, step: 50);
        (await TwinAsync(shop, "/reliability/dashboard.json")).GetProperty("trends").GetProperty("groups").GetArrayLength().Should().Be(0);
        (await shop.PageAsync("/reliability/")).Should().NotContain("What changed first");
    }

    [Fact]
    public async Task A_hostile_name_in_a_group_is_a_text()
    {
        await using Shop shop = await OpenPairsAsync(1, first: "</a><script>alert(1)</script>");
        (await shop.PageAsync("/reliability/")).Should().NotContain("<script>alert").And.Contain(
            WebUtility.HtmlEncode("</a><script>alert(1)</script>") + " changed first, on ");
    }

    /// <summary>A shop with a metric whose threshold and course are given.</summary>
    private static async Task<Shop> OpenAsync(double? threshold, Func<int, double> level, int days = 90)
    {
        Shop shop = await Shop.OpenAsync(reliability => reliability.AddMetric("any", m =>
        {
            m.Unit("s").LowerIsBetter().ForService("shop");
            if (threshold is { } known)
            {
                m.Threshold(known);
            }
        }));
        ReliabilityRecorder recorder = shop.Site.Services.GetRequiredService<ReliabilityRecorder>();
        var random = new Random(11);
        for (int day = 90 - days; day < 90; day++)
        {
            recorder.Latencies("any").Record(
                TimeSpan.FromSeconds(level(day) + (0.008 * (random.NextDouble() - 0.5))), ShopTrend.First.AddDays(day).AddHours(12));
        }

        await recorder.FlushAsync();
        return shop;
    }

    /// <summary>A shop with services of two metrics each, the second of which steps three days after the first.</summary>
    private static async Task<Shop> OpenPairsAsync(int count, int step = 75, string first = "db-")
    {
        (string Name, string Service, int Step)[] metrics =
        [
            .. Enumerable.Range(0, count).SelectMany(i => ((string, string, int)[])
                [(first == "db-" ? $"db-{i}" : first, $"service-{i}", step), ($"web-{i}", $"service-{i}", step + 3)]),
        ];
        Shop shop = await Shop.OpenAsync(reliability =>
        {
            foreach ((string name, string service, _) in metrics)
            {
                reliability.AddMetric(name, m => m.LowerIsBetter().ForService(service));
            }
        });
        ReliabilityRecorder recorder = shop.Site.Services.GetRequiredService<ReliabilityRecorder>();
        var random = new Random(7);
        foreach ((string name, _, int at) in metrics)
        {
            for (int day = 0; day < 90; day++)
            {
                double value = (day >= at ? 150 : 100) + (2 * random.NextDouble());
                recorder.Metric(name).Record(value, ShopTrend.First.AddDays(day).AddHours(12));
            }
        }

        await recorder.FlushAsync();
        return shop;
    }

    private static async Task<JsonElement> TwinAsync(Shop shop, string path) => JsonDocument.Parse(await shop.PageAsync(path)).RootElement;
}
