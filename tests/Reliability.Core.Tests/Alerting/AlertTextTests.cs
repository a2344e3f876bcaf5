using Reliability.Alerting;
using Reliability.Alerting.Internal;
using Reliability.Core.Tests.Slos;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Alerting;

public sealed class AlertTextTests
{
    private static readonly AlertBehavior Quick = new() { ResolveAfter = TimeSpan.FromSeconds(20) };
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void A_latency_clears_at_a_number_of_milliseconds()
    {
        SloDefinition slo = SloDefinition.Latency("l", TimeSpan.FromMilliseconds(500), 95) with
        {
            Alerts = [new QuantileAboveRule(0.95, TimeSpan.FromMilliseconds(550), Hour)],
        };

        ClearsWhen(slo, Bucket.Timed(Bucket.Minute(0), 0.5, [.. Enumerable.Repeat(0.695, 40)]))
            .Should()
            .MatchRegex(@"^Clears when p95 is at most 550 ms \(now 69[1-8](\.\d)? ms\) for 20 s\.$");
    }

    [Fact]
    public void A_mean_score_clears_at_a_score_of_the_scale()
    {
        SloDefinition slo = SloDefinition.Score("s", 4, 5) with { Alerts = [new MeanBelowRule(3.8m, Hour)] };

        ClearsWhen(slo, Bucket.Scored(Bucket.Minute(0), 100, 360)).Should().Be(
            "Clears when the mean is at least 3.8 of 5 (now 3.6) for 20 s.");
    }

    [Fact]
    public void A_share_and_a_number_of_bad_events_clear_at_their_limits()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99) with { Alerts = [new PercentBelowRule(99.5m, Hour)] };
        SloDefinition zero = SloDefinition.ZeroTolerance("z") with { Alerts = [new BadEventRule(Hour)] };

        ClearsWhen(slo, Bucket.At(Bucket.Minute(0), 1000, 100))
            .Should()
            .Be("Clears when the share of good events is at least 99.5 % (now 90 %) for 20 s.");
        ClearsWhen(zero, Bucket.At(Bucket.Minute(0), 1000, 2))
            .Should()
            .Be("Clears when the number of bad events in the last 60 min is at most 0 (now 2) for 20 s.");
    }

    [Fact]
    public void A_burn_rate_over_slices_speaks_of_slices()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99) with
        {
            Budgeting = Budgeting.TimeSlices(TimeSpan.FromMinutes(1), 95),
            Alerts = [new BurnRateRule(Hour, TimeSpan.FromMinutes(5), 10, AlertSeverity.Page)],
        };

        ClearsWhen(slo, Bucket.Minutes(1, _ => (10, 10)))
            .Should()
            .Be(
                "Clears when the burn rate over 5 min is at most 10 (with this traffic at most 0 bad of 1 slice; now 1), or over 60 min, "
                + "and stays so for 20 s.");
    }

    private static string ClearsWhen(SloDefinition slo, params SeriesBucket[] buckets) =>
        AlertText.ClearsWhen(slo, slo.Alerts[0], AlertRules.Evaluate(slo, buckets, Bucket.Minute(1))[0], Quick);
}
