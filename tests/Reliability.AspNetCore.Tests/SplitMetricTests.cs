using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Recording;
using Reliability.Tests.Web;
using Reliability.Trends;

namespace Reliability.AspNetCore.Tests;

/// <summary>Metrics that are split by a route value or an item of requests, and their values in the API.</summary>
public sealed class SplitMetricTests
{
    private const string Hostile = "<b>&\u202e";

    [Fact]
    public async Task Requests_are_told_apart_by_a_route_value_or_an_item()
    {
        await using Site site = await Site.StartAsync(
            r => r.AddMetric("served", m => m.Outcomes().SplitBy("region")).FromRequests("served", requests => requests.BadStatus(404))
                .AddMetric("latency", m => m.Unit("s").SplitBy("region")).FromRequests("latency"),
            app =>
            {
                app.UseReliability();
                app.UseRouting();
                app.MapGet("/in/{region}", (string region) => Results.StatusCode(region == "us-east" ? 500 : 200));
                app.MapGet("/item", (HttpContext http) => http.Items["region"] = "ap-south");
                app.MapGet("/none", () => "none");
            });
        foreach (string path in (string[])["/in/eu-west", "/in/us-east", "/in/eu-west", "/item", "/none"])
        {
            await site.GetAsync(path);
        }

        ReliabilityRecorder recorder = site.Services.GetRequiredService<ReliabilityRecorder>();
        await recorder.FlushAsync();
        SeriesTotals served = recorder.GetTotals().Single(one => one.Series.Name == "served");
        (served.Good, served.Bad).Should().Be((4, 1));
        ITrends trends = site.Services.GetRequiredService<ITrends>();
        (await trends.GetValuesAsync("served")).Should().Equal("ap-south", "eu-west", "us-east");
        (await trends.GetValuesAsync("latency")).Should().Equal(["ap-south", "eu-west"], "a failure has no latency");
    }

    [Fact]
    public async Task Requests_without_the_route_value_are_named_by_their_feed()
    {
        await using Site site = await Site.StartAsync(
            r => r.AddMetric("served", m => m.Outcomes().SplitBy("region")).FromRequests("served"),
            app =>
            {
                app.UseReliability();
                app.UseRouting();
                app.MapGet("/none", () => "none");
            });
        await site.GetAsync("/none");
        await site.Services.GetRequiredService<ReliabilityRecorder>().FlushAsync();
        site.Services.GetRequiredService<ReliabilityRecorder>().GetFeeds("served").Should().ContainSingle().Which.Hint.Should()
            .Contain("No event had 'region'");
    }

    [Fact]
    public async Task The_list_has_the_values_and_a_trend_is_that_of_a_value()
    {
        await using Site site = await StartAsync();
        JsonElement[] metrics = [.. (await site.ReadAsync("/reliability/metrics")).Json.GetProperty("metrics").EnumerateArray()];
        metrics[0].GetProperty("splitBy").GetString().Should().Be("region");
        metrics[0].GetProperty("values").EnumerateArray().Select(one => one.GetString()).Should().Equal(Hostile, "eu-west");
        metrics[1].GetProperty("splitBy").ValueKind.Should().Be(JsonValueKind.Null);
        metrics[1].GetProperty("values").ValueKind.Should().Be(JsonValueKind.Null);

        JsonElement total = (await site.ReadAsync("/reliability/metrics/checkout.latency/trend")).Json;
        total.GetProperty("value").ValueKind.Should().Be(JsonValueKind.Null);
        total.GetProperty("degradingValue").GetString().Should().Be("eu-west");
        total.GetProperty("summary").GetString().Should().Contain("in eu-west: the mean rose");
        JsonElement one = (await site.ReadAsync("/reliability/metrics/checkout.latency/trend?value=eu-west")).Json;
        (one.GetProperty("value").GetString(), one.GetProperty("trendType").GetString()).Should().Be(("eu-west", "Degrading"));
        JsonElement other = (await site.ReadAsync(
            $"/reliability/metrics/checkout.latency/trend?value={Uri.EscapeDataString(Hostile)}")).Json;
        (other.GetProperty("value").GetString(), other.GetProperty("trendType").GetString()).Should().Be((Hostile, "Stable"));
    }

    [Theory]
    [InlineData("checkout.latency", "eu-wset", "has no value 'eu-wset' of 'region'. Recorded are: 'eu-west', ")]
    [InlineData("checkout.latency", "", "has no value ''")]
    [InlineData("checkout.latency", "other", "has no value 'other'")]
    [InlineData("queue", "eu-west", "is not split by a dimension")]
    public async Task A_value_that_matches_nothing_is_404_with_the_nearest_names(string metric, string value, string message)
    {
        await using Site site = await StartAsync();
        (HttpStatusCode status, JsonElement problem) = await site.ReadAsync($"/reliability/metrics/{metric}/trend?value={value}");
        status.Should().Be(HttpStatusCode.NotFound);
        problem.GetProperty("detail").GetString().Should().Contain(message);
    }

    private static async Task<Site> StartAsync()
    {
        Site site = await Site.StartAsync(
            r => r
                .AddMetric("checkout.latency", m => m.LowerIsBetter().SplitBy("region"))
                .AddMetric("queue", m => m.Unit("messages")),
            app => app.MapReliability("/reliability").AllowAnonymous());
        ReliabilityRecorder recorder = site.Services.GetRequiredService<ReliabilityRecorder>();
        ValueRecorder metric = recorder.Metric("checkout.latency");
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var random = new Random(5);
        for (int day = 60; day > 0; day--)
        {
            metric.Record((day > 30 ? 10 : 20) + random.NextDouble(), now.AddDays(-day), "eu-west").Should().Be(RecordResult.Accepted);
            metric.Record(10 + random.NextDouble(), now.AddDays(-day), Hostile).Should().Be(RecordResult.Accepted);
        }

        await recorder.FlushAsync();
        return site;
    }
}
