using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Common;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Tests;

public sealed class ImprovementApiTests
{
    private static readonly int[] _minutes = [8, 15, 26, 34, 45, 52, 63, 80, 110, 142, 245, 1592];

    [Fact]
    public async Task Metrics_have_their_definition_their_interval_and_their_values()
    {
        await using ExperimentSite site = await StartAsync();
        (HttpStatusCode status, JsonElement report) = await site.ReadAsync("improvement");
        status.Should().Be(HttpStatusCode.OK, report.ToString());
        (Text(report, "from"), Text(report, "to")).Should().Be(("2025-12-01T08:00:00+00:00", "2026-03-01T08:00:00+00:00"));
        report.GetProperty("services").EnumerateArray().Select(one => one.GetString()).Should().Equal("shop");
        JsonElement restore = Metric(report, "time-to-restore");
        (Number(restore, "median"), Number(restore, "low"), Number(restore, "high"), Number(restore, "p90"), Number(restore, "mean"))
            .Should().Be((57.5 * 60, 26 * 60, 142 * 60, 234.7 * 60, 201 * 60));
        (restore.GetProperty("count").GetInt32(), restore.GetProperty("values").GetArrayLength(), Text(restore, "unit")).Should().Be(
            (12, 12, "seconds"));
        Text(restore, "summary").Should().Be("median 57.5 min (26 to 142 min, 96 %), p90 234.7 min, mean 201 min, n = 12, 0 excluded");
        JsonElement detect = Metric(report, "time-to-detect");
        (detect.GetProperty("median").ValueKind, detect.GetProperty("excluded").GetArrayLength()).Should().Be((JsonValueKind.Null, 12));
        Number(Metric(report, "frequency-per-30-days"), "value").Should().Be(4);

        (_, JsonElement short1) = await site.ReadAsync("improvement?from=2026-02-20&to=2026-03-01T08:00:00Z&service=shop");
        Metric(short1, "time-to-restore").GetProperty("count").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task The_list_is_that_of_the_library()
    {
        await using ExperimentSite site = await StartAsync();
        ImprovementReport report = await site.Site.Services.GetRequiredService<IImprovementMetrics>()
            .GetMetricsAsync(TimeRange.Last(TimeSpan.FromDays(90), site.Clock));
        using HttpResponseMessage response = await site.Client.GetAsync("/reliability/improvement?format=list");
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        (await response.Content.ReadAsStringAsync()).Should().Be(ImprovementJson.Write(report));
    }

    [Fact]
    public async Task Actions_of_postmortems_count_for_the_time_to_implement()
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync();
        await site.ReviewAsync();
        site.Site.Clock.Advance(TimeSpan.FromDays(3));
        (await site.PostAsync("/actions/second/close", """{"reason":"done","etag":"TAG"}""")).Status.Should().Be(HttpStatusCode.OK);
        (_, JsonElement report) = await site.Site.ReadAsync("improvement");
        JsonElement implement = Metric(report, "time-to-implement");
        (implement.GetProperty("count").GetInt32(), Number(implement, "median")).Should().Be((1, 3 * 86400));
        Text(implement.GetProperty("values")[0], "id").Should().Be("second");
    }

    [Fact]
    public async Task Two_periods_are_compared_without_a_verdict_where_their_intervals_overlap()
    {
        await using ExperimentSite site = await StartAsync();
        (HttpStatusCode status, JsonElement both) = await site.ReadAsync("improvement/comparison?from=2026-01-30T08:00:00Z");
        status.Should().Be(HttpStatusCode.OK, both.ToString());
        (Text(both.GetProperty("earlier"), "from"), Text(both.GetProperty("earlier"), "to"), Text(both.GetProperty("later"), "from"))
            .Should().Be(("2025-12-31T08:00:00+00:00", "2026-01-30T08:00:00+00:00", "2026-01-30T08:00:00+00:00"));
        JsonElement restore = Metric(both, "time-to-restore");
        (Text(restore, "verdict"), restore.GetProperty("earlier").GetProperty("values").ValueKind).Should().Be(
            ("Better", JsonValueKind.Null), "each of the last six was shorter than each of the six before");
        (Number(restore.GetProperty("earlier"), "low"), Number(restore.GetProperty("later"), "high")).Should().Be((63 * 60, 52 * 60));
        JsonElement frequency = Metric(both, "frequency-per-30-days");
        Text(frequency, "verdict").Should().Be("NoVerdict");
        Text(frequency, "reason").Should().NotBeEmpty();
        (_, both) = await site.ReadAsync("improvement/comparison?from=2026-01-30&earlierFrom=2025-12-01&earlierTo=2026-01-15");
        Text(both.GetProperty("earlier"), "to").Should().Be("2026-01-15T00:00:00+00:00");
    }

    [Fact]
    public async Task The_quality_of_the_records_is_listed_also_as_Markdown()
    {
        await using ExperimentSite site = await StartAsync();
        (_, JsonElement wrong, _) = await site.PostAsync(
            "incidents",
            """
            {"title":"Wrong year","service":"shop","reason":"r","startedAt":"2025-01-02T10:00:00Z","resolvedAt":"2026-01-02T10:00:00Z"}
            """);
        (HttpStatusCode status, JsonElement quality) = await site.ReadAsync("incidents/quality?service=shop");
        (status, quality.GetProperty("count").GetInt32(), Number(quality, "detectedShare")).Should().Be(
            (HttpStatusCode.OK, 13, 0), quality.ToString());
        Text(quality.GetProperty("tooLong").EnumerateArray().Single(), "id").Should().Be(Text(wrong, "id"));
        using HttpResponseMessage page = await site.Client.GetAsync("/reliability/incidents/quality?format=markdown");
        (page.StatusCode, page.Content.Headers.ContentType!.MediaType).Should().Be((HttpStatusCode.OK, "text/markdown"));
        (await page.Content.ReadAsStringAsync()).Should().Contain(Text(wrong, "id"));
        (_, JsonElement report) = await site.ReadAsync("improvement?from=2025-01-01");
        Number(Metric(report, "time-to-restore"), "median").Should().Be(57.5 * 60, "the robust figures stand");
    }

    [Theory]
    [InlineData("improvement?from=2026-03-02", 400, "from: 2026-03-02T00:00:00.0000000+00:00 is not valid. The value must be before 2026-03-01 08:00:00Z, which is now.")]
    [InlineData("improvement?from=2026-02-02&to=2026-02-02", 400, "to: 2026-02-02T00:00:00.0000000+00:00 is not valid. The value must be after 2026-02-02 00:00:00Z, where the period starts.")]
    [InlineData("improvement?from=2026-02-02&to=2026-02-01", 400, "to: 2026-02-01")]
    [InlineData("improvement?from=2026-03-01T08:00:00Z", 400, "from: ")]
    [InlineData("improvement?to=0001-01-01", 400, "to: ")]
    [InlineData("improvement?from=monday", 400, "from: 'monday' is not a valid time")]
    [InlineData("improvement?service=nobody", 404, "'nobody'")]
    [InlineData("improvement?format=xml", 400, "format: 'xml' is not valid. The value must be 'json' (default) or 'list'.")]
    [InlineData("improvement/comparison?from=2027-01-01", 400, "from: ")]
    [InlineData("improvement/comparison?from=2026-02-01&earlierTo=2026-02-02", 400, "earlierTo: 2026-02-02T00:00:00.0000000+00:00 is not valid. The value must be 2026-02-01 00:00:00Z or before, where the later period starts.")]
    [InlineData("improvement/comparison?from=2026-02-01&earlierFrom=2026-02-01", 400, "earlierTo: ")]
    [InlineData("improvement/comparison?service=nobody", 404, "'nobody'")]
    [InlineData("incidents/quality?from=2026-03-02", 400, "from: ")]
    [InlineData("incidents/quality?from=2026-02-02&to=2026-02-02", 400, "to: ")]
    [InlineData("incidents/quality?service=nobody", 404, "'nobody'")]
    [InlineData("incidents/quality?format=csv", 400, "format: ")]
    public async Task A_period_that_is_empty_or_in_the_future_is_rejected_with_the_valid_range(string path, int expected, string detail)
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        (HttpStatusCode status, JsonElement problem) = await site.ReadAsync(path);
        ((int)status).Should().Be(expected, problem.ToString());
        Text(problem, "detail").Should().Contain(detail);
    }

    /// <summary>Starts a shop with twelve incidents, one in five days.</summary>
    private static async Task<ExperimentSite> StartAsync()
    {
        ExperimentSite site = await ExperimentSite.StartAsync();
        for (int i = 0; i < _minutes.Length; i++)
        {
            DateTimeOffset start = site.Clock.GetUtcNow().AddDays(-5 * (i + 1));
            (HttpStatusCode status, JsonElement json, _) = await site.PostAsync(
                "incidents",
                $$"""
                {"title":"Slow","service":"shop","reason":"r","startedAt":"{{start:O}}","resolvedAt":"{{start.AddMinutes(_minutes[i]):O}}"}
                """);
            status.Should().Be(HttpStatusCode.Created, json.ToString());
        }

        return site;
    }

    private static JsonElement Metric(JsonElement report, string name) =>
        report.GetProperty("metrics").EnumerateArray().Single(one => Text(one, "name") == name);

    private static double Number(JsonElement json, string name) => json.GetProperty(name).GetDouble();

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
