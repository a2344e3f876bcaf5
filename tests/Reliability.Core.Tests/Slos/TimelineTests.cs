using CsCheck;
using Reliability.Sketches;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class TimelineTests
{
    private static readonly SloDefinition EveryRule = SloDefinition.Latency("l", TimeSpan.FromSeconds(1), 99) with
    {
        Window = SloWindow.Rolling(TimeSpan.FromDays(7)),
        Alerts =
        [
            new BurnRateRule(TimeSpan.FromHours(2), TimeSpan.FromMinutes(10), 10, AlertSeverity.Page),
            new BurnRateRule(TimeSpan.FromHours(1), TimeSpan.FromMinutes(30), 5, AlertSeverity.Page) { Guard = LowTrafficGuard.None },
            new BurnRateRule(TimeSpan.FromHours(80), TimeSpan.FromHours(76), 3, AlertSeverity.Ticket),
            new PercentBelowRule(90, TimeSpan.FromMinutes(45)),
            new PercentBelowRule(93, TimeSpan.FromHours(75)),
            new BadEventRule(TimeSpan.FromMinutes(20)),
            new QuantileAboveRule(0.9, TimeSpan.FromSeconds(1.2), TimeSpan.FromMinutes(30)),
            new MeanBelowRule(0.6m, TimeSpan.FromHours(1)) { Guard = LowTrafficGuard.None },
            new MeanBelowRule(2m, TimeSpan.FromHours(1)),
        ],
    };

    private static readonly Gen<SeriesBucket[]> Series =
        from steps in Gen.Frequency((8, Gen.Int[1, 3]), (1, Gen.Int[20, 90]), (1, Gen.Int[300, 900])).Array[40, 120]
        from counts in Gen.Int[0, 12].Array[120]
        from slow in Gen.Frequency((6, Gen.Const(0)), (3, Gen.Int[0, 12])).Array[120]
        select Make(steps, counts, slow);

    [Fact]
    public void A_replay_decides_at_every_minute_what_was_decided_live_also_across_gaps() =>
        Series.Sample(buckets => Compare(EveryRule, buckets), iter: 8);

    [Fact]
    public void A_replay_decides_what_was_decided_live_also_when_sums_exceed_what_a_double_holds_exactly()
    {
        SloDefinition slo = SloDefinition.Measurement("m", 10, 99) with { Alerts = [new MeanBelowRule(3.8m, TimeSpan.FromMinutes(30))] };
        SeriesBucket[] buckets =
        [
            .. Enumerable.Range(0, 200)
                .Select(i => new SeriesBucket(Bucket.Minute(i), 10, 10) { ScaledSum = i == 20 ? 1e107 : i % 60 < 30 ? 39e7 : 37e7 }),
        ];
        Compare(slo, buckets).Should().BeGreaterThan(1);
    }

    [Fact]
    public void Episodes_do_occur_in_what_is_compared()
    {
        var fired = new HashSet<string>();
        Series.Sample(
            buckets =>
            {
                var timeline = new AlertTimeline(EveryRule);
                Array.ForEach(buckets, b => timeline.Add(in b));
                lock (fired)
                {
                    fired.UnionWith(timeline.Complete(buckets[^1].Start.AddHours(1)).Select(e => e.Rule));
                }
            },
            iter: 30);
        fired.Should().BeEquivalentTo(EveryRule.Alerts.Select(rule => rule.Name), "a comparison of nothing with nothing proves nothing");
    }

    [Fact]
    public void A_gap_freezes_an_alert_that_fires_and_one_that_does_not()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99.9m) with { Alerts = [new PercentBelowRule(99, TimeSpan.FromMinutes(10))] };
        var timeline = new AlertTimeline(slo);
        timeline.Add(Bucket.At(Bucket.Minute(0), 100, 50));
        timeline.Complete(Bucket.Minute(600)).Should().ContainSingle().Which.ClearedAt.Should().BeNull("nobody measured that it is over");
        timeline.Add(Bucket.At(Bucket.Minute(700), 100, 0));
        timeline.Complete(Bucket.Minute(701)).Should().ContainSingle().Which.ClearedAt.Should().Be(Bucket.Minute(701));
    }

    [Fact]
    public void A_silence_shorter_than_the_window_still_changes_what_the_window_holds()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99.9m) with { Alerts = [new PercentBelowRule(90, TimeSpan.FromHours(5))] };
        var timeline = new AlertTimeline(slo);
        timeline.Add(Bucket.At(Bucket.Minute(0), 100, 100));
        timeline.Add(Bucket.At(Bucket.Minute(180), 100, 0));
        timeline.Complete(Bucket.Minute(2000))
            .Should()
            .ContainSingle().Which.ClearedAt
            .Should()
            .Be(Bucket.Minute(301), "the bad minute has left the window");
    }

    [Fact]
    public void A_bucket_that_comes_too_late_is_rejected()
    {
        var timeline = new AlertTimeline(EveryRule);
        timeline.Add(Bucket.At(Bucket.Minute(5), 1, 0));
        FluentActions.Invoking(() => timeline.Add(Bucket.At(Bucket.Minute(5), 1, 0)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*time order*");
        timeline.Complete(Bucket.Minute(20));
        FluentActions.Invoking(() => timeline.Add(Bucket.At(Bucket.Minute(10), 1, 0)))
            .Should()
            .Throw<ArgumentException>("minutes up to 20 have been judged");
        timeline.Add(Bucket.At(Bucket.Minute(20), 1, 0));
    }

    [Fact]
    public void The_quantile_rule_agrees_with_the_quantile_of_the_merged_sketches() =>
        Gen.Select(Gen.Double[0.01, 0.99], Gen.Double[0.001, 3], Gen.Double[0.0005, 4].Array[1, 30].Array[1, 12])
            .Sample((q, limit, values) =>
        {
            SloDefinition slo =
                SloDefinition.Latency("l", TimeSpan.FromSeconds(1), 99) with
                {
                    Alerts = [new QuantileAboveRule(q, limit, TimeSpan.FromHours(1)) { Guard = LowTrafficGuard.None }],
                };
            SeriesBucket[] buckets = [.. values.Select((v, i) => Bucket.Timed(Bucket.Minute(i), 1, v))];
            AlertReading reading = AlertRules.Evaluate(slo, buckets, Bucket.Minute(values.Length))[0];
            var merged = new QuantileSketch();
            Array.ForEach(buckets, b => merged.Merge(b.Sketch!));
            (reading.Condition == AlertCondition.Met).Should().Be(merged.Quantile(q) > limit);
            reading.Value.Should().BeApproximately((decimal)merged.Quantile(q)!.Value, 1e-12m);

            double[] sorted = [.. values.SelectMany(v => v).Order()];
            double exact = sorted[Math.Clamp((int)Math.Ceiling(q * sorted.Length), 1, sorted.Length) - 1];
            ((double)reading.Value!.Value).Should().BeApproximately(exact, exact * 0.00542);
        });

    private static int Compare(SloDefinition slo, SeriesBucket[] buckets)
    {
        DateTimeOffset end = buckets[^1].Start.AddHours(30);
        var timeline = new AlertTimeline(slo);
        var live = new List<(string Rule, DateTimeOffset FiredAt, DateTimeOffset? ClearedAt)>();
        var open = new Dictionary<string, DateTimeOffset>();
        Array.ForEach(buckets, b => timeline.Add(in b));
        for (DateTimeOffset now = buckets[0].Start.AddMinutes(1); now <= end; now = now.AddMinutes(1))
        {
            foreach (AlertReading reading in AlertRules.Evaluate(slo, buckets, now))
            {
                if (reading.Condition == AlertCondition.Met)
                {
                    open.TryAdd(reading.Rule, now);
                }
                else if (reading.Condition == AlertCondition.NotMet && open.Remove(reading.Rule, out DateTimeOffset fired))
                {
                    live.Add((reading.Rule, fired, now));
                }
            }
        }

        live.AddRange(open.Select(o => (o.Key, o.Value, (DateTimeOffset?)null)));
        timeline.Complete(end).Select(e => (e.Rule, e.FiredAt, e.ClearedAt)).Should().BeEquivalentTo(live);
        return live.Count;
    }

    private static SeriesBucket[] Make(int[] steps, int[] counts, int[] slow)
    {
        int minute = 0;
        return
        [
            .. steps.Select((step, i) =>
            {
                minute += step;
                double[] seconds = [.. Enumerable.Range(0, counts[i]).Select(j => j < slow[i] ? 2 + (j * 0.25) : 0.25 + (j * 0.125))];
                return seconds.Length == 0 ? Bucket.At(Bucket.Minute(minute), 0, 0) : Bucket.Timed(Bucket.Minute(minute), 1, seconds);
            }),
        ];
    }
}
