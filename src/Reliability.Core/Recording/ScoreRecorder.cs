using Reliability.Common.Internal;
using Reliability.Recording.Internal;

namespace Reliability.Recording;

/// <summary>Records scores, such as the rating of an answer. A score of s counts as the share s/scale of a good event.</summary>
public sealed class ScoreRecorder : SeriesRecorder
{
    private readonly double _scale;
    private readonly int _counterSlot;
    private readonly int _counters;
    private int _bufferSlot = ThreadSlots.None;

    internal ScoreRecorder(SeriesAccumulator series, RecordingClock clock)
        : base(series, clock)
    {
        _scale = series.Definition.Limit;
        _counterSlot = series.CounterSlot;
        _counters = SeriesSlots.CountersOf(series.Definition);
    }

    /// <summary>Records a score that was given now.</summary>
    /// <param name="score">The score, from 0 to the scale of the series.</param>
    /// <returns>
    /// <see langword="false"/> if the score is outside its range and was only counted in <see cref="RecorderStatistics.Rejected"/>.
    /// </returns>
    public bool Record(double score)
    {
        if (!IsInRange(score))
        {
            Reject(score, Fault);
            return false;
        }

        // Most scores are whole or half numbers, each of which has a counter.
        double halves = 2 * score;
        int step = (int)halves;
        if (step == halves && step < _counters)
        {
            if (!ThreadSlots.TryCount(_counterSlot + step, 1))
            {
                Series.Count(_counterSlot + step, 1);
            }
        }
        else
        {
            long bits = BitConverter.DoubleToInt64Bits(score);
            if (!ThreadSlots.TryAdd(ThreadSlots.Buffers, _bufferSlot, bits))
            {
                Series.Add(bits);
                _bufferSlot = Series.EventSlot;
            }
        }

        GC.KeepAlive(this); // Its slots are given away once it is gone.
        return true;
    }

    /// <summary>Records a score that was given at a given time.</summary>
    /// <param name="score">The score, from 0 to the scale of the series.</param>
    /// <param name="at">The time of the score.</param>
    public RecordResult Record(double score, DateTimeOffset at) => IsInRange(score)
        ? RecordAt(at, BitConverter.DoubleToInt64Bits(score))
        : Reject(score, Fault);

    /// <summary>Records a score that was given now, in the total and in the series of its value.</summary>
    /// <param name="score">The score, from 0 to the scale of the series.</param>
    /// <param name="split">The value of the dimension; <see langword="null"/> or white space for none. See
    /// <see cref="SeriesRecorder.SplitBy"/>.</param>
    /// <inheritdoc cref="Record(double)"/>
    public bool Record(double score, string? split)
    {
        bool isRecorded = Record(score);
        if (isRecorded)
        {
            (PartOf(split) as ScoreRecorder)?.Record(score);
        }

        return isRecorded;
    }

    /// <summary>Records a score that was given at a given time, in the total and in the series of its value.</summary>
    /// <param name="score">The score, from 0 to the scale of the series.</param>
    /// <param name="at">The time.</param>
    /// <param name="split">The value of the dimension; <see langword="null"/> or white space for none. See
    /// <see cref="SeriesRecorder.SplitBy"/>.</param>
    public RecordResult Record(double score, DateTimeOffset at, string? split)
    {
        RecordResult result = Record(score, at);
        if (result == RecordResult.Accepted)
        {
            (PartOf(split) as ScoreRecorder)?.Record(score, at);
        }

        return result;
    }

    private static ArgumentOutOfRangeException Fault(SeriesRecorder recorder, double score) => Check.OutOfRange(
        score, $"A score of '{recorder.Name}' must be from 0 to {((ScoreRecorder)recorder)._scale}.", nameof(score));

    private bool IsInRange(double score) => score >= 0 && score <= _scale;
}
