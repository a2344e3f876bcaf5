using Reliability.Statistics;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Statistics.Series;

public sealed class SeasonalityTests
{
    private static readonly double[] NoiseValues = SeriesNoise.White(1000, 7);

    [Fact]
    public void A_quiet_weekend_is_a_season_of_the_week_and_the_profile_says_so()
    {
        SeasonalityResult result = Test(90, i => i % 7 >= 5 ? -2 : 0, 7);
        result.State.Should().Be(SeasonalityState.Seasonal);
        result.IsSeasonal.Should().BeTrue();
        result.PValue.Should().BeLessThan(1e-6);
        result.Cycles.Should().BeApproximately(90.0 / 7, 1e-12);
        result.Profile.Sum().Should().BeApproximately(0, 1e-9);
        result.Profile.Take(5).Should().OnlyContain(effect => effect > 0);
        result.Profile.Skip(5).Should().OnlyContain(effect => effect < -1);
        result.Strength.Should().BeInRange(0.3, 0.7);
    }

    [Fact]
    public void A_steep_trend_and_a_step_are_no_season()
    {
        Test(90, i => i / 3.0, 7).State.Should().Be(SeasonalityState.NotSeasonal);
        Test(90, i => i < 45 ? 0 : 5, 7).State.Should().Be(SeasonalityState.NotSeasonal);
    }

    [Fact]
    public void The_hour_of_the_day_and_the_hour_of_the_week_are_seasons_of_hourly_buckets()
    {
        SeasonalityResult day = Test(24 * 14, i => Math.Sin(2 * Math.PI * i / 24) * 2, 24);
        day.IsSeasonal.Should().BeTrue();
        day.Profile.Should().HaveCount(24);
        SeasonalityResult week = Test(168 * 4, i => i % 168 is >= 9 and < 17 ? 5 : 0, 168);
        week.IsSeasonal.Should().BeTrue();
        week.Profile.Skip(9).Take(8).Should().OnlyContain(effect => effect > 3);
    }

    [Fact]
    public void Missing_days_keep_their_place_in_the_calendar()
    {
        int[] kept = [.. Enumerable.Range(0, 90).Where(i => i % 5 != 1)];
        double[] values = [.. kept.Select(i => (i % 7 >= 5 ? -2 : 0) + (0.4 * Noise(i)))];
        SeasonalityResult result = SeasonalityTest.Test(kept, values, 7);
        result.IsSeasonal.Should().BeTrue();
        result.Profile.Skip(5).Should().OnlyContain(effect => effect < -1);
    }

    [Fact]
    public void A_phase_that_never_has_a_value_has_no_effect()
    {
        int[] kept = [.. Enumerable.Range(0, 90).Where(i => i % 7 != 6)];
        SeasonalityResult result = SeasonalityTest.Test(kept, [.. kept.Select(i => (i % 7 == 0 ? 3 : 0) + Noise(i))], 7);
        result.IsSeasonal.Should().BeTrue();
        result.Profile[6].Should().Be(0);
        result.Profile.Sum().Should().BeApproximately(0, 1e-9);
    }

    [Theory]
    [InlineData(0, SeasonalityState.TooFewCycles)]
    [InlineData(1, SeasonalityState.Constant)]
    [InlineData(2, SeasonalityState.TooFewCycles)]
    [InlineData(20, SeasonalityState.TooFewCycles)]
    public void Too_few_values_give_the_reason_in_place_of_a_p_value(int count, SeasonalityState state)
    {
        SeasonalityResult result = Test(count, i => i, 7);
        result.State.Should().Be(state);
        result.PValue.Should().BeNull();
        result.F.Should().BeNull();
        result.Profile.Should().BeEmpty();
        result.IsSeasonal.Should().BeFalse();
    }

    [Fact]
    public void Few_values_over_many_weeks_are_too_few_points()
    {
        int[] positions = [0, 8, 16, 24, 32, 40];
        SeasonalityTest.Test(positions, [1, 2, 3, 1, 2, 5], 7).State.Should().Be(SeasonalityState.TooFewPoints);
        SeasonalityTest.Test([0, 7, 14, 21, 28, 35, 42, 49, 56], [1, 2, 3, 1, 2, 5, 1, 2, 3], 7)
            .State.Should().Be(SeasonalityState.TooFewPoints, "all values are of one weekday");
    }

    [Fact]
    public void A_constant_series_has_no_season_and_says_why()
    {
        double[] values = [.. Enumerable.Repeat(66094598367756.0, 90)];
        SeasonalityResult result = SeasonalityTest.Test([.. Enumerable.Range(0, 90)], values, 7);
        result.State.Should().Be(SeasonalityState.Constant);
        result.PValue.Should().BeNull();
    }

    [Fact]
    public void A_season_without_noise_has_a_p_value_of_0_and_no_infinite_statistic()
    {
        double[] values = [.. Enumerable.Range(0, 70).Select(i => i % 7 == 3 ? 8.0 : 1.0)];
        SeasonalityResult result = SeasonalityTest.Test([.. Enumerable.Range(0, 70)], values, 7);
        result.IsSeasonal.Should().BeTrue();
        result.PValue.Should().BeLessThan(1e-100);
        result.Strength.Should().BeApproximately(1, 1e-9);
        result.Profile[3].Should().BeApproximately(6, 1e-9);
        (result.F is null || double.IsFinite(result.F.Value)).Should().BeTrue();
    }

    [Theory]
    [InlineData(1e308)]
    [InlineData(1e-300)]
    [InlineData(1e10)]
    public void The_scale_of_the_values_does_not_matter(double scale)
    {
        int[] positions = [.. Enumerable.Range(0, 90)];
        double[] values = [.. positions.Select(i => ((i % 7 >= 5 ? -0.5 : 0) + (0.3 * Noise(i))) / 2)];
        SeasonalityResult plain = SeasonalityTest.Test(positions, values, 7);
        SeasonalityResult scaled = SeasonalityTest.Test(positions, [.. values.Select(value => value * scale)], 7);
        scaled.F.Should().BeApproximately(plain.F!.Value, 1e-9 * plain.F.Value);
        scaled.Profile[5].Should().BeApproximately(plain.Profile[5] * scale, 1e-9 * scale);
    }

    [Fact]
    public void Bad_values_positions_and_periods_are_rejected_with_their_place()
    {
        Rejection([0, 1, 2], [1, double.NaN, 3], 7).Should().Contain("index 1").And.Contain("NaN");
        Rejection([0, 1, 2], [1, 2, double.NegativeInfinity], 7).Should().Contain("index 2").And.Contain("Infinity");
        Rejection([0, 4, 4], [1, 2, 3], 7).Should().Contain("index 2").And.Contain("strictly increasing");
        Rejection([0, 1], [1, 2, 3], 7).Should().Contain("2 positions and 3 values");
        Rejection([0, 1], [1, 2], 1).Should().Contain("period");
        Rejection([0, 1], [1, 2], 1000).Should().Contain("period");
    }

    private static string Rejection(int[] positions, double[] values, int period) =>
        FluentActions.Invoking(() => SeasonalityTest.Test(positions, values, period)).Should().Throw<ArgumentException>().Which.Message;

    private static SeasonalityResult Test(int count, Func<int, double> level, int period) =>
        SeasonalityTest.Test([.. Enumerable.Range(0, count)], [.. Enumerable.Range(0, count).Select(i => level(i) + Noise(i))], period);

    private static double Noise(int i) => NoiseValues[i];
}
