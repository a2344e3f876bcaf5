using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Alerting;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.AspNetCore.Tests;

/// <summary>
/// A shop that has one of everything that the JSON API shows: its endpoints are those that are mapped, so that a new one is covered.
/// </summary>
internal sealed class WholeShop : IAsyncDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero);

    /// <summary>The values of the parameters of a path, by the first segment of the path or for all of them.</summary>
    private readonly Dictionary<string, string[]> _values = new(StringComparer.Ordinal)
    {
        ["slo"] = ["quality", "checkout", "fast"],
        ["service"] = ["shop"],
        ["name"] = ["checkout.latency", "quality"],
        ["key"] = ["button"],
        ["deployments/id"] = ["build-1"],
    };

    /// <summary>The queries that an endpoint needs, or that make it show more.</summary>
    private readonly Dictionary<string, string> _queries = new(StringComparer.Ordinal)
    {
        ["gate/{service}"] = "?evidence=true",
        ["incidents"] = "?service=shop",
        ["incidents/report"] = "?service=shop",
    };

    private readonly ExperimentSite _site;
    private readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);

    private WholeShop(ExperimentSite site) => _site = site;

    /// <summary>Gets the answers to the valid requests of all endpoints that write.</summary>
    public List<(string Path, JsonElement Json)> Written { get; } = [];

    /// <summary>Gets the patterns of the endpoints that write, without the prefix of the API.</summary>
    public IEnumerable<string> WritePatterns => Patterns("POST");

    public static async Task<WholeShop> StartAsync()
    {
        ExperimentSite site = await ExperimentSite.StartAsync(now: _now, declare: r => r
            .AddSlo("quality", s => s.Score(4m, 7m).OfService("shop").OverRolling(TimeSpan.FromDays(28)).AlertOnBurnRate())
            .AddSlo("checkout", s => s.Availability(99.9m).OfService("shop").OverRolling(TimeSpan.FromDays(28)).AlertOnBurnRate())
            .AddSlo("fast", s => s.Latency(TimeSpan.FromTicks(3_333_333), 95m).OfService("shop").OverCalendar(CalendarPeriod.Month))
            .AddPolicy(new BudgetPolicy("freeze", "checkout", actsAt: 0.123456789m) { FreezesReleases = true })
            .AddMetric("checkout.latency", m => m.Unit("s").LowerIsBetter().ForService("shop").AlertOnTrend()));
        var shop = new WholeShop(site);
        await shop.RecordAsync();
        shop._tags["experiments"] = (await site.CreateAsync()).ETag.Value;
        foreach (WriteSample sample in WriteSample.All)
        {
            (HttpStatusCode status, JsonElement json) = await shop.PostAsync(sample, sample.Body);
            ((int)status).Should().BeInRange(200, 299, "{0} got {1}", sample.Path, json);
            shop.Written.Add((sample.Path, json));
            if (sample.Pattern is "debt" or "incidents")
            {
                shop._values[$"{sample.Pattern}/id"] = [json.GetProperty("id").GetString()!];
                if (sample.Pattern == "incidents")
                {
                    shop._values["postmortems/id"] = shop._values["postmortems/incident"] = shop._values["incidents/id"];
                }
            }
            else if (sample.Pattern == "experiments/{key}/start")
            {
                await site.CountAsync("blue", 0, 1003, 100);
                await site.CountAsync("green", 0, 1007, 200);
            }
        }

        await site.Site.JudgeAsync();
        return shop;
    }

    /// <summary>Returns the paths of all endpoints that read. A parameter without a value fails: a new one needs a value here.</summary>
    public IEnumerable<string> ReadPaths() => Patterns("GET").SelectMany(pattern => Fill(pattern)
        .Select(path => path + _queries.GetValueOrDefault(pattern)));

    public Task<(HttpStatusCode Status, JsonElement Json)> ReadAsync(string path) => _site.ReadAsync(path);

    /// <summary>Returns the description of the API.</summary>
    public async Task<JsonElement> DescribeAsync() => (await _site.Site.ReadAsync("/openapi/v1.json")).Json;

    /// <summary>Sends a body to the endpoint of a sample, with the present version of the item in the place of TAG.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(WriteSample sample, string body)
    {
        string kind = sample.Path.Split('/', '?')[0];
        string path = sample.Path.Replace("/ID", $"/{_values.GetValueOrDefault($"{kind}/id")?[0]}", StringComparison.Ordinal);
        string? seen = _tags.GetValueOrDefault(kind);
        (HttpStatusCode status, JsonElement json, string? tag) = await _site.PostAsync(
            path.Replace("TAG", seen, StringComparison.Ordinal),
            body.Replace("TAG", seen, StringComparison.Ordinal)
                .Replace("INCIDENT", _values.GetValueOrDefault("incidents/id")?[0], StringComparison.Ordinal),
            type: sample.Type);
        if (tag is not null)
        {
            _tags[kind] = tag;
        }

        return (status, json);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private async Task RecordAsync()
    {
        ReliabilityRecorder recorder = _site.Site.Services.GetRequiredService<ReliabilityRecorder>();
        recorder.Scores("quality").Record(3.3333333);
        recorder.Scores("quality").Record(6.1111111);
        recorder.Outcomes("checkout").Record(good: 10_007, bad: 3);
        recorder.Latencies("fast").Record(0.1234567891);
        LatencyRecorder latencies = recorder.Latencies("checkout.latency");
        var random = new Random(3);
        DateTimeOffset start = new(2026, 1, 28, 0, 0, 0, TimeSpan.Zero);
        for (int hour = 0; hour < 60 * 24; hour++)
        {
            double level = (hour / 24 < 30 ? 200 : 300) + (20 * random.NextDouble());
            latencies.Record(TimeSpan.FromMilliseconds(level), start.AddHours(hour));
        }

        await recorder.FlushAsync();
    }

    private IEnumerable<string> Patterns(string method) => _site.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Where(one => one.RoutePattern.RawText!.StartsWith("/reliability/", StringComparison.Ordinal)
            && one.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains(method))
        .Select(one => one.RoutePattern.RawText!["/reliability/".Length..]);

    private IEnumerable<string> Fill(string pattern)
    {
        int start = pattern.IndexOf('{', StringComparison.Ordinal);
        if (start < 0)
        {
            return [pattern];
        }

        int end = pattern.IndexOf('}', StringComparison.Ordinal);
        string parameter = pattern[(start + 1)..end];
        string kind = $"{pattern.Split('/')[0]}/{parameter}";
        string[] values = _values.GetValueOrDefault(kind) ?? _values[parameter];
        return values.SelectMany(value => Fill($"{pattern[..start]}{value}{pattern[(end + 1)..]}"));
    }
}
