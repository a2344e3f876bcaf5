using CsCheck;
using Reliability.Core.Tests.Doubles;
using Reliability.Slos;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class RecentBucketsTests
{
    private static readonly Gen<AlertRule> Rule = Gen.OneOf(
        Gen.Select(
            Gen.Int[2, 4320],
            Gen.Int[1, 100],
            (length, share) =>
                (AlertRule)new BurnRateRule(
                    TimeSpan.FromMinutes(length),
                    TimeSpan.FromMinutes(Math.Max(1, length * share / 100)),
                    2,
                    AlertSeverity.Page)),
        Gen.Int[1, 6000].Select(length => (AlertRule)new PercentBelowRule(99, TimeSpan.FromMinutes(length))),
        Gen.Int[1, 3000].Select(length => (AlertRule)new BadEventRule(TimeSpan.FromMinutes(length))));

    /// <summary>Fires whenever it sees buckets, and so is never answered by sums.</summary>
    private static readonly AlertRule Examining = new MeanBelowRule(-1, TimeSpan.FromMinutes(1));

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void What_rules_see_in_hours_and_minutes_is_what_they_would_see_in_minutes_alone(bool isSummed, bool includesBurn) =>
        Gen.Select(Rule.Array[1, 4], Gen.Int[0, 1440], Gen.Int[0, 9], Gen.Int[1, 40], Gen.Int[0, 100].Array[50]).Sample(
            (rules, offset, gap, step, bad) =>
            {
                AlertRule[] all = [.. rules.DistinctBy(rule => rule.Name), .. isSummed ? [] : new[] { Examining }];
                SloDefinition slo = SloDefinition.Measurement("a", 1, 99m) with { Alerts = all };
                DateTimeOffset now = Bucket.Minute((6 * 1440) + offset).AddSeconds(gap * 7);
                var store = new InMemorySeriesStore();
                List<SeriesBucket> minutes = [];
                for (int minute = 0; minute < (6 * 1440) + offset; minute += step)
                {
                    if (minute / 300 % 10 != gap)
                    {
                        minutes.Add(Bucket.At(Bucket.Minute(minute), 100, bad[minute % bad.Length]));
                    }
                }

                store.Put(slo, [.. minutes]);
                Counted planned = new RecentBuckets(store, new CountedBuckets(store, corrections: null), SketchRetention.Default)
                    .ReadAsync([new SloMoment(slo, now, LedgerView.Empty)], includesBurn, default)
                    .AsTask()
                    .GetAwaiter()
                    .GetResult()[0];
                List<SeriesQuery> plan = [];
                if (isSummed)
                {
                    new SummedRanges(now, includesBurn).AddTo(plan, slo);
                }
                else
                {
                    plan.AddRange(RecentPlan.Buckets(slo, now, SketchRetention.Default));
                }

                bool eachOnce = plan.Select(query => query.To).SkipLast(1).SequenceEqual(plan.Select(query => query.From).Skip(1));
                return eachOnce
                    && AlertRules.Evaluate(slo, planned.Span, now).Zip(AlertRules.Evaluate(slo, minutes.ToArray(), now)).All(pair =>
                    (pair.First.Condition, pair.First.Value, pair.First.Explanation)
                        == (pair.Second.Condition, pair.Second.Value, pair.Second.Explanation)
                    && pair.First.Windows.Select(window => (window.Total, window.Bad, window.BurnRate))
                        .SequenceEqual(pair.Second.Windows.Select(window => (window.Total, window.Bad, window.BurnRate))));
            },
            iter: 300);
}
