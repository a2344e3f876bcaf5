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
}
