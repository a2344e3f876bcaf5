using CsCheck;
using Reliability.Dashboard.Internal;

namespace Reliability.Dashboard.Tests.Charts;

public sealed class DownsamplerTests
{
    private static readonly Gen<TimePoint[]> Lines =
        from seed in Gen.Double[-1000, 1000].Select(value => value > 900 ? default(double?) : value).Array[1, 3000]
        from gaps in Gen.Int[0, 5000].Array[seed.Length]
        select Line(seed, gaps);

    [Fact]
    public void A_thinned_line_has_at_most_400_of_its_points_in_their_order_with_both_ends_and_both_extremes() =>
        Lines.Sample(points =>
        {
            IReadOnlyList<TimePoint> thin = Downsampler.Thin(points);
            var places = points.Select((point, i) => (point.At, i)).ToLookup(one => one.At, one => one.i);
            return thin.Count <= Downsampler.MaxPoints
                && thin.All(point => places[point.At].Any(i => points[i].Value == point.Value))
                && thin.Zip(thin.Skip(1)).All(pair => pair.First.At <= pair.Second.At)
                && thin[0] == points[0]
                && thin[^1] == points[^1]
                && thin.Max(point => point.Value) == points.Max(point => point.Value)
                && thin.Min(point => point.Value) == points.Min(point => point.Value)
                && thin.Any(point => point.Value is null) == points.Any(point => point.Value is null);
        });

    [Fact]
    public void Each_column_keeps_its_peak()
    {
        TimePoint[] points =
        [
            .. Enumerable.Range(0, 13_200).Select(i => new TimePoint(SampleCharts.From.AddMinutes(i), i % 100 == 37 ? 9 : i % 100 == 61 ? -9 : 0)),
        ];
        IReadOnlyList<TimePoint> thin = Downsampler.Thin(points);
        thin.Count(point => point.Value == 9).Should().BeGreaterThan(120);
        thin.Count(point => point.Value == -9).Should().BeGreaterThan(120);
    }

    [Fact]
    public void A_line_that_is_short_enough_stays_as_it_is()
    {
        TimePoint[] points = [.. Enumerable.Range(0, 400).Select(i => new TimePoint(SampleCharts.From.AddDays(i), i))];
        Downsampler.Thin(points).Should().BeSameAs(points);
        Downsampler.Thin([]).Should().BeEmpty();
    }

    private static TimePoint[] Line(double?[] values, int[] gaps)
    {
        DateTimeOffset at = SampleCharts.From;
        var points = new TimePoint[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            points[i] = new TimePoint(at, values[i]);
            at = at.AddSeconds(gaps[i]);
        }

        return points;
    }
}
