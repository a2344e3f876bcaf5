using Reliability.Recording.Internal;
using Reliability.Storage;

namespace Reliability.Recording;

/// <summary>Records numbers of any meaning, such as the age of a queue's oldest message.</summary>
public sealed class MeasurementRecorder : SeriesRecorder
{
    private const double Most = 1e100;
    private readonly double _limit;
    private readonly bool _goodAtLeast;

    internal MeasurementRecorder(SeriesAccumulator series, RecordingClock clock)
        : base(series, clock)
    {
        _limit = series.Definition.Limit;
        _goodAtLeast = series.Definition.GoodAtLeast;
    }

    /// <summary>Records a value seen now.</summary>
    /// <param name="value">A number from -10¹⁰⁰ to 10¹⁰⁰, kept in sums to 7 decimals.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN, infinite or outside its range.</exception>
    public void Record(double value)
    {
        Require(value);
        LiveCell cell = Series.Cell;
        cell.Enter().AddValue(value, Scaled(value), IsGood(value));
        cell.Exit();
    }

    /// <summary>Records a value seen at a stated time.</summary>
    /// <param name="value">A number from -10¹⁰⁰ to 10¹⁰⁰, kept in sums to 7 decimals.</param>
    /// <param name="at">When it was seen.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN, infinite or outside its range.</exception>
    public RecordResult Record(double value, DateTimeOffset at)
    {
        Require(value);
        return RecordAt(at, new ValueEvent(value, Scaled(value), IsGood(value)));
    }

    private static double Scaled(double value) => Math.Round(value * SeriesBucket.SumScale);

    private static void Require(double value)
    {
        if (!(value >= -Most && value <= Most))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A measurement is a number from -1E100 to 1E100.");
        }
    }

    private bool IsGood(double value) => _goodAtLeast ? value >= _limit : value <= _limit;
}
