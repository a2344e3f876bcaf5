using System.Globalization;
using System.Text.Json;
using CsCheck;
using Reliability.Statistics;
using Reliability.Statistics.Internal;
using Check = Reliability.Common.Internal.Check;

namespace Reliability.Core.Tests.Statistics;

/// <summary>
/// Fisher's test against exact fractions, and posteriors against Miller's sum in 60 digits (tests/golden/comparisons.py).
/// </summary>
public sealed class ComparisonTests
{
    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(
            AppContext.BaseDirectory,
            "Statistics",
            "Golden",
            "comparisons.json"))).RootElement;

    private static readonly Gen<(long X, long N, long Y, long M)> Counts =
        Gen.Select(
            Gen.Long[1, 3000],
            Gen.Long[1, 3000],
            Gen.Double[0, 1],
            Gen.Double[0, 1],
            (n, m, p, q) => ((long)(p * n), n, (long)(q * m), m));

    private static readonly Gen<BetaPrior> Priors =
        Gen.Select(Gen.Double[-2, 2], Gen.Double[-2, 2], (a, b) => new BetaPrior(Math.Pow(10, a), Math.Pow(10, b)));

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    public void Fisher_is_exact_to_ten_digits(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        double[][] rows = Rows("fisher");
        rows.Should().HaveCountGreaterThanOrEqualTo(25);
        foreach (double[] row in rows)
        {
            (long x, long n, long y, long m) = ((long)row[0], (long)row[1], (long)row[2], (long)row[3]);
            Near(FisherExact.PValue(x, n, y, m), row[4], 1e-10, row);
            FisherExact.PValue(y, m, x, n).Should().Be(FisherExact.PValue(x, n, y, m));
        }
    }

    /// <summary>The lady who tasted tea, and the convictions of twins, as R's manual has them.</summary>
    [Theory]
    [InlineData(3, 4, 1, 4, 0.4857)]
    [InlineData(2, 12, 15, 18, 0.0005367)]
    public void Fisher_gives_the_published_values(long x, long n, long y, long m, double published) =>
        Math.Abs(FisherExact.PValue(x, n, y, m) - published)
            .Should()
            .BeLessThan(5e-5 * Math.Pow(10, Math.Floor(Math.Log10(published)) + 1));

    [Fact]
    public void Fisher_is_the_sum_of_all_tables_that_are_no_likelier() => Counts.Sample((x, n, y, m) =>
    {
        double limit = DistributionFunctions.HypergeometricPmf(x, n, x + y, n + m) * (1 + 1e-7);
        double sum = 0;
        for (long k = 0; k <= Math.Min(n, x + y); k++)
        {
            double chance = DistributionFunctions.HypergeometricPmf(k, n, x + y, n + m);
            sum += chance <= limit ? chance : 0;
        }

        double p = FisherExact.PValue(x, n, y, m);
        return Math.Abs(p - Math.Min(1, sum)) <= (1e-11 * sum) + 1e-300
            && FisherExact.PValue(y, m, x, n) == p
            && Math.Abs(FisherExact.PValue(n - x, n, m - y, m) - p) <= (1e-11 * p) + 1e-300;
    }, iter: 2000);

    [Fact]
    public void Fisher_works_for_the_largest_tables()
    {
        FisherExact.PValue(3, Check.MaxUnits, 3, Check.MaxUnits).Should().Be(1);
        FisherExact.PValue(0, Check.MaxUnits, 8, Check.MaxUnits).Should().BeApproximately(2.0 / 256, 1e-12);
    }

    [Fact]
    public void Comparisons_allocate_nothing()
    {
        CompareAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        CompareAll();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void Posteriors_are_the_oracles_to_ten_digits_in_every_tail(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        double[][] rows = Rows("rates");
        rows.Should().HaveCountGreaterThanOrEqualTo(34);
        foreach (double[] row in rows)
        {
            PosteriorComparison comparison =
                BayesianComparison.OfRates((long)row[0], (long)row[1], (long)row[2], (long)row[3], new BetaPrior(row[4], row[5]));
            Near(comparison.ChanceToWin, row[6], 1e-10, row);
            Near(comparison.ExpectedLossTreatment, row[7], 1e-10, row);
            Near(comparison.ExpectedLossControl, row[8], 1e-10, row);
        }

        foreach (double[] row in Rows("means"))
        {
            PosteriorComparison comparison = BayesianComparison.OfMeans(row[0], row[1]);
            Near(comparison.ChanceToWin, row[2], 1e-10, row);
            Near(comparison.ExpectedLossTreatment, row[3], 1e-10, row);
            Near(comparison.ExpectedLossControl, row[4], 1e-10, row);
        }
    }

    [Fact]
    public void The_published_gaussian_risk()
    {
        PosteriorComparison comparison = BayesianComparison.OfMeans(0.1, 0.05);
        comparison.ExpectedLossControl.Should().BeApproximately(0.10042453513084, 1e-14);
        comparison.ExpectedLossTreatment.Should().BeApproximately(0.00042453513084, 1e-14);
    }

    [Fact]
    public void Exchanging_the_arms_exchanges_the_answers() => Gen.Select(Counts, Priors).Sample((counts, prior) =>
    {
        PosteriorComparison one = BayesianComparison.OfRates(counts.X, counts.N, counts.Y, counts.M, prior);
        PosteriorComparison other = BayesianComparison.OfRates(counts.Y, counts.M, counts.X, counts.N, prior);
        return Math.Abs(one.ChanceToWin + other.ChanceToWin - 1) <= 1e-12
            && Same(one.ExpectedLossControl, other.ExpectedLossTreatment)
            && Same(one.ExpectedLossTreatment, other.ExpectedLossControl);
    }, iter: 2000);

    /// <summary>
    /// A chance by another road: E max(0, T - C) = (E T - E C)·P(T > C) + (1/(a+b) + 1/(c+d))·B(a+c, b+d)/(B(a, b) B(c, d)), the last the
    /// density of equal log odds.
    /// </summary>
    [Fact]
    public void Losses_differ_by_the_means_and_agree_with_the_chance_through_a_closed_form() =>
        Gen.Select(Counts, Priors).Sample((counts, prior) =>
    {
        (double c, double d) = (prior.Alpha + counts.X, prior.Beta + counts.N - counts.X);
        (double a, double b) = (prior.Alpha + counts.Y, prior.Beta + counts.M - counts.Y);
        double lead = (a / (a + b)) - (c / (c + d));
        PosteriorComparison comparison = BayesianComparison.OfRates(counts.X, counts.N, counts.Y, counts.M, prior);
        double density =
            Math.Exp(
                DistributionFunctions.LogBeta(a + c, b + d) - DistributionFunctions.LogBeta(a, b) - DistributionFunctions.LogBeta(c, d));
        double control = (lead * comparison.ChanceToWin) + (((1 / (a + b)) + (1 / (c + d))) * density);
        return Math.Abs(comparison.ExpectedLossControl - comparison.ExpectedLossTreatment - lead) <= 1e-13
            && Math.Abs(comparison.ExpectedLossControl - control) <= 1e-11
            && comparison.ExpectedLossControl >= 0 && comparison.ExpectedLossTreatment >= 0 && comparison.ChanceToWin is >= 0 and <= 1;
    }, iter: 2000);

    [Fact]
    public void More_successes_of_the_treatment_are_better_for_it() => Gen.Select(Counts, Priors).Sample((counts, prior) =>
    {
        if (counts.Y == counts.M)
        {
            return true;
        }

        PosteriorComparison fewer = BayesianComparison.OfRates(counts.X, counts.N, counts.Y, counts.M, prior);
        PosteriorComparison more = BayesianComparison.OfRates(counts.X, counts.N, counts.Y + 1, counts.M, prior);
        return more.ChanceToWin >= fewer.ChanceToWin
            && more.ExpectedLossControl >= fewer.ExpectedLossControl
            && more.ExpectedLossTreatment <= fewer.ExpectedLossTreatment;
    }, iter: 2000);

    [Fact]
    public void A_rate_beats_a_nearly_known_one_as_often_as_its_own_tail_says() =>
        Gen.Select(Gen.Int[0, 500], Gen.Int[1, 500], Gen.Double[0.05, 0.95]).Sample((successes, failures, share) =>
    {
        // So many units that the control's rate is known to seven digits.
        const long Units = 1L << 50;
        long known = (long)(share * Units);
        double chance = BayesianComparison.OfRates(known, Units, successes, successes + failures).ChanceToWin;
        return Math.Abs(chance - DistributionFunctions.BetaSurvival(share, successes + 1, failures + 1)) <= 1e-9;
    }, iter: 500);

    [Fact]
    public void Bad_input_is_rejected_by_value_and_range()
    {
        Reject(() => FisherExact.PValue(-1, 10, 1, 10), "*0 to 10*-1*");
        Reject(() => FisherExact.PValue(11, 10, 1, 10), "*0 to 10*11*");
        Reject(() => FisherExact.PValue(0, 0, 1, 10), "*1 to 9007199254740992*0*");
        Reject(() => FisherExact.PValue(0, 1, 1, Check.MaxUnits + 1), "9007199254740993 is not valid*1 to 9007199254740992*");
        Reject(() => BayesianComparison.OfRates(2, 1, 0, 0), "*0 to 1*2*");
        Reject(() => BayesianComparison.OfRates(0, -1, 0, 0), "*0 to 9007199254740992*-1*");
        Reject(() => _ = new BetaPrior(0, 1), "*0.001 to 1000000000000*0*");
        Reject(() => _ = new BetaPrior(1, double.NaN), "*NaN*");
        Reject(() => BayesianComparison.OfMeans(double.NaN, 1), "*finite*NaN*");
        Reject(() => BayesianComparison.OfMeans(0, 0), "*above 0*0*");
    }

    private static double CompareAll() =>
        FisherExact.PValue(500, 10_000, 561, 10_000) + BayesianComparison.OfMeans(0.1, 0.05).ChanceToWin
            + BayesianComparison.OfRates(500, 10_000, 561, 10_000).ChanceToWin
            + BayesianComparison.OfRates(0, 10, 0, 100_000).ChanceToWin;

    private static double[][] Rows(string name) =>
        [.. Golden.GetProperty(name).EnumerateArray().Select(row => row.EnumerateArray().Select(n => n.GetDouble()).ToArray())];

    private static bool Same(double one, double other) => Math.Abs(one - other) <= 1e-11 * Math.Abs(one);

    private static void Reject(Action act, string message) => act.Should().Throw<ArgumentException>().WithMessage(message);

    private static void Near(double actual, double expected, double relative, double[] row) =>
        Math.Abs(actual - expected)
            .Should()
            .BeLessThanOrEqualTo(relative * Math.Abs(expected), "{0}: {1:R} and not {2:R}", string.Join(", ", row), expected, actual);
}
