using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Reliability.Sketches;
using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>A bucket of a series under construction. It is not safe for concurrent use.</summary>
/// <param name="series">The series, which determines what its events mean.</param>
internal sealed class Tally(SeriesDefinition series)
{
    /// <summary>The number of events below which passes cost more than they save.</summary>
    private const int FewEvents = 8;

    [ThreadStatic]
    private static double[]? t_values;

    private readonly QuantileSketch? _sketch = series.KeepsSketch ? new QuantileSketch() : null;
    private long _good;
    private double _scaledSum;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;

    /// <summary>The most bytes that a tally needs: two sides of 2,048 buckets, for values of both signs.</summary>
    public const long MaxBytes = 2 * 2048 * sizeof(long);

    public long Count { get; private set; }

    public long Good => _good;

    /// <summary>Gets the sum of the values, in units of <see cref="SeriesBucket.SumScale"/>, each rounded to a whole number.</summary>
    public double ScaledSum => _scaledSum;

    /// <summary>Gets or sets the number of events that come from instruments. Only the tally of a minute counts them.</summary>
    public long OfInstruments { get; set; }

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
        Count = _good = OfInstruments = 0;
        _scaledSum = 0;
        _min = double.PositiveInfinity;
        _max = double.NegativeInfinity;
        _sketch?.Clear();
    }

    /// <summary>Returns the tally as a bucket that takes ownership of its sketch.</summary>
    public SeriesBucket ToBucket(DateTimeOffset start)
    {
        bool hasValues = _min <= _max;
        return new SeriesBucket(start, Count, _good)
        {
            ScaledSum = _scaledSum,
            Min = hasValues ? _min : 0,
            Max = hasValues ? _max : 0,
            Sketch = Count > 0 ? _sketch : null,
        };
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
        if (ticks.Length < FewEvents)
        {
            foreach (long one in ticks)
            {
                double value = Seconds(one);
                AddOutcomes(one <= threshold ? 1 : 0, one <= threshold ? 0 : 1);
                AddSum(one, value, value);
                _sketch!.Add(value);
            }

            return;
        }

        // In passes over memory of the thread, which the processor does several values at a time.
        Span<double> values = (t_values ??= new double[EventBuffer.MaxLength]).AsSpan(0, ticks.Length);
        TensorPrimitives.ConvertTruncating(ticks, values);
        double sum = TensorPrimitives.Sum<double>(values); // Exact in any order as long as it is below 2^53.
        TensorPrimitives.Divide(values, TimeSpan.TicksPerSecond, values);
        long good = Scan(ticks, threshold, out long shortest, out long longest);
        (double min, double max) = (Seconds(shortest), Seconds(longest));
        _sketch!.AddAll(values, min, max);
        AddOutcomes(good, ticks.Length - good);
        AddSum(sum, min, max);
    }

    /// <summary>Returns the number of durations up to a threshold, and the extremes.</summary>
    private static long Scan(ReadOnlySpan<long> ticks, long threshold, out long min, out long max)
    {
        ReadOnlySpan<Vector<long>> vectors = MemoryMarshal.Cast<long, Vector<long>>(ticks);
        (var low, var high, var longer) = (new Vector<long>(long.MaxValue), Vector<long>.Zero, Vector<long>.Zero);
        var limit = new Vector<long>(threshold);
        foreach (Vector<long> vector in vectors)
        {
            low = Vector.Min(low, vector);
            high = Vector.Max(high, vector);
            longer += Vector.GreaterThan(vector, limit); // -1 for each
        }

        long good = (vectors.Length * Vector<long>.Count) + Vector.Sum(longer);
        (min, max) = (long.MaxValue, 0);
        for (int i = 0; i < Vector<long>.Count; i++)
        {
            (min, max) = (Math.Min(min, low[i]), Math.Max(max, high[i]));
        }

        foreach (long one in ticks[(vectors.Length * Vector<long>.Count)..])
        {
            good += one <= threshold ? 1 : 0;
            (min, max) = (Math.Min(min, one), Math.Max(max, one));
        }

        return good;
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
