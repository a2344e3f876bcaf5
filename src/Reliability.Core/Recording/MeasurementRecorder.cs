using Reliability.Common.Internal;
using Reliability.Recording.Internal;

namespace Reliability.Recording;

/// <summary>Records numbers of any meaning, such as the age of the oldest message in a queue.</summary>
public sealed class MeasurementRecorder : SeriesRecorder
{
    private const double MaxMagnitude = 1e100;
    private int _slot = ThreadSlots.None;

    internal MeasurementRecorder(SeriesAccumulator series, RecordingClock clock)
        : base(series, clock)
    {
    }

    /// <summary>Records a value that was measured now.</summary>
    /// <param name="value">A number from -10¹⁰⁰ to 10¹⁰⁰. Sums keep 7 decimals.</param>
    /// <returns>
    /// <see langword="false"/> if the value is outside its range and was only counted in <see cref="RecorderStatistics.Rejected"/>.
    /// </returns>
    public bool Record(double value)
    {
        if (!IsInRange(value))
        {
            Reject(value, Fault);
            return false;
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        if (!ThreadSlots.TryAdd(ThreadSlots.Buffers, _slot, bits))
        {
            Series.Add(bits);
            _slot = Series.EventSlot;
        }

        GC.KeepAlive(this); // Its slots are given away once it is gone.
        return true;
    }

    /// <summary>Records a value that was measured at a given time.</summary>
    /// <param name="value">A number from -10¹⁰⁰ to 10¹⁰⁰. Sums keep 7 decimals.</param>
    /// <param name="at">The time of the measurement.</param>
    public RecordResult Record(double value, DateTimeOffset at) => IsInRange(value)
        ? RecordAt(at, BitConverter.DoubleToInt64Bits(value))
        : Reject(value, Fault);

    /// <summary>Records a value that was measured now, in the total and in the series of its value.</summary>
    /// <param name="value">A number from -10¹⁰⁰ to 10¹⁰⁰.</param>
    /// <param name="split">The value of the dimension; <see langword="null"/> or white space for none. See
    /// <see cref="SeriesRecorder.SplitBy"/>.</param>
    /// <inheritdoc cref="Record(double)"/>
    public bool Record(double value, string? split)
    {
        bool isRecorded = Record(value);
        if (isRecorded)
        {
            (PartOf(split) as MeasurementRecorder)?.Record(value);
        }

        return isRecorded;
    }

    /// <summary>Records a value that was measured at a given time, in the total and in the series of its value.</summary>
    /// <param name="value">A number from -10¹⁰⁰ to 10¹⁰⁰.</param>
    /// <param name="at">The time.</param>
    /// <param name="split">The value of the dimension; <see langword="null"/> or white space for none. See
    /// <see cref="SeriesRecorder.SplitBy"/>.</param>
    public RecordResult Record(double value, DateTimeOffset at, string? split)
    {
        RecordResult result = Record(value, at);
        if (result == RecordResult.Accepted)
        {
            (PartOf(split) as MeasurementRecorder)?.Record(value, at);
        }

        return result;
    }

    private static bool IsInRange(double value) => value is >= -MaxMagnitude and <= MaxMagnitude;

    private static ArgumentOutOfRangeException Fault(SeriesRecorder recorder, double value) =>
        Check.OutOfRange(value, "The measurement must be a number from -1E100 to 1E100.", nameof(value));
}
