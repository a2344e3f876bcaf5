using System.Text.Json;
using Reliability.Statistics;
using Reliability.Statistics.Internal;

namespace Reliability.Core.Tests.Statistics.Series;

/// <summary>Exact fractions, mpmath, SciPy and statsmodels (tests/golden/trends.py).</summary>
public sealed class TrendGoldenTests
{
    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Statistics", "Golden", "trends.json"))).RootElement;

    public static TheoryData<string> Lines =>
        [.. Golden.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("name").GetString()!)];

    public static TheoryData<string> Slopes =>
        [.. Golden.GetProperty("theil").EnumerateArray().Select(l => l.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_has_fourteen_digits_of_the_exact_fractions(string name)
    {
        JsonElement row = Row("lines", name);
        double[] x = Numbers(row, "x");
        LinearFit fit = LinearRegression.Fit(x, Numbers(row, "y"));

        Near(fit.Slope, row, "slope", 1e-14);
        Near(fit.ResidualStandardDeviation, row, "deviation", 1e-14);
        Near(fit.SlopeStandardError, row, "slopeError", 1e-14);
        Near(fit.InterceptStandardError, row, "interceptError", 1e-14);
        Near(fit.Correlation, row, "r", 1e-14);
        Near(fit.T, row, "t", 1e-14);
        Near(fit.GetPValue(), row, "p", 1e-12);
        Ends(fit.GetSlopeInterval(), row.GetProperty("slopeInterval"), 1e-12);
        Ends(fit.GetLineInterval(x[^1]), row.GetProperty("lineInterval"), 1e-12);
        double interceptError = row.GetProperty("interceptError").GetDouble();
        Math.Abs(fit.Intercept - row.GetProperty("intercept").GetDouble())
            .Should().BeLessThanOrEqualTo(1e-14 * Math.Max(interceptError, Math.Abs(fit.Intercept)));
    }

    [Fact]
    public void Tails_have_twelve_digits_of_mpmath()
    {
        foreach (JsonElement row in Golden.GetProperty("tails").EnumerateArray())
        {
            double t = row.GetProperty("t").GetDouble();
            Near(2 * DistributionFunctions.StudentSurvival(t, row.GetProperty("df").GetInt32()), row, "p", 1e-12);
        }

        foreach (JsonElement row in Golden.GetProperty("normal").EnumerateArray())
        {
            Near(2 * DistributionFunctions.NormalSurvival(row.GetProperty("z").GetDouble()), row, "p", 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Slopes))]
    public void Theil_Sen_lines_and_their_intervals_are_those_of_SciPy(string name)
    {
        JsonElement row = Row("theil", name);
        TheilSenFit fit = TheilSen.Fit(Numbers(row, "x"), Numbers(row, "y"));

        Close(fit.Slope, row.GetProperty("slope").GetDouble(), 1e-13);
        Close(fit.Intercept, row.GetProperty("intercept").GetDouble(), 1e-12);
        Close(fit.GetSlopeInterval()!.Value.Lower, row.GetProperty("interval")[0].GetDouble(), 1e-13);
        Close(fit.GetSlopeInterval()!.Value.Upper, row.GetProperty("interval")[1].GetDouble(), 1e-13);
    }

    [Fact]
    public void Mann_Kendall_is_its_definition_with_ties_in_values_and_times()
    {
        foreach (JsonElement row in Golden.GetProperty("mann").EnumerateArray())
        {
            MannKendallResult found = MannKendall.Test(Numbers(row, "x"), Numbers(row, "y"), MannKendallCorrection.None);

            found.S.Should().Be(row.GetProperty("s").GetInt64());
            Near(found.Variance, row, "variance", 1e-14);
            Near(found.Z, row, "z", 1e-14);
            Near(found.PValue, row, "p", 1e-12);
            Near(found.Tau, row, "tau", 1e-14);
        }
    }

    [Fact]
    public void Autocorrelations_bounds_and_the_Ljung_Box_test_are_those_of_statsmodels()
    {
        foreach (JsonElement row in Golden.GetProperty("lags").EnumerateArray())
        {
            double[] y = Numbers(row, "y");
            double[] biased = new double[21];
            double[] adjusted = new double[21];
            double[] bounds = new double[21];
            Autocorrelation.Compute(y, biased).Should().BeTrue();
            Autocorrelation.Compute(y, adjusted, AutocorrelationEstimator.Adjusted).Should().BeTrue();
            Autocorrelation.BartlettBounds(biased, y.Length, bounds);
            for (int lag = 0; lag <= 20; lag++)
            {
                Close(biased[lag], row.GetProperty("biased")[lag].GetDouble(), 1e-9);
                Close(adjusted[lag], row.GetProperty("adjusted")[lag].GetDouble(), 1e-9);
                Close(bounds[lag], row.GetProperty("bounds")[lag].GetDouble(), 1e-9);
                Close(Autocorrelation.At(y, lag), biased[lag], 1e-13);
                Close(Autocorrelation.At(y, lag, AutocorrelationEstimator.Adjusted), adjusted[lag], 1e-13);
            }

            foreach (JsonElement box in row.GetProperty("box").EnumerateArray())
            {
                LjungBoxResult found = LjungBox.Test(y, box.GetProperty("lags").GetInt32());
                Close(found.Q, box.GetProperty("q").GetDouble(), 1e-9 * box.GetProperty("q").GetDouble());
                Close(found.PValue, box.GetProperty("p").GetDouble(), 1e-8 * box.GetProperty("p").GetDouble());
            }
        }
    }

    private static JsonElement Row(string list, string name) =>
        Golden.GetProperty(list).EnumerateArray().Single(l => l.GetProperty("name").GetString() == name);

    private static double[] Numbers(JsonElement row, string name) => [.. row.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    private static void Near(double? found, JsonElement row, string name, double share)
    {
        double expected = row.GetProperty(name).GetDouble();
        found.Should().NotBeNull();
        Math.Abs(found!.Value - expected).Should().BeLessThanOrEqualTo(share * Math.Abs(expected), "{0} is {1}", name, expected);
    }

    private static void Close(double? found, double expected, double distance) =>
        Math.Abs(found!.Value - expected).Should().BeLessThanOrEqualTo(distance, "{0} is expected", expected);

    private static void Ends(ConfidenceInterval? found, JsonElement expected, double share)
    {
        (double low, double high) = (expected[0].GetDouble(), expected[1].GetDouble());
        double scale = Math.Max(Math.Abs(low), Math.Abs(high));
        Math.Abs(found!.Value.Lower!.Value - low).Should().BeLessThanOrEqualTo(share * scale);
        Math.Abs(found.Value.Upper!.Value - high).Should().BeLessThanOrEqualTo(share * scale);
    }
}
