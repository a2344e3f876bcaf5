using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>Numbers are for readers: none is longer than it needs to be.</summary>
public sealed class ApiNumberTests
{
    private const int MaxDigits = 6;

    private static readonly string[] Paths =
    [
        "objectives", "objectives/quality", "objectives/checkout", "status", "status/quality", "status/checkout", "status/fast",
        "burn/quality", "burn/checkout", "alerts", "alerts/transitions/shop", "alerts/undelivered", "alerts/orphaned/shop",
        "alerts/conflicts", "jobs", "feeds", "history/checkout", "replay/quality", "replay/checkout", "ledger/shop", "policies",
        "gate/shop?evidence=true", "gate/shop/overrides", "health", "metrics", "metrics/shifts", "metrics/quality/trend",
        "deployments", "incidents/open", "incidents/report?service=shop",
    ];

    [Fact]
    public async Task No_number_of_any_endpoint_has_more_than_six_significant_digits_past_its_point()
    {
        await using Site site = await Site.StartAsync(
            r => r
                .AddSlo("quality", s => s.Score(4m, 7m).OfService("shop").OverRolling(TimeSpan.FromDays(28)).AlertOnBurnRate())
                .AddSlo("checkout", s => s.Availability(99.9m).OfService("shop").OverRolling(TimeSpan.FromDays(28)).AlertOnBurnRate())
                .AddSlo("fast", s => s.Latency(TimeSpan.FromTicks(3_333_333), 95m).OfService("shop").OverCalendar(CalendarPeriod.Month)),
            app => app.MapReliability("/reliability").AllowAnonymous());
        var recorder = site.Services.GetRequiredService<ReliabilityRecorder>();
        recorder.Scores("quality").Record(3.3333333);
        recorder.Scores("quality").Record(6.1111111);
        recorder.Outcomes("checkout").Record(good: 10_007, bad: 3);
        recorder.Latencies("fast").Record(0.1234567891);
        await site.StatusAsync("quality");
        await site.Services.GetRequiredService<IBudgetLedger>().AdjustAsync(new BudgetAdjustment
        {
            Slo = "checkout",
            At = TimeProvider.System.GetUtcNow(),
            Bad = 1m / 3,
            By = "ada",
            Reason = "a third of an event",
            Id = "third",
        });
        await site.JudgeAsync();

        List<string> seen = [];
        foreach (string path in Paths)
        {
            (HttpStatusCode code, JsonElement json) = await site.ReadAsync($"/reliability/{path}");
            code.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.Conflict);
            seen.AddRange(Numbers(json, path));
        }

        seen.Should().Contain("objectives/quality.target 57.142857").And
            .Contain(one => one.StartsWith("jobs.clockOffset", StringComparison.Ordinal));
        seen.Where(one => Digits(one.Split(' ')[1]) > MaxDigits).Should().BeEmpty();
    }

    private static IEnumerable<string> Numbers(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(one => Numbers(one.Value, $"{path}.{one.Name}")),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(one => Numbers(one, path)),
        JsonValueKind.Number => [$"{path} {json.GetRawText()}"],
        _ => [],
    };

    /// <summary>
    /// Counts the digits past the point that tell something: zeros of a small share and nines of a share near 1 only say how small it is,
    /// or how little is missing.
    /// </summary>
    private static int Digits(string number)
    {
        decimal value = Math.Abs(decimal.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture));
        string text = value.ToString(CultureInfo.InvariantCulture);
        int point = text.IndexOf('.', StringComparison.Ordinal);
        string digits = point < 0 ? "" : text[(point + 1)..];
        return value >= 1 ? digits.Length : digits.TrimStart(digits.StartsWith('9') ? '9' : '0').Length;
    }
}
