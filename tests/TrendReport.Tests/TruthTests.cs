using System.Text.Json;

namespace TrendReportSample.Tests;

/// <summary>What is put into a series comes out of the command line.</summary>
public sealed class TruthTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Days_of_noise_are_stable(int seed)
    {
        JsonElement report = TestTerminal.JsonOf(TestSeries.Days(90, _ => 100, seed: seed));

        report.GetProperty("bucket").GetString().Should().Be("day");
        report.GetProperty("points").GetInt64().Should().Be(90);
        report.GetProperty("dropped").GetInt64().Should().Be(0);
        Verdict(report).Should().Be("stable");
        IsDetected(report, "weekly").Should().BeFalse();
        report.GetProperty("shifts").GetArrayLength().Should().Be(0);
        report.GetProperty("outliers").GetArrayLength().Should().Be(0);
    }

    [Theory]
    [InlineData(0.5, "--lower-is-better", "degrading")]
    [InlineData(0.5, "--higher-is-better", "improving")]
    [InlineData(-0.5, "--lower-is-better", "improving")]
    [InlineData(-0.5, "--higher-is-better", "degrading")]
    [InlineData(0.5, "--bucket=day", "changing")]
    public void A_trend_over_days_has_its_slope_and_its_verdict_by_the_better_direction(double slope, string option, string verdict)
    {
        JsonElement report = TestTerminal.JsonOf(TestSeries.Days(90, i => 100 + (slope * i)), option);

        JsonElement trend = report.GetProperty("trend");
        trend.GetProperty("verdict").GetString().Should().Be(verdict);
        trend.GetProperty("slopePerDay").GetDouble().Should().BeApproximately(slope, 0.02);
        trend.GetProperty("pValue").GetDouble().Should().BeLessThan(1e-6);
        trend.GetProperty("changeRatio").GetDouble().Should().BeApproximately(slope * 89 / 100, 0.02);
    }

    [Fact]
    public void A_trend_over_hours_has_a_slope_per_day()
    {
        JsonElement report = TestTerminal.JsonOf(TestSeries.Hours(240, i => 100 + (0.1 * i)), "--lower-is-better");

        report.GetProperty("bucket").GetString().Should().Be("hour");
        Verdict(report).Should().Be("degrading");
        report.GetProperty("trend").GetProperty("slopePerDay").GetDouble().Should().BeApproximately(2.4, 0.1);
    }

    [Fact]
    public void A_weekly_pattern_is_found_in_days_and_none_within_a_day()
    {
        JsonElement report = TestTerminal.JsonOf(TestSeries.Days(90, i => i % 7 >= 5 ? 90 : 100));

        IsDetected(report, "weekly").Should().BeTrue();
        JsonElement weekly = Season(report, "weekly");
        weekly.GetProperty("pValue").GetDouble().Should().BeLessThan(0.01);
        weekly.GetProperty("strength").GetDouble().Should().BeGreaterThan(0.9);
        double[] profile = [.. weekly.GetProperty("profile").EnumerateArray().Select(effect => effect.GetDouble())];
        profile[5..].Should().OnlyContain(effect => effect < -5, "the weekend is low");
        Season(report, "timeOfDay").GetProperty("pValue").ValueKind.Should().Be(JsonValueKind.Null);
        IsDetected(report, "timeOfDay").Should().BeFalse();
        Verdict(report).Should().Be("stable");
    }

    [Theory]
    [InlineData(240, "hour")]
    [InlineData(336, "day")]
    public void A_pattern_of_the_day_is_found_in_hours_whatever_the_points_are(int hours, string bucket)
    {
        JsonElement report = TestTerminal.JsonOf(TestSeries.Hours(hours, i => i % 24 is >= 9 and < 17 ? 110 : 100));

        report.GetProperty("bucket").GetString().Should().Be(bucket);
        IsDetected(report, "timeOfDay").Should().BeTrue();
        Season(report, "timeOfDay").GetProperty("strength").GetDouble().Should().BeGreaterThan(0.9);
        Verdict(report).Should().Be("stable");
    }

    [Fact]
    public void Hours_of_noise_have_no_pattern_of_the_day()
    {
        JsonElement report = TestTerminal.JsonOf(TestSeries.Hours(240, _ => 100));

        IsDetected(report, "timeOfDay").Should().BeFalse();
        Verdict(report).Should().Be("stable");
        report.GetProperty("shifts").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public void A_step_of_days_is_found_at_its_day_with_its_size()
    {
        JsonElement shift = OnlyShift(TestSeries.Days(90, i => i < 50 ? 100 : 110));

        shift.GetProperty("kind").GetString().Should().Be("step");
        At(shift).Should().BeCloseTo(TestSeries.Start.AddDays(50), TimeSpan.FromDays(1));
        shift.GetProperty("size").GetDouble().Should().BeApproximately(10, 1);
    }

    [Fact]
    public void A_step_of_hours_is_found_at_its_hour()
    {
        JsonElement shift = OnlyShift(TestSeries.Hours(240, i => i < 130 ? 100 : 110));

        shift.GetProperty("kind").GetString().Should().Be("step");
        At(shift).Should().BeCloseTo(TestSeries.Start.AddHours(130), TimeSpan.FromHours(1));
        shift.GetProperty("size").GetDouble().Should().BeApproximately(10, 1);
    }

    [Fact]
    public void A_ramp_is_found_where_it_begins()
    {
        JsonElement shift = OnlyShift(TestSeries.Days(90, i => 100 + Math.Clamp(0.5 * (i - 40), 0, 6)));

        shift.GetProperty("kind").GetString().Should().Be("ramp");
        At(shift).Should().BeCloseTo(TestSeries.Start.AddDays(40), TimeSpan.FromDays(4));
        shift.GetProperty("size").GetDouble().Should().BeApproximately(6, 1);
    }

    [Fact]
    public void A_shift_that_goes_away_is_transient()
    {
        JsonElement report = TestTerminal.JsonOf(TestSeries.Days(90, i => i is >= 70 and < 78 ? 112 : 100));

        JsonElement[] shifts = [.. report.GetProperty("shifts").EnumerateArray()];
        shifts.Should().HaveCount(2, "the return is a shift too");
        shifts.Should().OnlyContain(shift => shift.GetProperty("kind").GetString() == "transient");
        At(shifts[0]).Should().BeCloseTo(TestSeries.Start.AddDays(70), TimeSpan.FromDays(1));
        At(shifts[1]).Should().BeCloseTo(TestSeries.Start.AddDays(78), TimeSpan.FromDays(1));
        shifts[0].GetProperty("size").GetDouble().Should().BeApproximately(12, 1.5);
        shifts[1].GetProperty("size").GetDouble().Should().BeApproximately(-12, 1.5);
    }

    [Fact]
    public void A_single_day_is_an_outlier_and_no_shift()
    {
        JsonElement report = TestTerminal.JsonOf(TestSeries.Days(90, i => i == 33 ? 130 : 100));

        JsonElement outlier = report.GetProperty("outliers").EnumerateArray().Should().ContainSingle().Subject;
        At(outlier).Should().Be(TestSeries.Start.AddDays(33));
        outlier.GetProperty("value").GetDouble().Should().BeApproximately(130, 4);
        outlier.GetProperty("expected").GetDouble().Should().BeApproximately(100, 3);
        report.GetProperty("shifts").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public void The_forecast_goes_on_with_the_trend_and_states_the_days_until_the_threshold()
    {
        JsonElement report = TestTerminal.JsonOf(TestSeries.Days(90, i => 100 + i), "--lower-is-better", "--threshold", "250");

        JsonElement forecast = report.GetProperty("forecast");
        JsonElement[] points = [.. forecast.GetProperty("points").EnumerateArray()];
        points.Should().HaveCount(14);
        At(points[0]).Should().Be(TestSeries.Start.AddDays(90));
        points[13].GetProperty("value").GetDouble().Should().BeApproximately(203, 3);
        points.Should().OnlyContain(point => point.GetProperty("low").GetDouble() < point.GetProperty("value").GetDouble()
            && point.GetProperty("value").GetDouble() < point.GetProperty("high").GetDouble());
        JsonElement threshold = forecast.GetProperty("threshold");
        threshold.GetProperty("outcome").GetString().Should().Be("expected");
        threshold.GetProperty("days").GetDouble().Should().BeApproximately(61, 2);
        threshold.GetProperty("lowerDays").GetDouble().Should().BeInRange(50, 61);
        threshold.GetProperty("upperDays").GetDouble().Should().BeInRange(61, 72);
    }

    [Fact]
    public void Without_a_threshold_or_enough_points_what_is_not_known_is_null()
    {
        TestTerminal.JsonOf(TestSeries.Days(30, _ => 5)).GetProperty("forecast").GetProperty("threshold").ValueKind
            .Should().Be(JsonValueKind.Null);
        TestTerminal.JsonOf(TestSeries.Days(5, _ => 5), "--threshold", "9").GetProperty("forecast").ValueKind
            .Should().Be(JsonValueKind.Null);
    }

    /// <summary>The noise is five times as large by day as in the night, and one hour is far from both.</summary>
    [Fact]
    public void Ordinary_hours_of_a_loud_time_of_day_are_no_outliers()
    {
        var random = new Random(5);
        JsonElement report = TestTerminal.JsonOf(
            TestSeries.Hours(24 * 60, i => 100 + Noise(i) + (i == 1000 ? 60 : 0), noise: 0), "--bucket", "hour");

        JsonElement outlier = report.GetProperty("outliers").EnumerateArray().Should().ContainSingle().Subject;
        At(outlier).Should().Be(TestSeries.Start.AddHours(1000));

        double Noise(int i) => (i % 24 is >= 9 and < 17 ? 5 : 1)
            * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    [Fact]
    public void Equal_values_are_stable()
    {
        JsonElement report = TestTerminal.JsonOf(TestSeries.Days(30, _ => 5, noise: 0));

        Verdict(report).Should().Be("stable");
        report.GetProperty("trend").GetProperty("slopePerDay").GetDouble().Should().Be(0);
    }

    private static JsonElement OnlyShift(string csv) =>
        TestTerminal.JsonOf(csv).GetProperty("shifts").EnumerateArray().Should().ContainSingle().Subject;

    private static DateTimeOffset At(JsonElement element) => element.GetProperty("at").GetDateTimeOffset();

    private static string? Verdict(JsonElement report) => report.GetProperty("trend").GetProperty("verdict").GetString();

    private static JsonElement Season(JsonElement report, string name) => report.GetProperty("seasonality").GetProperty(name);

    private static bool IsDetected(JsonElement report, string name) => Season(report, name).GetProperty("detected").GetBoolean();
}
