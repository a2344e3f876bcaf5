using System.Globalization;
using System.Text.Json;
using Reliability.Statistics;
using Reliability.Statistics.Internal;

namespace Reliability.Core.Tests.Statistics;

/// <summary>Numbers that mpmath computed in 50 digits (tests/golden/inference.py), and published ones.</summary>
public sealed class InferenceGoldenTests
{
    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Statistics", "Golden", "inference.json"))).RootElement;

    [Fact]
    public void Tails_are_right_to_ten_digits_wherever_they_are()
    {
        foreach (JsonElement row in Rows("normal"))
        {
            Near(DistributionFunctions.NormalSurvival(Number(row, 0)), Number(row, 1), 1e-10, $"normal tail of {Number(row, 0)}");
        }

        foreach (JsonElement row in Rows("chi"))
        {
            Near(
                DistributionFunctions.ChiSquareSurvival(Number(row, 0), Number(row, 1)),
                Number(row, 2),
                1e-10,
                $"chi-square tail of {row}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void Sample_ratios_sequences_and_corrections_are_the_oracles_in_every_culture(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        foreach (JsonElement row in Rows("ratio"))
        {
            long[] counts = [.. row[0].EnumerateArray().Select(n => n.GetInt64())];
            double[] weights = Numbers(row[1]);
            SampleRatioResult once = SampleRatio.Fixed(counts, weights);
            once.Method.Should().Be(SampleRatioMethod.ChiSquare);
            Near(once.PValue, Number(row, 2), 1e-10, $"chi-square of {row}");
            Near(SampleRatio.Sequential(counts, weights, concentration: Number(row, 3)).PValue, Number(row, 4), 1e-8, $"evidence of {row}");
        }

        foreach (JsonElement row in Rows("sequence"))
        {
            double estimate = Number(row, 0);
            double half = ConfidenceSequence.HalfWidth(Number(row, 1), row[2].GetInt64(), Number(row, 3), Number(row, 4));
            Near(half, Number(row, 5), 1e-12, $"{row}");
            Near(
                ConfidenceSequence.PValue(estimate, Number(row, 1), row[2].GetInt64(), Number(row, 3), Number(row, 4)),
                Number(row, 6),
                1e-10,
                $"{row}");
        }

        foreach (JsonElement row in Rows("corrections"))
        {
            double[] p = Numbers(row[0]);
            Near(MultipleComparisons.Holm(p), Numbers(row[1]));
            Near(MultipleComparisons.BenjaminiHochberg(p), Numbers(row[2]));
        }
    }

    /// <summary>Lindon and Malek's examples with a flat prior.</summary>
    [Theory]
    [InlineData(500, 600, 0.2805041852)]
    [InlineData(600, 400, 4.638541982e-8)]
    [InlineData(821588, 815482, 0.01157641484)]
    public void The_flat_prior_gives_the_published_evidence(long first, long second, double p) =>
        Near(SampleRatio.Sequential([first, second], [1, 1], concentration: 2).PValue, p, 1e-9, $"{first} to {second}");

    /// <summary>The boundaries of Lan and DeMets for five equal looks at 5 %, as gsDesign, ldbounds and rpact print them.</summary>
    [Theory]
    [InlineData(SpendingFunction.OBrienFleming, new[] { 4.8769, 3.3570, 2.6803, 2.2898, 2.0310 })]
    [InlineData(SpendingFunction.Pocock, new[] { 2.4380, 2.4268, 2.4102, 2.3966, 2.3860 })]
    public void Boundaries_are_the_published_ones(SpendingFunction spending, double[] published)
    {
        IReadOnlyList<GroupSequentialLook> looks = GroupSequential.Boundaries([0.2, 0.4, 0.6, 0.8, 1], 0.05, spending);
        looks.Select(look => Math.Round(look.Boundary, 4)).Should().Equal(published);
        looks[^1].SpentAlpha.Should().Be(0.05);
    }

    [Fact]
    public void One_look_is_the_ordinary_test() =>
        Near(GroupSequential.Boundaries([1])[0].Boundary, 1.959963984540054, 1e-9, "one look");

    [Fact]
    public void An_arm_of_weight_0_is_no_degree_of_freedom_and_may_have_nobody()
    {
        SampleRatio.Fixed([700, 300, 0], [1, 1, 0]).PValue.Should().Be(SampleRatio.Fixed([700, 300], [1, 1]).PValue);
        SampleRatio.Fixed([500, 500, 1], [1, 1, 0]).Should().BeEquivalentTo(new { PValue = 0, IsMismatch = true });
        SampleRatio.Sequential([500, 500, 1], [1, 1, 0]).IsMismatch.Should().BeTrue();
    }

    [Fact]
    public void Bad_input_is_rejected_by_value_and_range()
    {
        Reject(() => SampleRatio.Fixed([1, -1], [1, 1]), "*0 to 9007199254740991*-1*");
        Reject(() => SampleRatio.Fixed([1, 1], [0, 0]), "0 is not valid*above 0*");
        Reject(() => SampleRatio.Fixed([1, 1], [1, double.NaN]), "*NaN*");
        Reject(() => SampleRatio.Fixed([1], [1, 1]), "*1 counts and 2 weights*");
        Reject(() => SampleRatio.Fixed([1, 1], [1, 1], 1), "1 is not valid*above 0 and below 1*");
        Reject(() => ConfidenceSequence.HalfWidth(0, 10, 0.05), "0 is not valid*finite number above 0*");
        Reject(() => ConfidenceSequence.PValue(double.NaN, 1, 10, 0.05), "*finite*NaN*");
        Reject(() => ConfidenceSequence.HalfWidth(1, 0, 0.05), "0 is not valid*1 to*");
        Reject(() => MultipleComparisons.Holm([0.5, 1.5]), "1.5 is not valid*0 to 1*");
        Reject(() => GroupSequential.Boundaries([0.5, 0.4]), "*0.4*");
        Reject(() => GroupSequential.Boundaries([]), "*1 to 20; it is 0*");
        Reject(() => GroupSequential.Boundaries([1], 0.6), "0.6 is not valid*0.5*");
    }

    private static void Reject(Action act, string message) => act.Should().Throw<ArgumentException>().WithMessage(message);

    private static JsonElement.ArrayEnumerator Rows(string name) => Golden.GetProperty(name).EnumerateArray();

    private static double Number(JsonElement row, int place) => row[place].GetDouble();

    private static double[] Numbers(JsonElement row) => [.. row.EnumerateArray().Select(n => n.GetDouble())];

    private static void Near(IReadOnlyList<double> actual, double[] expected)
    {
        actual.Should().HaveSameCount(expected);
        for (int i = 0; i < expected.Length; i++)
        {
            Near(actual[i], expected[i], 1e-12, $"place {i}");
        }
    }

    private static void Near(double actual, double expected, double relative, string what) =>
        Math.Abs(actual - expected)
            .Should()
            .BeLessThanOrEqualTo(relative * Math.Abs(expected), "{0}: {1:R} and not {2:R}", what, expected, actual);
}
