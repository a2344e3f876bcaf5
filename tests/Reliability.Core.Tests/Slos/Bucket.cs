using Reliability.Sketches;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

/// <summary>Short ways to write series.</summary>
internal static class Bucket
{
    /// <summary>A Monday at midnight.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Minute(int minute) => Monday.AddMinutes(minute);

    public static DateTimeOffset Hour(int hour) => Monday.AddHours(hour);

    public static SeriesBucket At(DateTimeOffset start, long total, long bad) => new(start, total, total - bad);

    /// <summary>One bucket a minute from <see cref="Monday"/> on.</summary>
    public static SeriesBucket[] Minutes(int count, Func<int, (long Total, long Bad)> of) =>
        [.. Enumerable.Range(0, count).Select(i => At(Minute(i), of(i).Total, of(i).Bad))];

    /// <summary>One bucket an hour from <see cref="Monday"/> on.</summary>
    public static SeriesBucket[] Hours(int count, Func<int, (long Total, long Bad)> of) =>
        [.. Enumerable.Range(0, count).Select(i => At(Hour(i), of(i).Total, of(i).Bad))];

    public static SeriesBucket Scored(
        DateTimeOffset start,
        long count,
        decimal points) => new(start, count, 0) { ScaledSum = (double)(points * 10_000_000m) };

    /// <summary>
    /// Durations of which the good ones take exactly as long as the threshold, and the bad ones a little longer, which the sketch cannot
    /// tell from them.
    /// </summary>
    public static SeriesBucket AtThreshold(DateTimeOffset start, double threshold, long total, long bad)
    {
        if (total == 0)
        {
            return At(start, 0, 0);
        }

        double slow = threshold * 1.0001;
        var sketch = new QuantileSketch();
        foreach ((double value, long count) in ((double, long)[])[(threshold, total - bad), (slow, bad)])
        {
            if (count > 0)
            {
                sketch.Add(value, count);
            }
        }

        return At(start, total, bad) with
        {
            ScaledSum = ((total - bad) * Math.Round(threshold * SeriesBucket.SumScale)) + (bad * Math.Round(slow * SeriesBucket.SumScale)),
            Min = bad < total ? threshold : slow,
            Max = bad > 0 ? slow : threshold,
            Sketch = sketch,
        };
    }

    public static SeriesBucket Timed(DateTimeOffset start, double threshold, params double[] seconds)
    {
        var sketch = new QuantileSketch();
        double sum = 0;
        foreach (double second in seconds)
        {
            sketch.Add(second);
            sum += Math.Round(second * SeriesBucket.SumScale);
        }

        return new SeriesBucket(start, seconds.Length, seconds.Count(s => s <= threshold))
        {
            ScaledSum = sum,
            Min = seconds.Min(),
            Max = seconds.Max(),
            Sketch = sketch,
        };
    }

    /// <summary>The same events in the hour tier.</summary>
    public static SeriesBucket[] ToHours(IEnumerable<SeriesBucket> minutes) =>
    [
        .. minutes.GroupBy(b => SeriesResolution.Hour.StartOf(b.Start))
            .OrderBy(g => g.Key)
            .Select(g => g.Aggregate((a, b) => a.Merge(in b)) with { Start = g.Key }),
    ];
}
