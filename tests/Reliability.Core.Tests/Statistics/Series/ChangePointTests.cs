using Reliability.Statistics;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Statistics.Series;

public sealed class ChangePointTests
{
    [Fact]
    public void A_step_is_found_at_its_place_with_its_size_and_its_levels()
    {
        ChangePointResult result = Find(90, i => i < 40 ? 100 : 104);
        Shift shift = result.Shifts.Should().ContainSingle().Which;
        result.Shape.Should().Be(SeriesShape.Shifts);
        result.Count.Should().Be(90);
        result.NoiseDeviation.Should().BeApproximately(1, 0.25);
        shift.Kind.Should().Be(ShiftKind.Step);
        shift.Index.Should().BeInRange(39, 41);
        shift.From.Should().BeLessThanOrEqualTo(40);
        shift.To.Should().BeGreaterThanOrEqualTo(40);
        shift.Size.Should().BeApproximately(4, 0.7);
        shift.Before.Should().BeApproximately(100, 0.5);
        shift.After.Should().BeApproximately(104, 0.5);
        (shift.After - shift.Before).Should().BeApproximately(shift.Size, 1e-9);
        shift.PValue.Should().BeLessThan(1e-10);
    }

    [Fact]
    public void Noise_a_line_and_persistent_noise_have_no_shift()
    {
        ChangePointResult level = Find(90, _ => 100);
        level.Shifts.Should().BeEmpty();
        level.Shape.Should().Be(SeriesShape.Level);
        ChangePointResult line = Find(90, i => 5.0 * i / 89);
        line.Shifts.Should().BeEmpty();
        line.Shape.Should().Be(SeriesShape.Line);
        double[] persistent = SeriesNoise.Autoregressive(new Random(5), 200, 0.8);
        ChangePointResult found = ChangePoints.Find(Positions(200), persistent);
        found.Shifts.Should().BeEmpty();
        found.Autocorrelation.Should().BeInRange(0.6, 0.95);
    }

    [Fact]
    public void A_large_step_in_persistent_noise_is_found()
    {
        double[] noise = SeriesNoise.Autoregressive(new Random(11), 120, 0.5);
        ChangePointResult result = ChangePoints.Find(Positions(120), [.. noise.Select((value, i) => value + (i < 70 ? 0 : 6))]);
        result.Shifts.Should().ContainSingle().Which.Index.Should().BeInRange(67, 73);
    }

    [Fact]
    public void Both_ends_of_a_long_bump_are_steps_and_those_of_a_short_one_are_transient()
    {
        IReadOnlyList<Shift> plateau = Find(90, i => i is >= 25 and < 60 ? 3 : 0).Shifts;
        plateau.Select(shift => shift.Kind).Should().Equal(ShiftKind.Step, ShiftKind.Step);
        plateau.Select(shift => Math.Sign(shift.Size)).Should().Equal(1, -1);
        IReadOnlyList<Shift> blip = Find(90, i => i is >= 40 and < 47 ? 6 : 0).Shifts;
        blip.Select(shift => shift.Kind).Should().Equal(ShiftKind.Transient, ShiftKind.Transient);
        blip[0].Index.Should().Be(40);
        blip[1].Index.Should().Be(47);
    }

    [Fact]
    public void A_shift_that_has_gone_away_at_the_end_is_transient()
    {
        var options = new ChangePointOptions { MinSegmentPoints = 10 };
        IReadOnlyList<Shift> back = Find(90, i => i is >= 75 and < 87 ? 6 : 0, options).Shifts;
        back.Should().ContainSingle().Which.Kind.Should().Be(ShiftKind.Transient, "the last three points are back");
        Find(90, i => i >= 75 ? 6 : 0, options).Shifts.Should().ContainSingle().Which.Kind.Should().Be(ShiftKind.Step);
    }

    [Fact]
    public void A_gradual_change_between_two_levels_is_one_ramp_over_its_extent()
    {
        Shift shift = Find(180, i => 8 * Math.Clamp((i - 60) / 40.0, 0, 1)).Shifts.Should().ContainSingle().Which;
        shift.Kind.Should().Be(ShiftKind.Ramp);
        shift.From.Should().BeInRange(48, 72);
        shift.To.Should().BeInRange(88, 112);
        shift.Index.Should().Be(shift.From);
        shift.Size.Should().BeApproximately(8, 1);
    }

    [Fact]
    public void A_single_point_is_an_outlier_and_not_a_shift()
    {
        ChangePointResult result = Find(90, i => i == 50 ? 12 : 0);
        result.Shifts.Should().BeEmpty();
        Outlier outlier = result.Outliers.Should().ContainSingle().Which;
        outlier.Index.Should().Be(50);
        outlier.Value.Should().BeApproximately(12, 3);
        outlier.Expected.Should().BeApproximately(0, 1);
        outlier.Score.Should().BeGreaterThan(6);
        Find(90, i => i == 0 ? -12 : 0).Outliers.Should().ContainSingle().Which.Score.Should().BeLessThan(-6);
    }

    [Fact]
    public void Ordinary_values_of_a_loud_phase_are_no_outliers_if_noise_may_differ_by_phase()
    {
        double[] noise = SeriesNoise.White(24 * 60, 9);
        double[] values = [.. noise.Select((value, i) => value * (i % 24 < 4 ? 6 : 1))];
        ChangePointResult alike = ChangePoints.Find(Positions(values.Length), values);
        ChangePointResult byPhase = ChangePoints.Find(Positions(values.Length), values, new() { NoisePhaseCount = 24 });
        alike.Outliers.Should().HaveCountGreaterThan(20);
        byPhase.Outliers.Should().BeEmpty();
        byPhase.Shifts.Should().BeEquivalentTo(alike.Shifts, "shifts do not depend on it");

        values[(24 * 30) + 12] += 15;
        values[(24 * 40) + 2] -= 80;
        ChangePoints.Find(Positions(values.Length), values, new() { NoisePhaseCount = 24 }).Outliers
            .Select(outlier => outlier.Index).Should().Equal((24 * 30) + 12, (24 * 40) + 2);
    }

    [Fact]
    public void The_wandering_of_a_persistent_series_is_no_outlier_and_a_value_that_leaves_it_is_one()
    {
        double[] values = SeriesNoise.White(24 * 60, 10);
        for (int i = 1; i < values.Length; i++)
        {
            // It is quiet between long steps, as a machine that changes its load.
            values[i] = (0.98 * values[i - 1]) + (values[i] * (i % 7 == 0 ? 4 : 0.1));
        }

        int[] positions = Positions(values.Length);
        ChangePoints.Find(positions, values).Outliers.Should().HaveCountGreaterThan(30);
        ChangePoints.Find(positions, values, new() { NoisePhaseCount = 24 }).Outliers.Should().BeEmpty();
        values[700] += 40;
        ChangePoints.Find(positions, values, new() { NoisePhaseCount = 24 }).Outliers
            .Should().ContainSingle().Which.Index.Should().Be(700);
    }

    [Fact]
    public void Phases_with_few_values_share_the_noise_of_all()
    {
        double[] noise = SeriesNoise.White(24 * 9, 12);
        double[] values = [.. noise.Select((value, i) => value + (i == 100 ? 20 : 0))];
        ChangePoints.Find(Positions(values.Length), values, new() { NoisePhaseCount = 24 }).Outliers
            .Should().ContainSingle().Which.Index.Should().Be(100);
    }

    [Fact]
    public void A_season_is_removed_if_it_is_significant_or_given()
    {
        static double Level(int i) => (i % 7 >= 5 ? -8 : 0) + (i < 45 ? 0 : 3);
        ChangePointResult estimated = Find(90, Level, new ChangePointOptions { PhaseCount = 7 });
        estimated.Shifts.Should().ContainSingle().Which.Index.Should().BeInRange(44, 46);
        estimated.Profile.Should().HaveCount(7);
        estimated.Outliers.Should().BeEmpty();
        var given = new ChangePointOptions { PhaseCount = 7, Profile = [0, 0, 0, 0, 0, -8, -8] };
        ChangePointResult fixedSeason = Find(90, Level, given);
        fixedSeason.Shifts.Should().ContainSingle().Which.Size.Should().BeApproximately(3, 0.7);
        fixedSeason.Profile.Should().Equal(given.Profile);
        Find(90, _ => 0, new ChangePointOptions { PhaseCount = 7 }).Profile.Should().BeEmpty("no season is significant");
    }

    [Fact]
    public void Shifts_below_the_least_effect_are_not_reported()
    {
        static double Level(int i) => i < 30 ? 100 : i < 60 ? 104 : 120;
        Find(90, Level).Shifts.Should().HaveCount(2);
        Find(90, Level, new ChangePointOptions { MinEffect = 8 }).Shifts.Should().ContainSingle().Which.Size.Should().BeGreaterThan(15);
        Find(90, Level, new ChangePointOptions { MinRelativeEffect = 0.1 }).Shifts.Should().ContainSingle();
        ChangePointResult small = Find(90, Level, new ChangePointOptions { MinRelativeEffect = 0.5 });
        small.Shifts.Should().BeEmpty();
        small.Shape.Should().Be(SeriesShape.Level);
    }

    [Fact]
    public void Gaps_are_no_zeros()
    {
        int[] kept = [.. Enumerable.Range(0, 120).Where(i => i % 4 != 2)];
        double[] noise = SeriesNoise.White(120, 3);
        ChangePointResult result = ChangePoints.Find(kept, [.. kept.Select(i => 50 + noise[i] + (i < 60 ? 0 : 5))]);
        result.Shifts.Should().ContainSingle().Which.Index.Should().BeInRange(44, 46);
        result.Outliers.Should().BeEmpty();
    }

    [Fact]
    public void The_same_series_has_the_same_result_whatever_the_culture_or_the_run()
    {
        ChangePointResult first = Find(300, i => i < 100 ? 0 : i < 200 ? 3 : 1);
        ChangePointResult second = Find(300, i => i < 100 ? 0 : i < 200 ? 3 : 1);
        second.Should().BeEquivalentTo(first);
        first.Shifts.Should().HaveCount(2).And.BeInAscendingOrder(shift => shift.Index);
    }

    private static ChangePointResult Find(int count, Func<int, double> level, ChangePointOptions? options = null)
    {
        double[] noise = SeriesNoise.White(count, 42);
        return ChangePoints.Find(Positions(count), [.. noise.Select((value, i) => value + level(i))], options);
    }

    private static int[] Positions(int count) => [.. Enumerable.Range(0, count)];
}
