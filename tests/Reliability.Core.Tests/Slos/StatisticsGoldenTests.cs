using System.Text.Json;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class StatisticsGoldenTests
{
    private static readonly JsonElement Statistics = Golden.Load("statistics");

    [Fact]
    public void The_low_traffic_bound_is_the_one_sided_Wilson_bound_of_statsmodels()
    {
        foreach (JsonElement row in Statistics.GetProperty("wilson").EnumerateArray())
        {
            var guard = new LowTrafficGuard(0, row[0].GetDouble());
            double expected = row[3].GetDouble();
            guard.LowerBound(row[1].GetInt64(), row[2].GetInt64())
                .Should()
                .BeApproximately(expected, (1e-9 * expected) + 1e-15, row.ToString());
        }
    }

    [Fact]
    public void A_confidence_of_one_half_is_no_bound() => LowTrafficGuard.None.LowerBound(3, 10).Should().Be(0.3);

    [Fact]
    public void The_pace_of_a_forecast_is_the_mean_of_the_hours_with_its_Student_interval_from_SciPy()
    {
        foreach (JsonElement row in Statistics.GetProperty("student").EnumerateArray())
        {
            int[] bad = [.. row.GetProperty("badPerHour").EnumerateArray().Select(b => b.GetInt32())];
            SeriesBucket[] hours = Bucket.Hours(bad.Length, i => (1_000_000, bad[i]));
            BudgetForecast forecast = Forecast.Evaluate(SloDefinition.Availability("a", 99.9m), hours, Bucket.Hour(bad.Length));
            forecast.Hours.Should().Be(bad.Length);
            forecast.BadPerHour.Should().BeApproximately(row.GetProperty("mean").GetDouble(), 1e-9);
            forecast.BadPerHourLow.Should().BeApproximately(row.GetProperty("low").GetDouble(), 1e-6);
            forecast.BadPerHourHigh.Should().BeApproximately(row.GetProperty("high").GetDouble(), 1e-6);
        }
    }
}
