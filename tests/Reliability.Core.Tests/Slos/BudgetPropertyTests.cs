using CsCheck;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class BudgetPropertyTests
{
    private static readonly SloDefinition Availability =
        SloDefinition.Availability("a", 99.5m) with { Window = SloWindow.Rolling(TimeSpan.FromDays(7)) };

    private static readonly Gen<(long Total, long Bad)[]> Counts =
        Gen.Select(Gen.Long[0, 5000], Gen.Double[0, 1], (total, share) => (total, (long)(total * share * share * share))).Array[1, 150];

    [Fact]
    public void Minutes_and_hours_give_the_same_budget() => Counts.Sample(counts =>
    {
        SeriesBucket[] minutes = [.. counts.Select((c, i) => Bucket.At(Bucket.Minute(i * 7), c.Total, c.Bad))];
        DateTimeOffset now = Bucket.Hour(24);
        BudgetStatus fine = ErrorBudget.Evaluate(Availability, minutes, now);
        BudgetStatus coarse = ErrorBudget.Evaluate(Availability, Bucket.ToHours(minutes), now);
        coarse.Should().Be(fine with { Coverage = coarse.Coverage, LastObserved = coarse.LastObserved });
    });

    [Fact]
    public void Minutes_and_hours_give_the_same_budget_of_scores_and_of_hourly_slices() => Counts.Sample(counts =>
    {
        SeriesBucket[] minutes = [.. counts.Select((c, i) => Bucket.Scored(Bucket.Minute(i * 7), c.Total, (c.Total - c.Bad) * 4.7m))];
        SloDefinition score = SloDefinition.Score("s", 4, 5) with { Window = SloWindow.Rolling(TimeSpan.FromDays(7)) };
        foreach (SloDefinition slo in (SloDefinition[])
        [
            score,
            score with { Budgeting = Budgeting.TimeSlices(TimeSpan.FromHours(1), 80, MissingSlice.Bad, 0) },
        ])
        {
            BudgetStatus fine = ErrorBudget.Evaluate(slo, minutes, Bucket.Hour(24));
            BudgetStatus coarse = ErrorBudget.Evaluate(slo, Bucket.ToHours(minutes), Bucket.Hour(24));
            coarse.Should().Be(fine with { Coverage = coarse.Coverage, LastObserved = coarse.LastObserved });
        }
    });

    [Fact]
    public void More_traffic_of_the_same_kind_changes_counts_and_nothing_else() =>
        Gen.Select(Counts, Gen.Long[2, 1000]).Sample((counts, k) =>
    {
        BudgetStatus one = Of(counts);
        BudgetStatus many = Of([.. counts.Select(c => (c.Total * k, c.Bad * k))]);
        many.Total.Should().Be(one.Total * k);
        many.Allowed.Should().Be(one.Allowed * k);
        (many.Consumed, many.Sli, many.BurnRate, many.State, many.IsMet)
            .Should()
            .Be((one.Consumed, one.Sli, one.BurnRate, one.State, one.IsMet));
    });

    [Fact]
    public void The_burn_rate_of_the_whole_window_is_the_share_that_is_consumed() => Counts.Sample(counts =>
    {
        BudgetStatus status = Of(counts);
        SeriesBucket[] minutes = Bucket.Minutes(counts.Length, i => counts[i]);
        BurnReading burn = BurnRate.Over(Availability, minutes, TimeSpan.FromDays(7), Bucket.Hour(24), status.Total);
        if (status.Consumed is { } consumed)
        {
            burn.BurnRate!.Value.ShouldBeExactly(consumed, "both are bad over allowed");
            burn.BudgetShare!.Value.ShouldBeExactly(consumed, "the window is the period");
            status.Remaining!.Value.ShouldBeExactly(1 - consumed, "remaining is the rest");
        }
    });

    [Fact]
    public void One_more_bad_event_never_improves_anything() => Gen.Select(Counts, Gen.Int[0, 1_000_000]).Sample((counts, place) =>
    {
        BudgetStatus before = Of(counts);
        (counts[place % counts.Length].Total,
            counts[place % counts.Length].Bad) = (counts[place % counts.Length].Total + 1, counts[place % counts.Length].Bad + 1);
        BudgetStatus after = Of(counts);
        if (before.State != BudgetState.NoTraffic)
        {
            ((int)after.State).Should().BeGreaterThanOrEqualTo((int)before.State);
            after.Consumed.Should().BeGreaterThanOrEqualTo(before.Consumed!.Value);
            (before.IsMet == false && after.IsMet == true).Should().BeFalse();
        }
    });

    [Fact]
    public void Every_slice_is_good_bad_or_missing_whatever_missing_slices_count_as() =>
        Gen.Select(Gen.OneOfConst(1, 5, 15, 60, 120), Gen.Int[0, 400].HashSet[1, 60], Gen.Int[0, 90], Gen.Int[0, 3].Array[401])
            .Sample((length, places, later, bad) =>
        {
            SeriesBucket[] minutes =
            [
                .. places.Order().Select(i => Bucket.At(Bucket.Minute(i), bad[i] == 3 ? 0 : 2, bad[i] == 3 ? 0 : bad[i])),
            ];
            DateTimeOffset now = minutes[^1].Start.AddMinutes(later);
            BudgetStatus In(MissingSlice missing) =>
                ErrorBudget.Evaluate(
                    Availability with { Budgeting = Budgeting.TimeSlices(TimeSpan.FromMinutes(length), 50, missing, 0) },
                    minutes,
                    now);
            (BudgetStatus good, BudgetStatus asBad, BudgetStatus exclude) = (In(MissingSlice.Good),
                In(MissingSlice.Bad),
                In(MissingSlice.Exclude));

            // The same by brute force: a slice with events is good when at least half of them are.
            var slices =
                places.GroupBy(i => i / length)
                    .ToDictionary(g => g.Key, g => (Total: g.Sum(i => bad[i] == 3 ? 0 : 2), Bad: g.Sum(i => bad[i] == 3 ? 0 : bad[i])));
            int running = (int)((now - Bucket.Monday).TotalMinutes / length);
            int elapsed = Math.Max(slices.Keys.Max(), running - 1) - slices.Keys.Min() + 1;
            int isGood = slices.Values.Count(s => s.Total > 0 && s.Bad * 2 <= s.Total);
            int isBad = slices.Values.Count(s => s.Total > 0 && s.Bad * 2 > s.Total);
            int missing = elapsed - isGood - isBad;

            (exclude.Good, exclude.Bad, exclude.Total).Should().Be((isGood, isBad, isGood + isBad));
            (good.Good, good.Bad, good.Total).Should().Be((isGood + missing, isBad, elapsed));
            (asBad.Good, asBad.Bad, asBad.Total).Should().Be((isGood, isBad + missing, elapsed));
            exclude.Coverage.ShouldBeExactly((decimal)slices.Count / elapsed, "coverage is the share of slices that somebody measured");
        });

    [Fact]
    public void A_coverage_below_its_floor_is_no_data_and_at_the_floor_is_data() => Gen.Int[1, 9].Sample(measured =>
    {
        SeriesBucket[] minutes =
        [
            .. Enumerable.Range(0, 10).Where(i => i == 0 || i > 9 - measured + 1).Select(i => Bucket.At(Bucket.Minute(i * 5), 100, 0)),
        ];
        BudgetStatus With(decimal floor) => ErrorBudget.Evaluate(
            Availability with { Budgeting = Budgeting.TimeSlices(TimeSpan.FromMinutes(5), 99, MissingSlice.Exclude, floor) },
            minutes,
            Bucket.Minute(50));
        With(measured / 10m).State.Should().Be(BudgetState.Healthy);
        With((measured / 10m) + 0.01m).State.Should().Be(BudgetState.NoData);
    });

    private static BudgetStatus Of((long Total, long Bad)[] counts) =>
        ErrorBudget.Evaluate(Availability, Bucket.Minutes(counts.Length, i => counts[i]), Bucket.Hour(24));
}
