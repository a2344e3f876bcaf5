using System.Runtime.InteropServices;
using Reliability.Sketches;
using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>A bucket under construction. It is not safe for concurrent use.</summary>
internal sealed class Tally(bool keepsSketch)
{
    private readonly QuantileSketch? _sketch = keepsSketch ? new QuantileSketch() : null;
    private long _good;
    private double _scaledSum;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;
#pragma warning disable CS0169, IDE0051, CA1823, S1144 // Never read: it keeps the next object off this one's cache line.
    private readonly CacheLine _padding;
#pragma warning restore CS0169, IDE0051, CA1823, S1144

    public long Count { get; private set; }

    public long Good => _good;

    public void AddOutcome(bool good)
    {
        Count = SeriesBucket.Add(Count, 1);
        _good = SeriesBucket.Add(_good, good ? 1 : 0);
    }

    public void AddOutcomes(long good, long bad)
    {
        Count = SeriesBucket.Add(Count, SeriesBucket.Add(good, bad));
        _good = SeriesBucket.Add(_good, good);
    }

    public void AddValue(double value, double scaled, bool good)
    {
        Count = SeriesBucket.Add(Count, 1);
        _good = SeriesBucket.Add(_good, good ? 1 : 0);
        _scaledSum += scaled; // A value is at most 1e107 here, so that no number of them overflows.
        if (value < _min)
        {
            _min = value;
        }

        if (value > _max)
        {
            _max = value;
        }

        _sketch?.Add(value);
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

    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct CacheLine;
}
