using CsCheck;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

/// <summary>What a few events prove: nothing about a ratio, a mean or a quantile, and everything about a loss.</summary>
public sealed class LowTrafficTests
{
    private static readonly DateTimeOffset Noon = Bucket.Minute(720);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    // Wilson, 95 % one-sided: 5 of 4000 gives 0.0609 %, 21 of 10000 gives 0.147 %, 27 gives 0.197 %, 28 gives 0.206 %.
    [Theory]
    [InlineData(1, 400, "fewer than 5 bad events")]
    [InlineData(4, 20, "fewer than 5 bad events")]
    [InlineData(21, 10_000, "with so few events it can be chance (95 % confidence)")]
    [InlineData(27, 10_000, "with so few events it can be chance (95 % confidence)")]
    [InlineData(28, 10_000, null)]
    [InlineData(5, 500, null)]
    public void A_share_fires_from_five_bad_events_and_95_percent_confidence_on_and_says_why_it_does_not(long bad, long total, string? held)
    {
        AlertReading reading = Judge(Ratio(99.8m), Bucket.At(Noon.AddMinutes(-1), total, bad));

        reading.Condition.Should().Be(held is null ? AlertCondition.Met : AlertCondition.NotMet);
        reading.Explanation.Should().EndWith(held is null ? "fires below 99.8%" : $"fires below 99.8%; held back as low traffic: {held}");
    }

    [Fact]
    public void A_burn_that_is_held_back_says_so_too()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99.9m) with
        {
            Alerts = [new BurnRateRule(Hour, TimeSpan.FromMinutes(5), 14.4m, AlertSeverity.Page)],
        };

        Judge(slo, Bucket.At(Noon.AddMinutes(-1), 10, 3)).Explanation
            .Should().EndWith("fires above 14.4 in both; held back as low traffic: fewer than 5 bad events");
        Judge(slo, Bucket.At(Noon.AddMinutes(-1), 1000, 0)).Explanation.Should().EndWith("fires above 14.4 in both");
    }

    [Fact]
    public void One_loss_fires_at_once_whatever_the_traffic()
    {
        SeriesBucket loss = Bucket.At(Noon.AddMinutes(-1), 1, 1);

        Judge(SloPresets.DataDurability, loss).Condition.Should().Be(AlertCondition.Met);
        Judge(SloDefinition.ZeroTolerance("z") with { Alerts = [new PercentBelowRule(99, Hour)] }, loss).Condition
            .Should().Be(AlertCondition.Met);
        Judge(Ratio(100), loss).Condition.Should().Be(AlertCondition.Met);
        Judge(SloDefinition.Availability("a", 99) with { Alerts = [new BadEventRule(Hour)] }, loss).Condition
            .Should().Be(AlertCondition.Met);
    }

    // The number of values up to the limit is Bin(100, 0.95) at most: P(X <= 91) = 6.31 %, P(X <= 90) = 2.82 %.
    // For 30 values: P(X <= 26) = 6.08 %, P(X <= 25) = 1.56 %.
    [Theory]
    [InlineData(9, 100, AlertCondition.NotMet)]
    [InlineData(10, 100, AlertCondition.Met)]
    [InlineData(4, 30, AlertCondition.NotMet)]
    [InlineData(5, 30, AlertCondition.Met)]
    [InlineData(29, 29, AlertCondition.NotMet)]
    public void A_quantile_fires_from_30_values_on_if_its_binomial_interval_excludes_the_limit(int slow, int count, AlertCondition expected)
    {
        double[] seconds = [.. Enumerable.Repeat(0.1, count - slow), .. Enumerable.Repeat(2.0, slow)];

        AlertReading reading = Judge(SloPresets.ApiLatency, Bucket.Timed(Noon.AddMinutes(-1), 0.5, seconds));

        reading.Condition.Should().Be(expected);
        reading.Explanation.EndsWith(
                count < 30 ? "fewer than 30 values" : "with so few values it can be chance (95 % confidence)", StringComparison.Ordinal)
            .Should().Be(expected == AlertCondition.NotMet);
    }

    // 20 scores of 5 and 16 of 2: mean 3.667, variance 36/35 (11/3 - 2)(5 - 11/3) = 2.286, standard error 0.252, t(35) = 1.690.
    // The interval ends at 4.092.
    [Theory]
    [InlineData(4.0, AlertCondition.NotMet)]
    [InlineData(4.09, AlertCondition.NotMet)]
    [InlineData(4.1, AlertCondition.Met)]
    public void A_mean_fires_if_its_t_interval_excludes_the_limit(double limit, AlertCondition expected)
    {
        Judge(Mean((decimal)limit), Scores(Noon.AddMinutes(-2), 20, 5), Scores(Noon.AddMinutes(-1), 16, 2)).Condition.Should().Be(expected);
        Judge(Mean((decimal)limit), Scores(Noon.AddMinutes(-2), 20, 5).Merge(Scores(Noon.AddMinutes(-1), 16, 2))).Condition
            .Should().Be(expected, "minimum, maximum and sum bound the variance, here exactly");
    }

    [Fact]
    public void A_mean_counts_from_30_values_on()
    {
        Judge(Mean(3.8m), Scores(Noon.AddMinutes(-1), 29, 1))
            .Should().BeEquivalentTo(new { Condition = AlertCondition.NotMet, Value = 1m })
            .And.Subject.As<AlertReading>().Explanation
            .Should().Be("mean 1 of 5 over 1h (29 scores); fires below 3.8 of 5; held back as low traffic: fewer than 30 values");
        Judge(Mean(3.8m), Scores(Noon.AddMinutes(-1), 30, 1)).Condition.Should().Be(AlertCondition.Met);
    }

    [Fact]
    public void Buckets_never_make_a_mean_surer_than_its_values()
    {
        Gen.Double[0, 5].Array[1, 12].Array[4, 12].Sample(minutes =>
        {
            double[] values = [.. minutes.SelectMany(one => one)];
            double mean = values.Average();
            double squares = minutes.Sum(one => LargestSquares(one));

            squares.Should().BeGreaterThanOrEqualTo(values.Sum(v => v * v) * (1 - 1e-6));
            LowTrafficGuard.Default.OfMean(values.Length, mean, squares, mean).Should().NotBe(GuardDoubt.None,
                "the mean is not below itself");
        });
    }

    [Fact]
    public void More_of_the_same_never_turns_an_alert_off()
    {
        (from bad in Gen.Int[1, 40] from total in Gen.Int[40, 400] from factor in Gen.Int[2, 20] select (bad, total, factor)).Sample(s =>
        {
            bool Fires(long times) =>
                Judge(Ratio(95), Bucket.At(Noon.AddMinutes(-1), s.total * times, s.bad * times)).Condition == AlertCondition.Met;
            (!Fires(1) || Fires(s.factor)).Should().BeTrue();
            Fires(1_000_000).Should().Be(s.bad * 20 > s.total, "with much traffic the guard vanishes");
        });
    }

    [Fact]
    public void One_failure_in_500_requests_of_a_new_service_does_not_block_its_first_release()
    {
        GateDecision decision = Decide(SloDefinition.Availability("a", 99.9m), 500, 1);

        decision.Verdict.Should().Be(GateVerdict.Warn);
        decision.Reasons.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Code = GateReasonCodes.LowTraffic,
            Message = "The budget is spent, but by too few events to be sure: 1 bad of 500, and the target of 99.9 % allows 0.5. "
                + "It counts from 5 bad ones on.",
        });
    }

    // The bound for 8 of 4000 is 0.1127 %, and for 5 of 4000 0.0609 %.
    [Theory]
    [InlineData(4_000, 5, GateVerdict.Warn)]
    [InlineData(4_000, 8, GateVerdict.Block)]
    [InlineData(500, 5, GateVerdict.Block)]
    [InlineData(5_000, 5, GateVerdict.Block)]
    [InlineData(1_000_000, 1_000, GateVerdict.Block)]
    public void A_budget_of_five_events_or_more_is_an_account_and_a_smaller_one_must_be_exceeded_with_confidence(
        long total, long bad, GateVerdict expected) =>
        Decide(SloDefinition.Availability("a", 99.9m), total, bad).Verdict.Should().Be(expected);

    [Fact]
    public void A_loss_blocks_and_a_policy_can_block_for_one_event_or_ignore_it()
    {
        Decide(SloDefinition.ZeroTolerance("z"), 500, 1).Verdict.Should().Be(GateVerdict.Block);
        SloDefinition slo = SloDefinition.Availability("a", 99.9m);
        Decide(slo, 500, 1, new ReleasePolicy { OnLowTraffic = GateVerdict.Block }).Verdict.Should().Be(GateVerdict.Block);
        Decide(slo, 500, 1, new ReleasePolicy { OnLowTraffic = GateVerdict.Allow }).Reasons.Should().BeEmpty();
        Decide(slo, 500, 1, new ReleasePolicy { OnExhausted = GateVerdict.Allow }).Verdict.Should().Be(GateVerdict.Allow);
    }

    [Fact]
    public void The_mean_of_a_score_blocks_from_30_scores_on()
    {
        SloDefinition quality = SloDefinition.Score("q", 4, 5);

        foreach ((int count, GateVerdict expected) in new[] { (29, GateVerdict.Warn), (30, GateVerdict.Block) })
        {
            BudgetStatus status = ErrorBudget.Evaluate(quality, [Bucket.Scored(Noon, count, 3 * count)], Noon.AddHours(1));
            ReleaseGate.Decide([Report(quality, status)], status.AsOf).Verdict.Should().Be(expected);
        }
    }

    private static SloDefinition Ratio(decimal percent) =>
        SloDefinition.Availability("a", 99.9m) with { Alerts = [new PercentBelowRule(percent, Hour)] };

    private static SloDefinition Mean(decimal mean) => SloDefinition.Score("s", 4.5m, 5) with { Alerts = [new MeanBelowRule(mean, Hour)] };

    private static SeriesBucket Scores(DateTimeOffset start, int count, double score) =>
        new(start, count, 0) { ScaledSum = count * score * SeriesBucket.SumScale, Min = score, Max = score };

    private static double LargestSquares(double[] values)
    {
        (double min, double max, double sum) = (values.Min(), values.Max(), values.Sum());
        return ((min + max) * sum) - (values.Length * min * max);
    }

    private static GateDecision Decide(SloDefinition slo, long total, long bad, ReleasePolicy? policy = null)
    {
        BudgetStatus status = ErrorBudget.Evaluate(slo, [Bucket.At(Noon, total, bad)], Noon.AddHours(1));
        return ReleaseGate.Decide([Report(slo, status)], status.AsOf, policy);
    }

    private static SloReport Report(SloDefinition slo, BudgetStatus status) =>
        new() { Status = status, Burn = [], Alerts = [], Forecast = Forecast.Evaluate(slo, [], status.AsOf) };

    private static AlertReading Judge(SloDefinition slo, params SeriesBucket[] buckets) =>
        AlertRules.Evaluate(slo, buckets, Noon).Should().ContainSingle().Subject;
}
