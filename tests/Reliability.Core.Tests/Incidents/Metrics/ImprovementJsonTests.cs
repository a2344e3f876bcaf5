using System.Globalization;
using System.Text.Json;
using Reliability.Incidents;
using static Reliability.Core.Tests.Incidents.Metrics.SomeHistory;

namespace Reliability.Core.Tests.Incidents.Metrics;

public sealed class ImprovementJsonTests
{
    private static readonly string[] Names =
    [
        "time-to-detect",
        "time-to-acknowledge",
        "time-to-mitigate",
        "time-to-restore",
        "time-to-resolve",
        "uptime-mtbf",
        "frequency-per-30-days",
        "recurring-share",
        "time-to-implement",
        "deployment-frequency",
        "lead-time",
        "change-failure-rate",
        "failed-deployment-recovery",
        "rework-rate",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void Every_metric_has_all_fields_in_seconds_in_every_culture(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        JsonElement[] metrics = Read(Report([.. Lasting(Twelve), Incident("bad \"one\"", 30_000, 29_000), Incident("open", 40_000, null)]));
        metrics.Select(one => one.GetProperty("name").GetString()).Should().Equal(Names);
        foreach (JsonElement metric in metrics)
        {
            metric.EnumerateObject().Select(one => one.Name).Should().Equal(
                "name", "unit", "count", "value", "median", "mean", "p75", "p90", "low", "high", "censoredMedian", "excluded");
        }

        metrics[3].GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).Should().Be(
            """{"name":"time-to-restore","unit":"seconds","count":12,"value":null,"median":3450,"mean":12060,"p75":7080,"p90":14082,"low":1560,"high":8520,"censoredMedian":3780,"excluded":[{"id":"bad\u0022one\u0022","reason":"negativeduration"}]}""");
        metrics[6].GetProperty("value").GetDouble().Should().BeApproximately(14 / 3.0, 1e-12);
        metrics[6].GetProperty("median").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void What_is_not_defined_is_null()
    {
        JsonElement[] metrics = Read(Report([]));
        foreach (JsonElement metric in metrics)
        {
            metric.GetProperty("count").GetInt32().Should().Be(0);
            string[] defined = metric.GetProperty("name").GetString() == "frequency-per-30-days" ? ["value", "low", "high"] : [];
            string[] fields = ["value", "median", "mean", "p75", "p90", "low", "high", "censoredMedian"];
            fields.Where(field => metric.GetProperty(field).ValueKind != JsonValueKind.Null).Should().Equal(
                defined, metric.GetProperty("name").GetString());
        }
    }

    private static JsonElement[] Read(ImprovementReport report)
    {
        string text = ImprovementJson.Write(report);
        text.Should().EndWith("]\n").And.NotContain("\r");
        return [.. JsonDocument.Parse(text).RootElement.EnumerateArray()];
    }
}
