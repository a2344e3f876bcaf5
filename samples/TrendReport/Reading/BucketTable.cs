using Reliability.Trends;
using TrendReportSample.Output;

namespace TrendReportSample.Reading;

/// <summary>Adds up values by the numbers of their hours or days. Their order does not matter.</summary>
internal sealed class BucketTable(bool hasSketches)
{
    /// <summary>The largest number of hours or days between the first value and the last one that counts are made of.</summary>
    private const long MaxLength = 1_000_000;

    private readonly Dictionary<long, Bucket> _buckets = [];
    private Bucket? _last;
    private long _lastNumber;

    public int Count => _buckets.Count;

    public long First => _buckets.Keys.Min();

    public long Last => _buckets.Keys.Max();

    public void Add(long number, double value)
    {
        if (_last is null || number != _lastNumber)
        {
            if (!_buckets.TryGetValue(number, out _last))
            {
                _buckets.Add(number, _last = new Bucket(hasSketches));
            }

            _lastNumber = number;
        }

        _last.Add(value);
    }

    /// <summary>Returns the points. An hour or day without values is a gap, and has a count of 0.</summary>
    public List<TrendPoint> Points(MetricFigure figure, Func<long, DateTimeOffset> startOf)
    {
        List<TrendPoint> points = [.. _buckets.Select(bucket => bucket.Value.ToPoint(startOf(bucket.Key), figure))];
        if (figure != MetricFigure.Count || points.Count == 0)
        {
            return points;
        }

        (long first, long last) = (First, Last);
        if (last - first >= MaxLength)
        {
            throw new UsageException(
                $"The times are from {startOf(first):yyyy-MM-dd} to {startOf(last):yyyy-MM-dd}; counts are made of at most "
                    + $"{Shown.Count(MaxLength)} hours or days. Is a time wrong?");
        }

        for (long number = first; number <= last; number++)
        {
            if (!_buckets.ContainsKey(number))
            {
                points.Add(new TrendPoint { Start = startOf(number), Value = 0, Count = 0 });
            }
        }

        return points;
    }
}
