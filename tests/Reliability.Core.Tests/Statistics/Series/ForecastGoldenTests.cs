using System.Text.Json;
using Reliability.Statistics;
using Reliability.Statistics.Internal;

namespace Reliability.Core.Tests.Statistics.Series;

/// <summary>Numbers of statsmodels, NumPy and SciPy (tests/golden/forecast.py).</summary>
public sealed class ForecastGoldenTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Statistics", "Series", "Golden", "forecast.json"))).RootElement;

    [Fact]
    public void Errors_forecasts_and_variances_are_those_of_statsmodels_for_every_form()
    {
        int forms = 0;
        foreach (JsonElement row in Golden.GetProperty("models").EnumerateArray())
        {
            var form = new SmoothingForm(
                Enum.Parse<TrendComponent>(row.GetProperty("trend").GetString()!),
                Enum.Parse<SeasonalComponent>(row.GetProperty("season").GetString()!),
                row.GetProperty("period").GetInt32());
            SmoothingWeights weights = Weights(row);
            SmoothingSeries series = SmoothingSeries.Read(Numbers(row, "values"), form.IsMultiplicative);
            double scale = series.Values[0] / row.GetProperty("values")[0].GetDouble();
            double[] start = State(row, form.IsMultiplicative ? 1 : scale);
            start[0] = (row.GetProperty("level").GetDouble() * scale) - (form.IsMultiplicative ? 0 : series.Origin);
            start[1] = row.GetProperty("slope").GetDouble() * scale;

            SmoothingFit fit = SmoothingFit.Of(series, form, weights, start);
            double[] errors = Numbers(row, "errors");
            Close(fit.SquaredErrors / scale / scale, errors.Sum(e => e * e), 1e-10, row);
            JsonElement forecast = row.GetProperty("forecast");
            double[] values = SmoothingForecast.Values(fit, forecast.GetArrayLength());
            double[] variances = SmoothingForecast.Variances(form, weights, values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                if (forecast[i].ValueKind == JsonValueKind.Number)
                {
                    Close(series.Restore(values[i]), forecast[i].GetDouble(), 1e-11, row);
                }

                if (!form.IsMultiplicative)
                {
                    Close(variances[i], row.GetProperty("variances")[i].GetDouble(), 1e-10, row);
                }
            }

            forms++;
        }

        forms.Should().Be(45);
    }

    [Fact]
    public void Intervals_of_a_multiplicative_season_are_those_of_a_million_paths_of_NumPy()
    {
        JsonElement paths = Golden.GetProperty("paths");
        double[] state = State(paths, 1);
        (state[0], state[1]) = (paths.GetProperty("level").GetDouble(), paths.GetProperty("slope").GetDouble());
        JsonElement quantiles = paths.GetProperty("quantiles");
        var bounds = SmoothingForecast.Bounds(Weights(paths), state, 0, Numbers(paths, "errors"), quantiles.GetArrayLength(), 0.9);
        for (int i = 0; i < bounds.Length; i++)
        {
            // A quantile of 4,000 paths has a standard error of at most a fiftieth of the width here.
            double low = quantiles[i][0].GetDouble();
            double high = quantiles[i][1].GetDouble();
            bounds[i].Low.Should().BeApproximately(low, 0.05 * (high - low), "step {0}", i + 1);
            bounds[i].High.Should().BeApproximately(high, 0.05 * (high - low), "step {0}", i + 1);
        }
    }

    [Fact]
    public void A_crossing_is_that_of_generalized_least_squares_with_the_whole_covariance_matrix()
    {
        foreach (JsonElement row in Golden.GetProperty("crossings").EnumerateArray())
        {
            double[] x = Numbers(row, "x");
            CrossingEstimate crossing =
                ThresholdCrossing.Estimate(x, Numbers(row, "y"), row.GetProperty("threshold").GetDouble(), 0.9, CrossingDirection.Rising);
            crossing.Autocorrelation.Should().BeApproximately(row.GetProperty("rho").GetDouble(), 1e-6);
            Close(crossing.Slope!.Value, row.GetProperty("slope").GetDouble(), 1e-6, row);
            double position = row.GetProperty("position").GetDouble();
            Close(crossing.Position, position > x[^1] ? position : null, row);
            Close(crossing.Low, Optional(row, "low"), row);
            Close(crossing.High, Optional(row, "high"), row);
        }
    }

    private static double? Optional(JsonElement row, string name) =>
        row.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static double[] Numbers(JsonElement row, string name) =>
        [.. row.GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];

    private static SmoothingWeights Weights(JsonElement row)
    {
        double[] weights = Numbers(row, "weights");
        return new SmoothingWeights(weights[0], weights[1], weights[2], weights[3]);
    }

    private static double[] State(JsonElement row, double scale)
    {
        double[] phases = Numbers(row, "phases");
        return [0, 0, .. phases.Length == 0 ? [0] : phases.Select(p => p * scale)];
    }

    private static void Close(double? actual, double? expected, JsonElement what)
    {
        (actual is null).Should().Be(expected is null, "{0}", what);
        if (actual is { } value)
        {
            Close(value, expected!.Value, 1e-5, what);
        }
    }

    private static void Close(double actual, double expected, double relative, JsonElement what) =>
        Math.Abs(actual - expected)
            .Should()
            .BeLessThanOrEqualTo(relative * Math.Abs(expected), "{0}: {1:R} and not {2:R}", what, expected, actual);
}
