using System.Runtime.CompilerServices;

namespace Reliability.Recording;

/// <summary>
/// Records the values of a metric or an objective in its unit, whatever their kind: durations in seconds, scores or measurements. Get an
/// instance once, keep it, and call it from any thread. Recording allocates nothing.
/// </summary>
public sealed class ValueRecorder
{
    private readonly LatencyRecorder? _latencies;
    private readonly ScoreRecorder? _scores;
    private readonly MeasurementRecorder? _measurements;

    internal ValueRecorder(SeriesRecorder series)
    {
        _latencies = series as LatencyRecorder;
        _scores = series as ScoreRecorder;
        _measurements = series as MeasurementRecorder;
        if (series is OutcomeRecorder)
        {
            throw new InvalidOperationException(
                $"'{series.Name}' consists of events that are good or bad and have no value; use {nameof(ReliabilityRecorder.Outcomes)}.");
        }
    }

    /// <summary>Records a value that was measured now.</summary>
    /// <param name="value">The value in the unit of the metric; a duration is a number of seconds.</param>
    /// <returns>
    /// <see langword="false"/> if the value is outside its range and was only counted in <see cref="RecorderStatistics.Rejected"/>.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Record(double value) =>
        _measurements is { } measurements ? measurements.Record(value)
        : _latencies is { } latencies ? latencies.Record(value)
        : _scores!.Record(value);

    /// <summary>Records a duration that ended now.</summary>
    /// <param name="duration">The duration, zero or more.</param>
    /// <inheritdoc cref="Record(double)"/>
    public bool Record(TimeSpan duration) => _latencies is { } latencies ? latencies.Record(duration) : Record(duration.TotalSeconds);

    /// <summary>Records a value that was measured at a given time.</summary>
    /// <param name="value">The value in the unit of the metric; a duration is a number of seconds.</param>
    /// <param name="at">The time of the measurement.</param>
    public RecordResult Record(double value, DateTimeOffset at) =>
        _measurements is { } measurements ? measurements.Record(value, at)
        : _latencies is { } latencies ? latencies.Record(value, at)
        : _scores!.Record(value, at);

    /// <summary>Records a value that was measured now, in the total and in the series of its value of the dimension.</summary>
    /// <param name="value">The value in the unit of the metric; a duration is a number of seconds.</param>
    /// <param name="split">
    /// The value of the dimension by which the metric is split, such as <c>eu-west</c>. The metric counts 20 values separately; further
    /// ones are "other". A text that is <see langword="null"/> or white space counts in the total alone, and so does any text if the
    /// metric is not split. A value that is known allocates nothing.
    /// </param>
    /// <inheritdoc cref="Record(double)"/>
    public bool Record(double value, string? split) =>
        _measurements is { } measurements ? measurements.Record(value, split)
        : _latencies is { } latencies ? latencies.Record(value, split)
        : _scores!.Record(value, split);

    /// <summary>Records a duration that ended now, in the total and in the series of its value of the dimension.</summary>
    /// <param name="duration">The duration, zero or more.</param>
    /// <param name="split">The value of the dimension, as <see cref="Record(double, string?)"/> takes it.</param>
    /// <inheritdoc cref="Record(TimeSpan)"/>
    public bool Record(TimeSpan duration, string? split) =>
        _latencies is { } latencies ? latencies.Record(duration, split) : Record(duration.TotalSeconds, split);

    /// <summary>Records a value that was measured at a given time, in the total and in the series of its value of the dimension.</summary>
    /// <param name="value">The value in the unit of the metric; a duration is a number of seconds.</param>
    /// <param name="at">The time of the measurement.</param>
    /// <param name="split">The value of the dimension, as <see cref="Record(double, string?)"/> takes it.</param>
    public RecordResult Record(double value, DateTimeOffset at, string? split) =>
        _measurements is { } measurements ? measurements.Record(value, at, split)
        : _latencies is { } latencies ? latencies.Record(value, at, split)
        : _scores!.Record(value, at, split);
}
