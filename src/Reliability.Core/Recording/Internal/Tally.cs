using Reliability.Sketches;
using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>A bucket of a series under construction. It is not safe for concurrent use.</summary>
/// <param name="series">The series, which determines what its events mean.</param>
internal sealed class Tally(SeriesDefinition series)
{
    private readonly QuantileSketch? _sketch = series.KeepsSketch ? new QuantileSketch() : null;
    private long _good;
    private double _scaledSum;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;

    /// <summary>The most bytes that a tally needs: two sides of 2,048 buckets, for values of both signs.</summary>
    public const long MaxBytes = 2 * 2048 * sizeof(long);

    public long Count { get; private set; }

    public long Good => _good;

    public void AddOutcomes(long good, long bad)
    {
        Count = SeriesBucket.Add(Count, SeriesBucket.Add(good, bad));
        _good = SeriesBucket.Add(_good, good);
    }

    /// <summary>Adds events.</summary>
    /// <param name="events">
    /// An event is the ticks of a latency, the bits of the number of a score or measurement, or 1 or 0 for a good or bad outcome.
    /// </param>
    public void Add(ReadOnlySpan<long> events)
    {
        switch (series.Kind)
        {
            case SeriesKind.Outcome:
                AddOutcomes(events);
                break;
            case SeriesKind.Latency:
                AddLatencies(events, series.LimitTicks);
                break;
            case SeriesKind.Measurement:
                AddMeasurements(events);
                break;
            default:
                foreach (long bits in events)
                {
                    AddScores(BitConverter.Int64BitsToDouble(bits), 1);
                }

                break;
        }
    }

    /// <summary>Adds a score several times.</summary>
    public void AddScores(double score, long count)
    {
        if (count > 0)
        {
            AddOutcomes(0, count);
            AddSum(count * Scaled(score), score, score);
        }
    }

    public void Merge(Tally other)
    {
        Count = SeriesBucket.Add(Count, other.Count);
        _good = SeriesBucket.Add(_good, other._good);
        _scaledSum = SeriesBucket.Add(_scaledSum, other._scaledSum);
        _min = Math.Min(_min, other._min);
        _max = Math.Max(_max, other._max);
        if (other._sketch is not null)
        {
            _sketch?.Merge(other._sketch);
        }
    }

    public void Clear()
    {
        Count = _good = 0;
        _scaledSum = 0;
        _min = double.PositiveInfinity;
        _max = double.NegativeInfinity;
        _sketch?.Clear();
    }

    /// <summary>Returns the tally as a bucket that takes ownership of its sketch.</summary>
    public SeriesBucket ToBucket(DateTimeOffset start)
    {
        bool hasValues = _min <= _max;
        return new SeriesBucket(start, Count, _good, _scaledSum, hasValues ? _min : 0, hasValues ? _max : 0, Count > 0 ? _sketch : null);
    }

    private static double Seconds(long ticks) => (double)ticks / TimeSpan.TicksPerSecond;

    private static double Scaled(double value) => Math.Round(value * SeriesBucket.SumScale);

    private void AddOutcomes(ReadOnlySpan<long> outcomes)
    {
        long good = 0;
        foreach (long outcome in outcomes)
        {
            good += outcome;
        }

        AddOutcomes(good, outcomes.Length - good);
    }

    private void AddLatencies(ReadOnlySpan<long> ticks, long threshold)
    {
        long good = 0;
        (long min, long max) = (long.MaxValue, 0);
        double sum = 0;
        foreach (long one in ticks)
        {
            good += one <= threshold ? 1 : 0;
            min = Math.Min(min, one);
            max = Math.Max(max, one);
            sum += one;
            _sketch!.Add(Seconds(one));
        }

        AddOutcomes(good, ticks.Length - good);
        AddSum(sum, Seconds(min), Seconds(max));
    }

    private void AddMeasurements(ReadOnlySpan<long> values)
    {
        long good = 0;
        foreach (long bits in values)
        {
            double value = BitConverter.Int64BitsToDouble(bits);
            good += (series.GoodAtLeast ? value >= series.Limit : value <= series.Limit) ? 1 : 0;
            AddSum(Scaled(value), value, value);
            _sketch!.Add(value);
        }

        AddOutcomes(good, values.Length - good);
    }

    private void AddSum(double scaled, double min, double max)
    {
        _scaledSum += scaled; // A value is at most 1e107 here, so that no number of them overflows.
        _min = Math.Min(_min, min);
        _max = Math.Max(_max, max);
    }
}
