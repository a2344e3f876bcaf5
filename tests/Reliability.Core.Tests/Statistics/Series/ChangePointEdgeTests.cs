using System.Diagnostics;
using CsCheck;
using Reliability.Statistics;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Statistics.Series;

public sealed class ChangePointEdgeTests
{
    private static readonly Gen<double> AnyValue =
        Gen.OneOf(Gen.Double[-1, 1].Select(x => x * 1.7e308), Gen.Double[-1, 1], Gen.Int[0, 3].Select(i => (double)i));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void A_series_of_few_points_has_no_shift_and_no_shape(int count)
    {
        ChangePointResult result = Find([.. Enumerable.Range(0, count).Select(i => i < count / 2 ? 0.0 : 9.0)]);
        result.Count.Should().Be(count);
        result.Shifts.Should().BeEmpty();
        result.Outliers.Should().BeEmpty();
        result.Shape.Should().Be(SeriesShape.Unknown);
    }

    [Fact]
    public void A_constant_series_is_one_level()
    {
        ChangePointResult result = Find([.. Enumerable.Repeat(0.1 + 0.2, 500)]);
        result.Shape.Should().Be(SeriesShape.Level);
        result.Shifts.Should().BeEmpty();
        result.Outliers.Should().BeEmpty();
        result.NoiseDeviation.Should().Be(0);
    }

    [Fact]
    public void Exact_steps_without_noise_are_steps_with_a_tiny_p_value()
    {
        ChangePointResult result = Find([.. Enumerable.Range(0, 90).Select(i => i < 30 ? 1e9 : i < 60 ? 1e9 + 3 : 1e9 + 1)]);
        result.Shifts.Select(shift => shift.Index).Should().Equal(30, 60);
        result.Shifts.Select(shift => shift.Size).Should().Equal(3, -2);
        result.Shifts.Should().OnlyContain(shift => shift.Kind == ShiftKind.Step && shift.PValue < 1e-50);
        result.Shifts.Should().OnlyContain(shift => shift.From == shift.Index && shift.To == shift.Index);
        result.Outliers.Should().BeEmpty();
    }

    [Fact]
    public void An_exact_line_is_a_line()
    {
        ChangePointResult result = Find([.. Enumerable.Range(0, 90).Select(i => 5 + (0.25 * i))]);
        result.Shape.Should().Be(SeriesShape.Line);
        result.Shifts.Should().BeEmpty();
    }

    [Fact]
    public void One_other_point_in_a_constant_series_is_an_outlier_with_a_finite_score()
    {
        ChangePointResult result = Find([.. Enumerable.Range(0, 90).Select(i => i == 40 ? 7.0 : 3.0)]);
        result.Shifts.Should().BeEmpty();
        Outlier outlier = result.Outliers.Should().ContainSingle().Which;
        outlier.Should().BeEquivalentTo(new { Index = 40, Value = 7.0, Expected = 3.0 });
        double.IsFinite(outlier.Score).Should().BeTrue("the score is {0}", outlier.Score);
    }

    [Theory]
    [InlineData(1.7e308)]
    [InlineData(1e-300)]
    [InlineData(1e-308)]
    public void Very_large_and_very_small_values_have_their_step(double scale)
    {
        double[] noise = SeriesNoise.White(90, 8);
        ChangePointResult result = Find([.. noise.Select((value, i) => ((value * 0.05) + (i < 50 ? -0.7 : 0.7)) * scale)]);
        Shift shift = result.Shifts.Should().ContainSingle().Which;
        shift.Index.Should().Be(50);
        double.IsFinite(shift.Size).Should().BeTrue();
        (shift.After / scale).Should().BeApproximately(0.7, 0.05);
        (shift.Before / scale).Should().BeApproximately(-0.7, 0.05);
    }

    [Fact]
    public void Bad_input_is_rejected_with_its_place_and_bad_options_with_their_name()
    {
        Rejection(() => Find([1, 2, double.NaN])).Should().Contain("index 2").And.Contain("NaN");
        Rejection(() => Find([1, double.PositiveInfinity, 2])).Should().Contain("index 1").And.Contain("Infinity");
        Rejection(() => ChangePoints.Find([3, 3], [1, 2])).Should().Contain("index 1");
        Rejection(() => ChangePoints.Find([3], [1, 2])).Should().Contain("1 positions and 2 values");
        Rejection(() => Find([1], new() { FalseAlarmProbability = 0 })).Should().Contain("FalseAlarmProbability");
        Rejection(() => Find([1], new() { MinEffect = -1 })).Should().Contain("MinEffect");
        Rejection(() => Find([1], new() { MinRelativeEffect = double.NaN })).Should().Contain("MinRelativeEffect");
        Rejection(() => Find([1], new() { PhaseCount = 1 })).Should().Contain("PhaseCount");
        Rejection(() => Find([1], new() { NoisePhaseCount = 1 })).Should().Contain("NoisePhaseCount");
        Rejection(() => Find([1], new() { RecentPoints = 0 })).Should().Contain("RecentPoints");
        Rejection(() => Find([1], new() { MinSegmentPoints = 1 })).Should().Contain("MinSegmentPoints");
        Rejection(() => Find([1], new() { PhaseCount = 7, Profile = [1, 2] })).Should().Contain("7 phases");
    }

    [Fact]
    public void A_shift_has_the_same_place_on_another_scale_and_level_and_upside_down()
    {
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[30, 200], Gen.Double[-3, 3], Gen.Int[-30, 30], Gen.Double[-1000, 1000], Gen.Bool)
            .Sample((seed, count, size, exponent, level, isReversed) =>
            {
                double[] plain = [.. SeriesNoise.White(count, seed).Select((value, i) => value + (i < count / 2 ? 0 : size))];
                double factor = Math.ScaleB(isReversed ? -1 : 1, exponent);
                ChangePointResult first = Find(plain);
                ChangePointResult other = Find([.. plain.Select(value => (value + level) * factor)]);
                other.Shifts.Select(shift => (shift.Index, shift.From, shift.To, shift.Kind))
                    .Should().Equal(first.Shifts.Select(shift => (shift.Index, shift.From, shift.To, shift.Kind)));
                other.Outliers.Select(outlier => outlier.Index).Should().Equal(first.Outliers.Select(outlier => outlier.Index));
                other.Shape.Should().Be(first.Shape);
                foreach ((Shift a, Shift b) in first.Shifts.Zip(other.Shifts))
                {
                    b.Size.Should().BeApproximately(a.Size * factor, 1e-6 * Math.Abs(a.Size * factor));
                }
            });
    }

    [Fact]
    public void Clear_shifts_of_the_reversed_series_are_the_mirrored_ones() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[40, 150], Gen.Double[8, 20]).Sample((seed, count, size) =>
        {
            double[] values = [.. SeriesNoise.White(count, seed).Select((value, i) => value + (i < count / 3 ? 0 : size))];
            double[] mirrored = [.. values.Reverse()];
            Find(values).Shifts.Should().Contain(shift => shift.Index == count / 3);
            Find(mirrored).Shifts.Should().Contain(shift => shift.Index == count - (count / 3));
        });

    [Fact]
    public void Whatever_the_values_are_the_result_is_finite_and_in_order() =>
        AnyValue.Array[0, 120].Sample(values =>
        {
            ChangePointResult result = Find(values, new() { PhaseCount = 7, MinSegmentPoints = 2 });
            result.Shifts.Should().BeInAscendingOrder(shift => shift.Index);
            result.Shifts.Where(shift => !IsSound(shift, values.Length)).Should().BeEmpty();
            result.Outliers.Where(one => one.Value != values[one.Index] || !double.IsFinite(one.Expected) || !double.IsFinite(one.Score))
                .Should().BeEmpty();
            double.IsFinite(result.NoiseDeviation).Should().BeTrue();
        });

    [Fact]
    public void A_million_points_take_seconds_at_most_and_have_their_step()
    {
        double[] values = [.. SeriesNoise.White(1_000_000, 1).Select((value, i) => value + (i < 400_000 ? 0 : 0.5))];
        var watch = Stopwatch.StartNew();
        ChangePointResult result = Find(values);
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
        Shift shift = result.Shifts.Should().ContainSingle().Which;
        shift.Index.Should().BeInRange(399_000, 401_000);
        shift.From.Should().BeLessThanOrEqualTo(400_000);
        shift.To.Should().BeGreaterThanOrEqualTo(400_000);
    }

    private static bool IsSound(Shift shift, int count) =>
        shift.From >= 0 && shift.From <= shift.Index && shift.Index <= shift.To && shift.To < count
        && shift.PValue >= 0 && shift.PValue <= 1 && double.IsFinite(shift.Size) && double.IsFinite(shift.Before)
        && double.IsFinite(shift.After) && shift.Kind != ShiftKind.Unknown;

    private static string Rejection(Func<ChangePointResult> find) =>
        find.Should().Throw<ArgumentException>().Which.Message;

    private static ChangePointResult Find(double[] values, ChangePointOptions? options = null) =>
        ChangePoints.Find([.. Enumerable.Range(0, values.Length)], values, options);
}
