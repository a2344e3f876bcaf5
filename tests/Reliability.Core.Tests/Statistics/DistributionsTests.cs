using System.Text.Json;
using CsCheck;
using Reliability.Statistics.Internal;

namespace Reliability.Core.Tests.Statistics;

/// <summary>
/// Distribution functions against 50 digits of mpmath (tests/golden/distributions.py), and what they must be to each other.
/// </summary>
public sealed class DistributionsTests
{
    private const double Right = 1e-10;

    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(
            AppContext.BaseDirectory,
            "Statistics",
            "Golden",
            "distributions.json"))).RootElement;

    public static TheoryData<string, int> Tables => new()
    {
        { "normal", 25 }, { "normalQuantile", 27 }, { "student", 200 }, { "studentQuantile", 190 }, { "logBeta", 70 },
        { "beta", 400 }, { "betaQuantile", 270 }, { "chi", 150 }, { "hypergeometric", 14 },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_value_is_the_oracles_to_ten_digits(string table, int least)
    {
        double[][] rows =
        [
            .. Golden.GetProperty(table).EnumerateArray().Select(row => row.EnumerateArray().Select(n => n.GetDouble()).ToArray()),
        ];
        rows.Should().HaveCountGreaterThanOrEqualTo(least);
        foreach (double[] row in rows)
        {
            foreach ((double actual, double expected) in Values(table, row))
            {
                Math.Abs(actual - expected)
                    .Should()
                    .BeLessThanOrEqualTo(
                        Right * Math.Abs(expected),
                        "{0} of {1} is {2:R} and not {3:R}",
                        table,
                        string.Join(", ", row),
                        expected,
                        actual);
            }
        }
    }

    /// <summary>Student's table as every textbook prints it.</summary>
    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(2, 4.303)]
    [InlineData(5, 2.571)]
    [InlineData(10, 2.228)]
    [InlineData(30, 2.042)]
    [InlineData(120, 1.980)]
    public void The_table_is_the_printed_one(int degreesOfFreedom, double printed) =>
        Math.Round(DistributionFunctions.StudentQuantile(0.975, degreesOfFreedom), 3).Should().Be(printed);

    [Fact]
    public void The_ends_are_the_ends()
    {
        DistributionFunctions.StudentQuantile(0, 3).Should().Be(double.NegativeInfinity);
        DistributionFunctions.StudentQuantile(1, 3).Should().Be(double.PositiveInfinity);
        DistributionFunctions.StudentQuantile(0.5, 3).Should().Be(0);
        DistributionFunctions.StudentSurvival(0, 3).Should().Be(0.5);
        DistributionFunctions.StudentSurvival(double.PositiveInfinity, 3).Should().Be(0);
        DistributionFunctions.StudentSurvival(double.NegativeInfinity, 3).Should().Be(1);
        DistributionFunctions.BetaQuantile(0, 2, 3).Should().Be(0);
        DistributionFunctions.BetaQuantile(1, 2, 3).Should().Be(1);
        DistributionFunctions.BetaCdf(0, 2, 3).Should().Be(0);
        DistributionFunctions.BetaCdf(1, 2, 3).Should().Be(1);
        DistributionFunctions.HypergeometricPmf(5, 4, 10, 20).Should().Be(0);
    }

    [Fact]
    public void A_quantile_is_where_the_tail_is() =>
        Gen.Select(Gen.Double[-300, -0.35], Gen.Double[0, 9], Gen.Bool).Sample((exponent, size, upper) =>
        {
            double tail = Math.Pow(10, exponent);
            double df = Math.Pow(10, size);
            double t = DistributionFunctions.StudentQuantile(tail, df);
            double back = DistributionFunctions.StudentSurvival(-t, df);

            // A rounding of t moves the tail by about t² of it.
            return Near(back, tail, 1e-13 * (10 + Math.Min(t * t, df)));
        });

    [Fact]
    public void Both_tails_are_the_whole_and_rise_and_fall() =>
        Gen.Select(Gen.Double[-0.3, 6], Gen.Double[-0.3, 6], Gen.Double[-4, 4], Gen.Double[1e-6, 1]).Sample((first, second, z, step) =>
        {
            double a = Math.Pow(10, first);
            double b = Math.Pow(10, second);
            double spread = Math.Sqrt((1 / a) + (1 / b));
            double x = 1 / (1 + (b / a * Math.Exp(-z * spread)));
            double next = 1 / (1 + (b / a * Math.Exp(-(z + step) * spread)));
            double lower = DistributionFunctions.BetaCdf(x, a, b);
            double upper = DistributionFunctions.BetaSurvival(x, a, b);
            return Near(lower + upper, 1, 1e-13)
                && DistributionFunctions.BetaCdf(next, a, b) >= lower * (1 - 1e-12)
                && DistributionFunctions.BetaSurvival(next, a, b) <= upper * (1 + 1e-12);
        });

    [Fact]
    public void The_chances_of_all_tables_are_one() =>
        Gen.Select(Gen.Int[1, 400], Gen.Int[0, 400], Gen.Int[0, 400]).Sample((population, draws, marked) =>
        {
            (draws, marked) = (Math.Min(draws, population), Math.Min(marked, population));
            return Near(
                Enumerable.Range(0, draws + 1).Sum(k => DistributionFunctions.HypergeometricPmf(k, draws, marked, population)),
                1,
                1e-12);
        });

    private static IEnumerable<(double Actual, double Expected)> Values(string table, double[] row) => table switch
    {
        "normal" => [(DistributionFunctions.NormalSurvival(row[0]), row[1])],
        "normalQuantile" => [(DistributionFunctions.NormalQuantile(row[0]), row[1])],
        "student" => [(DistributionFunctions.StudentSurvival(row[0], row[1]), row[2])],
        "studentQuantile" => [(DistributionFunctions.StudentQuantile(row[0], row[1]), row[2])],
        "logBeta" => [(DistributionFunctions.LogBeta(row[0], row[1]), row[2])],
        "beta" =>
        [
            (DistributionFunctions.BetaCdf(row[0], row[1], row[2]), row[3]),
            (DistributionFunctions.BetaSurvival(row[0], row[1], row[2]), row[4]),
        ],
        "betaQuantile" => [(DistributionFunctions.BetaQuantile(row[0], row[1], row[2]), row[3])],
        "chi" => [(DistributionFunctions.ChiSquareSurvival(row[0], row[1]), row[2])],
        "hypergeometric" =>
        [
            (DistributionFunctions.HypergeometricLogPmf((long)row[0], (long)row[1], (long)row[2], (long)row[3]), row[4]),
            (DistributionFunctions.HypergeometricPmf((long)row[0], (long)row[1], (long)row[2], (long)row[3]), row[5]),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(table), table, "No such table."),
    };

    private static bool Near(
        double actual,
        double expected,
        double relative) => Math.Abs(actual - expected) <= relative * Math.Abs(expected);
}
