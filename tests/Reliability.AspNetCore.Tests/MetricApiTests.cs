using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Common;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

public sealed class MetricApiTests
{
    private const string Hostile = "a/b<script>%2f..\u202e";

    private static readonly DateTimeOffset _now = new(2026, 3, 29, 10, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_list_says_what_each_metric_measures_and_which_of_them_nothing_feeds()
    {
        await using Site site = await StartAsync();
        site.Services.GetRequiredService<ReliabilityRecorder>().Latencies("checkout.latency");
        JsonElement list = (await site.ReadAsync("/reliability/metrics")).Json;
        JsonElement[] all = [.. list.GetProperty("metrics").EnumerateArray()];
        all.Select(one => $"{Text(one, "name")} {Text(one, "service")} {Text(one, "unit")} {Text(one, "kind")} {Text(one, "direction")} "
            + $"{Text(one, "figure")} {one.GetProperty("minimumEffect")} {one.GetProperty("isObjective")}")
            .Should().Equal(
                "checkout.latency shop s Latency LowerIsBetter P95 0.1 False",
                "queue other messages Measurement Unknown Mean 0.05 False",
                $"{Hostile} shop  Measurement Unknown Mean 0.05 False",
                "checkout shop  Outcome HigherIsBetter GoodShare 0.05 True");
        all[0].GetProperty("feedProblem").ValueKind.Should().Be(JsonValueKind.Null);
        Text(all[0].GetProperty("feeds")[0], "state").Should().Be("Connected");
        Text(all[1], "feedProblem").Should().StartWith("Nothing feeds this metric in this process");
        Text(all[1].GetProperty("feeds")[0], "state").Should().Be("NeverHeard");
    }

    [Fact]
    public async Task A_source_that_was_never_heard_is_named()
    {
        await using Site site = await Site.StartAsync(
            r => r.AddMetric("checkout.latency", m => m.Unit("s")).FromRequests("checkout.latency", all => all.Route("/nowhere")),
            app =>
            {
                app.UseReliability();
                app.MapReliability("/reliability").AllowAnonymous();
            });
        JsonElement metric = (await site.ReadAsync("/reliability/metrics")).Json.GetProperty("metrics")[0];
        Text(metric, "feedProblem").Should().StartWith("The feed '").And.Contain("has not appeared since this process started");
        JsonElement feeds = (await site.ReadAsync("/reliability/feeds")).Json.GetProperty("feeds");
        Text(feeds[0], "slo").Should().Be("checkout.latency", "feeds of metrics are feeds, too");
    }

    [Fact]
    public async Task A_report_has_the_verdict_its_reasons_the_shift_and_the_values_of_each_day()
    {
        await using Site site = await StartAsync();
        await FillAsync(site);
        JsonElement report = (await site.ReadAsync("/reliability/metrics/checkout.latency/trend")).Json;
        (Text(report, "metric"), report.GetProperty("daysAnalyzed").GetInt32(), report.GetProperty("points").GetInt32())
            .Should().Be(("checkout.latency", 90, 60));
        (Text(report, "trendType"), Text(report, "figure"), Text(report, "resolution")).Should().Be(("Degrading", "P95", "Day"));
        Text(report, "summary").Should().StartWith("Degrading: p95 rose ").And.Contain("at the same time as deployment 4.7.1");
        report.GetProperty("currentValue").GetDouble().Should().BeApproximately(0.31, 0.015);
        report.GetProperty("slope").GetDouble().Should().Be(report.GetProperty("trend").GetProperty("slopePerDay").GetDouble());
        report.GetProperty("percentageChange").GetDouble().Should().BeApproximately(
            report.GetProperty("trend").GetProperty("changeRatio").GetDouble() * 100, 1e-3);
        JsonElement levels = report.GetProperty("levelChange");
        levels.GetProperty("decidesVerdict").GetBoolean().Should().BeFalse("there is a significant trend");
        levels.GetProperty("change").GetDouble().Should().BeApproximately(
            levels.GetProperty("end").GetDouble() - levels.GetProperty("start").GetDouble(), 1e-9);
        JsonElement season = report.GetProperty("seasonalPattern");
        season.GetProperty("weeklyCorrelation").GetDouble().Should().BeInRange(-1, 1);
        season.GetProperty("dailyCorrelation").GetDouble().Should().BeInRange(-1, 1);
        season.GetProperty("timeOfDay").GetProperty("state").GetString().Should().NotBeNullOrEmpty();
        JsonElement shift = report.GetProperty("shifts")[1];
        (Text(shift, "kind"), Text(shift, "verdict")).Should().Be(("Step", "Degrading"));
        shift.GetProperty("at").GetDateTimeOffset().Should().Be(new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.Zero));
        Text(shift.GetProperty("markers")[0], "text").Should().Be("deployment 4.7.1");
        JsonElement day = report.GetProperty("data")[0];
        day.EnumerateObject().Select(one => one.Name).Should().Equal(
            "start", "value", "count", "avg", "min", "max", "p50", "p95", "p99");
        day.EnumerateObject().Select(one => one.Value.ValueKind).Should().NotContain(JsonValueKind.Null);
    }

    [Fact]
    public async Task Days_resolution_and_figure_are_as_asked_for()
    {
        await using Site site = await StartAsync();
        await FillAsync(site);
        JsonElement hours = (await site.ReadAsync(
            "/reliability/metrics/checkout.latency/trend?days=10&resolution=hour&figure=mean")).Json;
        (hours.GetProperty("daysAnalyzed").GetInt32(), Text(hours, "resolution"), Text(hours, "figure")).Should().Be((10, "Hour", "Mean"));
        hours.GetProperty("points").GetInt32().Should().Be(230, "nothing was recorded since midnight");
        JsonElement count = (await site.ReadAsync("/reliability/metrics/checkout/trend?days=30&figure=Count")).Json;
        (Text(count, "figure"), count.GetProperty("points").GetInt32()).Should().Be(("Count", 0));
        Text(count, "summary").Should().Be("Not enough data: there are no values.");
    }

    [Fact]
    public async Task Shifts_of_several_metrics_say_which_changed_first()
    {
        await using Site site = await StartAsync();
        await FillAsync(site);
        ReliabilityRecorder recorder = site.Services.GetRequiredService<ReliabilityRecorder>();
        for (int day = 0; day < 60; day++)
        {
            var at = new DateTimeOffset(2026, 1, 28, 12, 0, 0, TimeSpan.Zero);
            recorder.Metric(Hostile).Record(day < 42 ? 10 : 20, at.AddDays(day));
            recorder.Metric("queue").Record(day < 40 ? 10 : 20, at.AddDays(day));
        }

        await recorder.FlushAsync();
        JsonElement group = (await site.ReadAsync("/reliability/metrics/shifts")).Json.GetProperty("groups")
            .EnumerateArray().Should().ContainSingle("the queue belongs to another service").Subject;
        (Text(group, "service"), group.GetProperty("isFirstCertain").GetBoolean()).Should().Be(("shop", true));
        group.GetProperty("shifts").EnumerateArray().Select(one => Text(one, "metric")).Should().Equal("checkout.latency", Hostile);
        Text(group, "summary").Should().StartWith("checkout.latency changed first, on 9 March, at the same time as deployment 4.7.1; then");
        JsonElement few = (await site.ReadAsync("/reliability/metrics/shifts?days=5")).Json.GetProperty("groups");
        few.GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task A_report_states_the_days_until_the_threshold_and_the_next_days()
    {
        await using Site site = await StartAsync();
        await FillAsync(site);
        JsonElement forecast = (await site.ReadAsync("/reliability/metrics/checkout.latency/trend")).Json.GetProperty("forecast");
        forecast.GetProperty("points").GetArrayLength().Should().Be(14);
        JsonElement next = forecast.GetProperty("points")[0];
        next.GetProperty("at").GetDateTimeOffset().Should().Be(new DateTimeOffset(2026, 3, 29, 0, 0, 0, TimeSpan.Zero));
        next.GetProperty("low").GetDouble().Should().BeLessThan(next.GetProperty("value").GetDouble());
        JsonElement threshold = forecast.GetProperty("threshold");
        (threshold.GetProperty("threshold").GetDouble(), Text(threshold, "outcome")).Should().Be((0.25, "AlreadyCrossed"));
        JsonElement mean = (await site.ReadAsync("/reliability/metrics/checkout.latency/trend?figure=mean")).Json.GetProperty("forecast");
        mean.GetProperty("threshold").ValueKind.Should().Be(JsonValueKind.Null, "the threshold is one of p95");
    }

    [Theory]
    [InlineData("days=0", "days: '0' is not valid. The value must be from 1 to 1826.")]
    [InlineData("days=1827", "from 1 to 1826")]
    [InlineData("days=367&resolution=hour", "from 1 to 366")]
    [InlineData("days=1.5", "from 1 to 1826")]
    [InlineData("resolution=minute", "resolution: 'minute' is not valid. The value must be one of day, hour.")]
    [InlineData("figure=p90", "one of mean, p50, p95, p99, count, goodShare")]
    [InlineData("figure=Default", "one of mean, p50, p95, p99, count, goodShare")]
    [InlineData("figure=goodShare", "figure: Metric 'checkout.latency' analyzes a share of good events")]
    [InlineData("format=html", "'json' (default) or 'markdown'")]
    public async Task A_parameter_out_of_range_is_400_and_says_what_is_valid(string query, string message)
    {
        await using Site site = await StartAsync();
        (HttpStatusCode status, JsonElement problem) = await site.ReadAsync($"/reliability/metrics/checkout.latency/trend?{query}");
        status.Should().Be(HttpStatusCode.BadRequest);
        Text(problem, "detail").Should().Contain(message);
    }

    [Fact]
    public async Task An_unknown_metric_is_404_with_the_nearest_names_and_a_hostile_one_is_found()
    {
        await using Site site = await StartAsync();
        (HttpStatusCode status, JsonElement problem) = await site.ReadAsync("/reliability/metrics/checkout.latencie/trend");
        status.Should().Be(HttpStatusCode.NotFound);
        Text(problem, "detail").Should().StartWith(
            "No metric is named 'checkout.latencie'. Declared are: 'checkout.latency', 'checkout', ");
        JsonElement found = (await site.ReadAsync($"/reliability/metrics/{Uri.EscapeDataString(Hostile)}/trend")).Json;
        Text(found, "metric").Should().Be(Hostile);
    }

    [Theory]
    [InlineData("?format=markdown", null, true)]
    [InlineData("?format=json", "text/markdown", false)]
    [InlineData("", "text/markdown", true)]
    [InlineData("", "text/markdown, application/json;q=0.5", true)]
    [InlineData("", "text/markdown;q=0.5, application/json", false)]
    [InlineData("", "*/*", false)]
    public async Task Markdown_is_sent_to_those_who_ask_for_it(string query, string? accept, bool isMarkdown)
    {
        await using Site site = await StartAsync();
        await FillAsync(site);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri($"/reliability/metrics/checkout.latency/trend{query}", UriKind.Relative));
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using HttpResponseMessage response = await site.Client.SendAsync(request);
        response.Headers.Vary.Should().Contain("Accept");
        response.Content.Headers.ContentType!.MediaType.Should().Be(isMarkdown ? "text/markdown" : "application/json");
        string text = await response.Content.ReadAsStringAsync();
        text.Should().StartWith(isMarkdown ? "# checkout.latency\n\n**Degrading**: p95 rose " : "{");
    }

    private static string? Text(JsonElement json, string property) => json.GetProperty(property).GetString();

    /// <summary>Sixty days of a latency that rose twice by 50 ms, the second time when a version was deployed.</summary>
    private static async Task FillAsync(Site site)
    {
        ReliabilityRecorder recorder = site.Services.GetRequiredService<ReliabilityRecorder>();
        LatencyRecorder latencies = recorder.Latencies("checkout.latency");
        var random = new Random(3);
        for (int day = 0; day < 60; day++)
        {
            double level = 200 + (day / 20 * 50) + (20 * random.NextDouble());
            for (int hour = 0; hour < 24; hour++)
            {
                DateTimeOffset at = new DateTimeOffset(2026, 1, 28, hour, 0, 0, TimeSpan.Zero).AddDays(day);
                latencies.Record(TimeSpan.FromMilliseconds(level), at);
                latencies.Record(TimeSpan.FromMilliseconds(level + random.Next(5)), at);
            }
        }

        await recorder.FlushAsync();
    }

    private static async Task<Site> StartAsync()
    {
        var clock = new FakeTimeProvider(_now);
        return await Site.StartAsync(
            r => r.UseStore(new InMemoryStore(clock), StorageRoles.All)
                .AddSlo("checkout", slo => slo.Availability(99.9m).OfService("shop"))
                .AddMetric("checkout.latency", m => m.Unit("s").LowerIsBetter().MinimumEffect(0.1).Threshold(0.25).ForService("shop"))
                .AddMetric("queue", m => m.Unit("messages").ForService("other"))
                .AddMetric(Hostile, m => m.ForService("shop")),
            app => app.MapReliability("/reliability").AllowAnonymous(),
            services: all =>
            {
                all.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
                all.AddKeyedSingleton(string.Empty, Deployments());
            });
    }

    private static IMarkerSource Deployments()
    {
        IMarkerSource source = Substitute.For<IMarkerSource>();
        source.GetMarkersAsync(Arg.Any<string>(), Arg.Any<TimeRange>(), Arg.Any<CancellationToken>()).Returns(
        [
            new Marker
            {
                At = new DateTimeOffset(2026, 3, 9, 9, 0, 0, TimeSpan.Zero), Kind = "deployment", Text = "deployment 4.7.1",
            },
        ]);
        return source;
    }
}
