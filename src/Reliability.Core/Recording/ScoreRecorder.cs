using Reliability.Common.Internal;
using Reliability.Recording.Internal;
using Reliability.Storage;

namespace Reliability.Recording;

/// <summary>Records scores, such as the rating of an answer. A score of s counts as the share s/scale of a good event.</summary>
public sealed class ScoreRecorder : SeriesRecorder
{
    private readonly double _scale;

    internal ScoreRecorder(SeriesAccumulator series, RecordingClock clock)
        : base(series, clock) => _scale = series.Definition.Limit;

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

        LiveCell cell = Series.Cell;
        cell.Enter().AddValue(score, Scaled(score), good: false);
        cell.Exit();
        return true;
    }

    /// <summary>Records a score that was given at a given time.</summary>
    /// <param name="score">The score, from 0 to the scale of the series.</param>
    /// <param name="at">The time of the score.</param>
    public RecordResult Record(double score, DateTimeOffset at) => IsInRange(score)
        ? RecordAt(at, new ValueEvent(score, Scaled(score), good: false))
        : Reject(score, Fault);

    private static double Scaled(double score) => Math.Round(score * SeriesBucket.SumScale);

    private static ArgumentOutOfRangeException Fault(SeriesRecorder recorder, double score) => Check.OutOfRange(
        score, $"A score of '{recorder.Name}' must be from 0 to {((ScoreRecorder)recorder)._scale}.", nameof(score));

    private bool IsInRange(double score) => score >= 0 && score <= _scale;
}
