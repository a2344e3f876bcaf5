using Reliability.Sketches;
using Reliability.Trends;

namespace TrendReportSample.Reading;

/// <summary>The values of one hour or day.</summary>
internal sealed class Bucket(bool hasSketch)
{
    private readonly QuantileSketch? _sketch = hasSketch ? new QuantileSketch() : null;
    private double _mean;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;

    public long Count { get; private set; }

    public void Add(double value)
    {
        Count++;

        // A sum of values near the largest number is infinite; their mean is not.
        double change = value - _mean;
        _mean += double.IsFinite(change) ? change / Count : (value / Count) - (_mean / Count);
        _min = Math.Min(_min, value);
        _max = Math.Max(_max, value);
        _sketch?.Add(value);
    }

    public TrendPoint ToPoint(DateTimeOffset start, MetricFigure figure) => new()
    {
        Start = start,
        Value = figure switch
        {
            MetricFigure.Count => Count,
            MetricFigure.P50 => Quantile(0.5),
            MetricFigure.P95 => Quantile(0.95),
            MetricFigure.P99 => Quantile(0.99),
            _ => _mean,
        },
        Count = Count,
        Average = _mean,
        Min = _min,
        Max = _max,
        P50 = _sketch?.Quantile(0.5),
        P95 = _sketch?.Quantile(0.95),
        P99 = _sketch?.Quantile(0.99),
    };

    /// <summary>A quantile within the error of the sketch; the smallest and the largest value limit it.</summary>
    private double Quantile(double q) => Math.Clamp(_sketch?.Quantile(q) ?? _mean, _min, _max);
}
