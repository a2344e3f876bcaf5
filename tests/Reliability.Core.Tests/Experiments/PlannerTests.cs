using CsCheck;
using Reliability.Experiments;
using Reliability.Statistics;
using Reliability.Storage;

namespace Reliability.Core.Tests.Experiments;

public sealed class PlannerTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly double?[] Week = [1_000, 1_000, 1_000, 1_000, 1_000, 500, 500];

    [Fact]
    public void A_steady_history_gives_days_whole_weeks_and_the_range_of_its_weeks()
    {
        double?[] busy = [.. Week.Select(day => 1.5 * day)];
        ExperimentDuration duration = ExperimentSizing.Duration(TrafficHistory.OfDays([.. Week, .. busy]), [5_000, 5_000], [1, 1], 0.5);
        duration.NeededUnits.Should().Be(20_000);
        duration.UnitsPerDay.Should().BeApproximately(6_000 * 1.25 / 7, 1e-9);
        duration.Days.Should().Be(19, "20,000 at 1,071 a day");
        duration.MinDays.Should().Be(16, "20,000 at 1,286 a day");
        duration.MaxDays.Should().Be(24, "20,000 at 857 a day");
        duration.SuggestedDays.Should().Be(21);
        duration.Reasons.Should().ContainSingle().Which.Should().Contain("assumed to be new");
    }

    [Fact]
    public void The_arm_that_takes_longest_decides()
    {
        ExperimentDuration duration = ExperimentSizing.Duration(TrafficHistory.OfDays(Week), [1_000, 1_000, 0], [8, 1, 1]);
        duration.NeededUnits.Should().BeApproximately(10_000, 1e-9);
        ExperimentSizing.Duration(TrafficHistory.OfDays(Week), [10_000, 1_000], [8, 1]).NeededUnits.Should().BeApproximately(11_250, 1e-9);
    }

    [Fact]
    public void Every_day_of_the_week_counts_as_much_however_often_it_was_measured()
    {
        ExperimentDuration duration = ExperimentSizing.Duration(TrafficHistory.OfDays([.. Week, 1_000, null, 1_000]), [6_000], [1]);
        duration.UnitsPerDay.Should().BeApproximately(6_000.0 / 7, 1e-9);
        duration.Days.Should().Be(7);
        duration.Reasons.Should().Contain("1 of 10 days were not measured and are left out.");
    }

    [Fact]
    public void A_history_that_says_nothing_gives_no_days_and_a_reason()
    {
        static ExperimentDuration Of(params double?[] days) => ExperimentSizing.Duration(TrafficHistory.OfDays(days), [100, 100], [1, 1]);
        Of().Should().BeEquivalentTo(new
        {
            Days = (int?)null,
            SuggestedDays = (int?)null,
            UnitsPerDay = (double?)null,
            Reasons = new[] { "The history has no measured day." },
        });
        Of(null, null).Days.Should().BeNull();
        Of(0, 0, null).Should().BeEquivalentTo(new
        {
            Days = (int?)null,
            UnitsPerDay = 0,
            Reasons = new[] { "No units arrived in the 2 measured days." },
        });
        Of(0.01).Days.Should().BeNull();
        Of(0.01).Reasons.Should().Contain("It would take more than 3660 days.");
        Of(100, 100, 100).Should().BeEquivalentTo(new { Days = 2, MinDays = (int?)null, MaxDays = (int?)null, SuggestedDays = 7 });
        Of(0, 0, 0, 0, 0, 0, 0, 70).Should().BeEquivalentTo(new { Days = 40, MinDays = 20, MaxDays = (int?)null });
        ExperimentSizing.Duration(TrafficHistory.OfDays(Week), [100], [1], 0).Reasons
            .Should()
            .Equal("The coverage is 0: the experiment includes no units.");
    }

    [Fact]
    public void First_sights_are_followed_as_they_fall_and_never_beyond_their_end()
    {
        TrafficHistory falling = TrafficHistory.OfFirstSights([.. Enumerable.Range(0, 14).Select(day => 1_000 * Math.Pow(0.5, day))]);
        ExperimentDuration reached = ExperimentSizing.Duration(falling, [850, 850], [1, 1]);
        reached.Should().BeEquivalentTo(
            new { Days = 3, SuggestedDays = 7, MinDays = (int?)null, MaxDays = (int?)null, UnitsPerDay = (double?)null });
        reached.Reasons.Should().ContainSingle().Which.Should().Contain("no range");

        ExperimentDuration never = ExperimentSizing.Duration(falling, [1_001, 1_001], [1, 1]);
        never.Days.Should().BeNull("1,000 + 500 + 250 + ... stays below 2,000");
        never.Reasons.Should()
            .ContainSingle().Which
            .Should()
            .Contain("In its 14 days the past experiment met 2000 units and 2002 are needed");
        ExperimentSizing.Duration(TrafficHistory.OfFirstSights([]), [1], [1]).Reasons
            .Should()
            .ContainSingle().Which
            .Should()
            .Contain("no unit");
    }

    [Fact]
    public void A_definition_and_an_analysis_are_all_that_it_takes()
    {
        var definition = new ExperimentDefinition
        {
            Key = "button",
            Variants = [new("new", 1), new("old", 3), new("closed", 0)],
            Control = "old",
            Coverage = 0.5,
            Layer = new LayerSlice("checkout", 0.2, 0.6),
            Targeting = [new TargetingRule("country", TargetingOperator.OneOf, ["DE"])],
        };
        PowerAnalysis analysis =
            SampleSize.Units(MetricBaseline.Proportion(0.1), EffectSize.Relative(0.2), new TestDesign { TreatmentPerControl = 1 / 3.0 });
        ExperimentDuration duration = ExperimentSizing.Duration(TrafficHistory.OfDays(Week), analysis, definition);
        duration.NeededUnits.Should().BeApproximately(4 * analysis.TreatmentUnits / 0.2, 1e-6);
        duration.Reasons.Should().HaveCount(2).And.Contain(reason => reason.StartsWith("Targeting"));
    }

    [Fact]
    public void More_traffic_is_never_slower_and_the_range_holds_the_days() =>
        Gen.Select(
            Gen.Double[-50, 1_000].Select(day => day < 0 ? (double?)null : day).Array[7, 40],
            Gen.Int[1, 100_000],
            Gen.Double[0.05, 1])
            .Sample((days, units, coverage) =>
        {
            ExperimentDuration Of(IEnumerable<double?> history) =>
                ExperimentSizing.Duration(TrafficHistory.OfDays(history), [units, units], [1, 2], coverage);
            ExperimentDuration duration = Of(days);
            return duration.Days is not { } expected
                || ((duration.MinDays ?? 0) <= expected && (duration.MaxDays ?? int.MaxValue) >= expected && duration.SuggestedDays % 7 == 0
                    && duration.SuggestedDays - expected is >= 0 and < 7 && Of(days.Select(day => 2 * day)).Days <= expected);
        });

    [Fact]
    public void Hours_make_days_that_began_with_them_and_are_over()
    {
        double?[] hours = [.. Enumerable.Repeat<double?>(null, 30), .. Enumerable.Repeat<double?>(2, 50)];
        TrafficHistory.OfHours(hours).UnitsPerDay.Should().Equal(null, null, 48);
        TrafficHistory.OfHours(
        [
            .. Enumerable.Repeat<double?>(1, 24),
            .. Enumerable.Repeat<double?>(null, 24),
            1,
            .. Enumerable.Repeat<double?>(null, 23),
        ]).UnitsPerDay
            .Should()
            .Equal(24, null, 1);
    }

    [Fact]
    public async Task Events_of_a_series_become_days_of_whole_weeks_before_today()
    {
        using var store = new InMemoryStore();
        var deltas =
            Enumerable.Range(0, 10 * 24)
                .Select(hour => new SeriesDelta("requests", new SeriesBucket(Monday.AddHours(hour).AddMinutes(7), 10, 10)));
        await store.Series.AppendAsync(new SeriesBatch("shop", "p", 1, deltas), default);

        TrafficHistory history =
            await TrafficReader.ReadEventsAsync(
                store.Series,
                new SeriesId("shop", "requests"),
                Monday.AddDays(9).AddHours(15),
                weeks: 2,
                unitsPerEvent: 0.25);
        history.UnitsPerDay.Should().Equal(null, null, null, null, null, 60, 60, 60, 60, 60, 60, 60, 60, 60);
        history.IsFirstSights.Should().BeFalse();
        (await TrafficReader.ReadEventsAsync(store.Series, new SeriesId("shop", "nothing"), Monday)).UnitsPerDay
            .Should()
            .HaveCount(56).And
            .OnlyContain(day => day == null);
    }

    [Fact]
    public async Task First_sights_of_an_experiment_are_counted_by_its_own_days_and_made_whole_by_its_coverage()
    {
        var store = new InMemoryEnrollmentStore();
        DateTimeOffset start = Monday.AddHours(15.5);

        // 80 units on the first day, 40 on the second, 20 on the third, and 5 on one that is not over; each of them comes again later,
        // which counts for nothing.
        (double Day, int Units)[] days = [(0, 80), (1, 40), (2.97, 20), (3.1, 5)];
        int unit = 0;
        long sequence = 0;
        foreach ((double day, int units) in days)
        {
            EnrollmentEntry[] entries =
            [
                .. Enumerable.Range(unit, units)
                    .SelectMany(i => new[] { Exposure(i, start.AddDays(day)), Exposure(i, start.AddDays(day + 0.1)) }),
            ];
            unit += units;
            await store.ApplyAsync(new EnrollmentBatch(new ExperimentId("shop", "button"), "p", ++sequence, entries), default);
        }

        TrafficHistory history = await TrafficReader.ReadFirstSightsAsync(store, new ExperimentId("shop", "button"), coverage: 0.5);
        history.IsFirstSights.Should().BeTrue();
        history.UnitsPerDay.Should().Equal(160, 80, 40);
        (await TrafficReader.ReadFirstSightsAsync(store, new ExperimentId("shop", "other"))).UnitsPerDay.Should().BeEmpty();

        static EnrollmentEntry Exposure(int i, DateTimeOffset time) => new()
        {
            Kind = EnrollmentKind.Exposure,
            Unit = $"user-{i}",
            Variant = i % 2 == 0 ? "blue" : "green",
            Value = 0,
            Second = 0,
            Time = time,
        };
    }

    [Fact]
    public async Task Bad_input_is_rejected_by_value_and_range()
    {
        TrafficHistory week = TrafficHistory.OfDays(Week);
        Reject(() => TrafficHistory.OfDays([-1]), "-1 is not valid*0 to*");
        Reject(() => TrafficHistory.OfHours([double.NaN]), "*NaN*");
        Reject(() => ExperimentSizing.Duration(week, [1], [1, 1]), "*1 arms and 2 weights*");
        Reject(() => ExperimentSizing.Duration(week, [], []), "*0 arms*");
        Reject(() => ExperimentSizing.Duration(week, [1, 1], [1, 0]), "*arm 1 requires 1*");
        Reject(() => ExperimentSizing.Duration(week, [-1], [1]), "*0 to*-1*");
        Reject(() => ExperimentSizing.Duration(week, [1], [double.NaN]), "*NaN*");
        Reject(() => ExperimentSizing.Duration(week, [1], [1], 1.5), "1.5 is not valid*0 to 1*");
        using var store = new InMemoryStore();
        await FluentActions.Awaiting(() => TrafficReader.ReadEventsAsync(store.Series, new SeriesId("a", "b"), Monday, weeks: 0).AsTask())
            .Should().ThrowAsync<ArgumentException>().WithMessage("0 is not valid*1 to 104*");
        await FluentActions.Awaiting(() =>
            TrafficReader.ReadEventsAsync(store.Series, new SeriesId("a", "b"), Monday, unitsPerEvent: 2).AsTask())
            .Should().ThrowAsync<ArgumentException>().WithMessage("2 is not valid*to 1*");
        await FluentActions.Awaiting(() => TrafficReader.ReadFirstSightsAsync(store.Enrollments, new ExperimentId("a", "b"), 0).AsTask())
            .Should().ThrowAsync<ArgumentException>().WithMessage("0 is not valid*1E-06 to 1*");
    }

    private static void Reject(Action act, string message) => act.Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void The_units_of_a_definition_are_those_of_its_design()
    {
        var definition = new ExperimentDefinition
        {
            Key = "button",
            Variants = [new("blue", 1), new("green", 1)],
            Metrics = [ExperimentMetric.Primary("bought", 0.2)],
            Design = new() { Stopping = StoppingRule.FixedHorizon(10_000) },
        };
        MetricBaseline control = MetricBaseline.Proportion(0.1);

        // R: power.prop.test(p1 = .10, p2 = .12, power = .8) gives 3840.8 in each group.
        ExperimentSizing.Units(definition, control).ControlUnits.Should().Be(3841);
        ExperimentSizing.Units(definition with { Design = new() }, control)
            .Should()
            .Be(SampleSize.Units(control, EffectSize.Relative(0.2)));
        ExperimentSizing.Units(definition with { Variants = [new("blue", 1), new("green", 1), new("red", 1)] }, control)
            .Should().Be(SampleSize.Units(
                control,
                EffectSize.Relative(0.2),
                new TestDesign { Alpha = 0.025, Stopping = StoppingRule.FixedHorizon() }));
        ExperimentSizing.Units(definition with { Variants = [new("blue", 9), new("green", 1)] }, control).TreatmentUnits
            .Should()
            .BeLessThan(3841);

        Action aimless = () => ExperimentSizing.Units(definition with { Metrics = [ExperimentMetric.Primary("bought")] }, control);
        aimless.Should().Throw<ArgumentException>().WithMessage("*must declare MinEffect; there is no MinEffect*");
        Action alone = () => ExperimentSizing.Units(definition with { Variants = [new("blue", 0), new("green", 1)] }, control);
        alone.Should().Throw<ArgumentException>().WithMessage("*the control has 0, and 1 treatments have one*");
    }
}
