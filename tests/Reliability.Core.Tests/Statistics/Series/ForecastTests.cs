using CsCheck;
using Reliability.Statistics;

namespace Reliability.Core.Tests.Statistics.Series;

/// <summary>What a forecast keeps when units change, and what it does with little, missing or extreme input.</summary>
public sealed class ForecastTests
{
    private static readonly double[] Week = [3, 1, 0, -1, -2, -4, 3];

    private static readonly HoltWintersOptions Weekly = new() { PhaseCount = 7, Season = SeasonalComponent.Additive };

    private static readonly HoltWintersOptions WeeklyFactors = Weekly with { Season = SeasonalComponent.Multiplicative };

    private static readonly Gen<double[]> Series =
        Gen.Select(Gen.Double[-2, 2].Array[40, 70], Gen.Double[-0.5, 0.5], (noise, slope) =>
            noise.Select((e, i) => 50 + (slope * i) + Week[i % 7] + e).ToArray());

    [Fact]
    public void A_power_of_two_as_the_unit_changes_no_bit_of_a_forecast() =>
        Gen.Select(Series, Gen.Int[-300, 300], Gen.Bool).Sample(
            (series, exponent, isAdditive) =>
        {
            HoltWintersOptions options = isAdditive ? Weekly : WeeklyFactors;
            var plain = HoltWinters.Fit(series, options).Forecast(9);
            var scaled = HoltWinters.Fit([.. series.Select(v => Math.ScaleB(v, exponent))], options).Forecast(9);
            return plain.Zip(scaled).All(pair => pair.Second == new ForecastPoint
            {
                Step = pair.First.Step,
                Value = Math.ScaleB(pair.First.Value, exponent),
                Low = Math.ScaleB(pair.First.Low!.Value, exponent),
                High = Math.ScaleB(pair.First.High!.Value, exponent),
            });
        },
            iter: 40);

    [Fact]
    public void A_shift_of_whole_numbers_shifts_an_additive_forecast() =>
        Gen.Select(Series, Gen.Int[-1000, 1000]).Sample(
            (series, shift) =>
        {
            // Rounded so that the sums are exact.
            double[] rounded = [.. series.Select(v => Math.Round(v * 1024) / 1024)];
            var plain = HoltWinters.Fit(rounded, Weekly).Forecast(9);
            var shifted = HoltWinters.Fit([.. rounded.Select(v => v + shift)], Weekly).Forecast(9);
            foreach (var (a, b) in plain.Zip(shifted))
            {
                b.Value.Should().BeApproximately(a.Value + shift, 1e-3);
                b.Low.Should().BeApproximately(a.Low!.Value + shift, 1e-3);
                b.High.Should().BeApproximately(a.High!.Value + shift, 1e-3);
            }
        },
            iter: 40);

    [Fact]
    public void The_same_values_have_the_same_forecast_and_a_longer_one_begins_with_a_shorter_one() =>
        Gen.Select(Series, Gen.Bool).Sample(
            (series, isAdditive) =>
        {
            HoltWintersOptions options = isAdditive ? Weekly : WeeklyFactors;
            var once = HoltWinters.Fit(series, options).Forecast(20);
            var again = HoltWinters.Fit(series, options).Forecast(8);
            return once.Take(8).SequenceEqual(again)
                && once.All(p => p.Low < p.Value && p.Value < p.High)
                && once.Select(p => p.Step).SequenceEqual(Enumerable.Range(1, 20));
        },
            iter: 30);

    [Theory]
    [InlineData(SeasonalComponent.Additive)]
    [InlineData(SeasonalComponent.Multiplicative)]
    public void A_line_with_a_season_and_gaps_is_continued_exactly(SeasonalComponent season)
    {
        double At(int i) => season == SeasonalComponent.Additive ? 100 + i + Week[i % 7] : (100 + i) * (1 + (Week[i % 7] / 10));
        double[] series = [.. Enumerable.Range(0, 70).Select(i => i is 3 or 20 or 21 or 22 or 45 or 68 or 69 ? double.NaN : At(i))];
        HoltWintersModel model = HoltWinters.Fit(series, new HoltWintersOptions { PhaseCount = 7, Season = season });
        model.Count.Should().Be(63);
        foreach (ForecastPoint point in model.Forecast(30))
        {
            // Steps count from the last position, which has no value here.
            point.Value.Should().BeApproximately(At(69 + point.Step), 0.01);
            point.Low.Should().BeApproximately(point.Value, 0.1);
        }
    }

    [Fact]
    public void The_interval_after_a_gap_at_the_end_is_that_of_a_later_step()
    {
        double[] series = [.. ClassicSeries.Births[..100]];
        var now = HoltWinters.Fit(series, Weekly).Forecast(12);
        var later = HoltWinters.Fit([.. series, double.NaN, double.NaN, double.NaN], Weekly).Forecast(9);
        later.Select(p => (p.Value, p.Low, p.High)).Should().Equal(now.Skip(3).Select(p => (p.Value, p.Low, p.High)));
    }

    [Fact]
    public void Few_values_have_a_simpler_model_which_says_so()
    {
        HoltWintersModel none = HoltWinters.Fit([]);
        (none.Count, none.Trend, none.ErrorDeviation, none.Reason).Should().Be((0, TrendComponent.Unknown, null, "There are no values."));
        none.Forecast(3).Should().BeEmpty();
        HoltWinters.Fit([double.NaN, double.NaN]).Forecast(3).Should().BeEmpty();

        HoltWintersModel one = HoltWinters.Fit([5]);
        one.Forecast(2).Select(p => p.Value).Should().Equal(5, 5);
        HoltWintersModel two = HoltWinters.Fit([5, 7], Weekly);
        two.Forecast(2).Should().AllSatisfy(p => (p.Value >= 5 && p.Value <= 7, p.Low, p.High).Should().Be((true, null, null)));
        two.Trend.Should().Be(TrendComponent.None);
        two.Reason.Should()
            .Be("There are fewer than two periods of 7 values, so there is no season. There are too few values for a trend.");

        HoltWintersModel nine = HoltWinters.Fit(ClassicSeries.Births.AsSpan(0, 9), Weekly);
        (nine.Season, nine.Period).Should().Be((SeasonalComponent.None, 0));
        nine.Forecast(1)[0].Low.Should().NotBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(-7)]
    [InlineData(1.7e308)]
    [InlineData(1e-308)]
    [InlineData(double.Epsilon)]
    public void A_constant_stays_exactly_what_it_is(double value)
    {
        HoltWintersModel model = HoltWinters.Fit([.. Enumerable.Repeat(value, 40)], Weekly);
        model.Forecast(5).Should().AllSatisfy(p => (p.Value, p.Low, p.High).Should().Be((value, value, value)));
        (model.Trend, model.Aicc, model.Reason).Should().Be((TrendComponent.None, null, "All values are equal."));
    }

    [Theory]
    [InlineData(1.6e306, SeasonalComponent.Additive)]
    [InlineData(1.6e306, SeasonalComponent.Multiplicative)]
    [InlineData(2e-308, SeasonalComponent.Additive)]
    [InlineData(2e-308, SeasonalComponent.Multiplicative)]
    public void Values_near_the_limits_of_a_double_have_finite_forecasts(double unit, SeasonalComponent season)
    {
        double[] series = [.. ClassicSeries.Births[..70].Select(v => v * unit)];
        foreach (ForecastPoint point in HoltWinters.Fit(series, Weekly with { Season = season }).Forecast(20))
        {
            (point.Value / unit).Should().BeInRange(20, 65);
            (point.Low / unit).Should().BeInRange(0, 40);
            (point.High / unit).Should().BeInRange(40, 90);
        }

        // A line that leaves the range of a double ends at it, and has no bound there.
        double[] rise = [.. Enumerable.Range(1, 40).Select(i => (i + (0.01 * (i % 3))) * 4e306)];
        ForecastPoint last = HoltWinters.Fit(rise, new HoltWintersOptions { Trend = TrendComponent.Linear }).Forecast(100)[^1];
        (last.Value, last.High).Should().Be((double.MaxValue, null));
    }

    [Fact]
    public void Input_that_is_not_valid_is_rejected_by_its_place_and_value()
    {
        Rejects(() => HoltWinters.Fit([1, 2, double.PositiveInfinity])).WithMessage("*value 2 is*Infinity*");
        Rejects(() => HoltWinters.Fit([1, 0, 2], WeeklyFactors)).WithMessage("*above 0*value 1 is 0*");
        Rejects(() => HoltWinters.Fit([1], new HoltWintersOptions { PhaseCount = 1 })).WithMessage("*from 2 to 366*");
        Rejects(() => HoltWinters.Fit([1], new HoltWintersOptions { PhaseCount = 367 }));
        Rejects(() => HoltWinters.Fit([1], new HoltWintersOptions { Season = SeasonalComponent.Additive })).WithMessage("*needs a period*");
        Rejects(() => HoltWinters.Fit([1], new HoltWintersOptions { Trend = (TrendComponent)9 }));
        HoltWintersModel model = HoltWinters.Fit([1, 2, 3]);
        Rejects(() => model.Forecast(0));
        Rejects(() => model.Forecast(1_001));
        Rejects(() => model.Forecast(1, 1));
        Rejects(() => model.Forecast(1, double.NaN));
    }

    [Fact]
    public void Only_the_last_ten_thousand_values_are_fitted()
    {
        double[] old = [.. Enumerable.Repeat(1e6, 100_000)];
        double[] recent = [.. Enumerable.Range(0, HoltWinters.MaxValues).Select(i => 5 + Math.Sin(i))];
        HoltWintersModel model = HoltWinters.Fit([.. old, .. recent]);
        model.Count.Should().Be(HoltWinters.MaxValues);
        model.Forecast(1).Should().Equal(HoltWinters.Fit(recent).Forecast(1));
    }

    private static FluentAssertions.Specialized.ExceptionAssertions<ArgumentException> Rejects(Action action) =>
        action.Should().Throw<ArgumentException>();
}
