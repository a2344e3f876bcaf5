using System.Globalization;
using System.Text.Json;
using Reliability.Statistics;

namespace Reliability.Core.Tests.Statistics;

/// <summary>Numbers of statsmodels, SciPy and mpmath (tests/golden/two_sample.py), and published ones.</summary>
public sealed class TwoSampleGoldenTests
{
    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Statistics", "Golden", "two_sample.json"))).RootElement;

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void Proportions_are_the_oracles_by_every_method(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        foreach (JsonElement row in Golden.GetProperty("proportions").EnumerateArray())
        {
            long[] n = [.. row.GetProperty("counts").EnumerateArray().Select(c => c.GetInt64())];
            (Proportion control, Proportion treatment) = (new(n[0], n[1]), new(n[2], n[3]));
            Comparison fisher = TwoSample.Proportions(control, treatment, method: ComparisonMethod.FisherExact);
            Comparison pooled = TwoSample.Proportions(control, treatment, method: ComparisonMethod.PooledZ);
            Comparison unpooled = TwoSample.Proportions(control, treatment, method: ComparisonMethod.UnpooledZ);
            Comparison newcombe = TwoSample.Proportions(control, treatment, method: ComparisonMethod.Newcombe);

            Near(control.Wilson().Lower, Number(row.GetProperty("wilson")[0]), 1e-12, $"{row}");
            Near(control.Wilson().Upper, Number(row.GetProperty("wilson")[1]), 1e-12, $"{row}");
            Near(
                fisher.PValue,
                Number(row.GetProperty("fisher")),
                1e-8,
                $"{row} (SciPy sums logarithms of gamma functions; FisherExact is held against exact fractions elsewhere)");
            Near(pooled.PValue, Number(row.GetProperty("pooled")), 1e-10, $"{row}");
            Near(unpooled.PValue, Number(row.GetProperty("unpooled")), 1e-10, $"{row}");
            Interval(newcombe.DifferenceInterval, row.GetProperty("newcombe"), 1e-10, 0);
            Interval(unpooled.DifferenceInterval, row.GetProperty("wald"), 1e-10, 0);
            Interval(pooled.DifferenceInterval, row.GetProperty("score"), 1e-10, 0);
            Interval(pooled.LiftInterval, row.GetProperty("ratio"), 1e-9, 1);
            new[] { fisher, pooled, unpooled, newcombe }
                .Should()
                .OnlyContain(c => c.Lift == null || Math.Abs(c.Lift.Value - (treatment.Rate / control.Rate) + 1) < 1e-12);
        }
    }

    [Fact]
    public void Means_ratios_and_adjusted_means_are_the_oracles()
    {
        foreach (JsonElement row in Golden.GetProperty("means").EnumerateArray())
        {
            Comparison welch =
                TwoSample.Means(SampleSums.Of(Numbers(row.GetProperty("control"))), SampleSums.Of(Numbers(row.GetProperty("treatment"))));
            welch.Method.Should().Be(ComparisonMethod.Welch);
            Near(welch.PValue, Number(row.GetProperty("p")), 1e-9, $"{row}");
            Near(welch.PValue, Number(row.GetProperty("scipy")), 1e-9, $"{row}");
            Interval(welch.DifferenceInterval, row.GetProperty("difference"), 1e-9, 0);
            Interval(welch.LiftInterval, row.GetProperty("lift"), 1e-9, 0);
        }

        foreach (JsonElement row in Golden.GetProperty("ratios").EnumerateArray())
        {
            Comparison delta = TwoSample.Ratios(Pairs(row.GetProperty("control")), Pairs(row.GetProperty("treatment")));
            Near(delta.PValue, Number(row.GetProperty("p")), 1e-9, $"{row}");
            Interval(delta.DifferenceInterval, row.GetProperty("difference"), 1e-9, 0);
            Interval(delta.LiftInterval, row.GetProperty("lift"), 1e-9, 0);
        }

        foreach (JsonElement row in Golden.GetProperty("adjusted").EnumerateArray())
        {
            Comparison adjusted = TwoSample.CovariateAdjustedMeans(Pairs(row.GetProperty("control")), Pairs(row.GetProperty("treatment")));
            adjusted.Method.Should().Be(ComparisonMethod.CovariateAdjusted);
            Near(adjusted.Difference, Number(row.GetProperty("difference")), 1e-12, $"{row}");
            Near(adjusted.StandardError, Number(row.GetProperty("error")), 1e-12, $"{row}");
            Near(adjusted.PValue, Number(row.GetProperty("p")), 1e-9, $"{row}");
        }
    }

    [Fact]
    public void The_published_example_of_an_adjusted_mean()
    {
        // research: within arms theta .7, difference 1.5, standard error .5, where a theta over both arms gives 1.333 and .527.
        Comparison adjusted = TwoSample.CovariateAdjustedMeans(
            SampleSums.Of([(2d, 1d), (4d, 2d), (5d, 3d), (4d, 4d), (5d, 5d)]),
            SampleSums.Of([(4d, 2d), (6d, 3d), (7d, 4d), (6d, 5d), (8d, 6d)]));

        adjusted.Difference.Should().BeApproximately(1.5, 1e-14);
        adjusted.StandardError.Should().BeApproximately(0.5, 1e-14);
        adjusted.Reason.Should().Contain("theta 0.7");
    }

    [Fact]
    public void Newcombes_own_example()
    {
        // R. G. Newcombe (1998), table II, 56/70 and 48/80 by method 10: .0524 to .3339.
        Comparison found = TwoSample.Proportions(new Proportion(48, 80), new Proportion(56, 70), method: ComparisonMethod.Newcombe);

        found.DifferenceInterval.Lower.Should().BeApproximately(0.0524, 5e-5);
        found.DifferenceInterval.Upper.Should().BeApproximately(0.3339, 5e-5);
    }

    private static SampleSums Pairs(JsonElement xy) => SampleSums.Of(Numbers(xy[0]).Zip(Numbers(xy[1])));

    private static IEnumerable<double> Numbers(JsonElement row) => row.EnumerateArray().Select(Number);

    private static double Number(JsonElement value) => value.GetDouble();

    private static void Interval(ConfidenceInterval found, JsonElement expected, double tolerance, double shift)
    {
        for (int i = 0; i < 2; i++)
        {
            if (expected[i].ValueKind != JsonValueKind.Null)
            {
                double end = Math.Max(-1e9, Number(expected[i]) - shift);
                double? ours = i == 0 ? found.Lower : found.Upper;
                ours.Should().NotBeNull();
                Math.Abs(ours!.Value - end).Should().BeLessThan(tolerance * Math.Max(1, Math.Abs(end)), $"end {i} of {expected}");
            }
        }
    }

    private static void Near(double? found, double expected, double tolerance, string because)
    {
        found.Should().NotBeNull();
        Math.Abs(found!.Value - expected).Should().BeLessThanOrEqualTo(tolerance * Math.Abs(expected) + 1e-300, because);
    }
}
