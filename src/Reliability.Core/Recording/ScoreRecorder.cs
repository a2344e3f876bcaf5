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
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="score"/> is NaN or outside its range.</exception>
    public void Record(double score)
    {
        Require(score);
        LiveCell cell = Series.Cell;
        cell.Enter().AddValue(score, Scaled(score), good: false);
        cell.Exit();
    }

    /// <summary>Records a score that was given at a given time.</summary>
    /// <param name="score">The score, from 0 to the scale of the series.</param>
    /// <param name="at">The time of the score.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="score"/> is NaN or outside its range.</exception>
    public RecordResult Record(double score, DateTimeOffset at)
    {
        Require(score);
        return RecordAt(at, new ValueEvent(score, Scaled(score), good: false));
    }

    private static double Scaled(double score) => Math.Round(score * SeriesBucket.SumScale);

    private void Require(double score)
    {
        if (!(score >= 0 && score <= _scale))
        {
            throw Check.OutOfRange(score, $"A score of '{Name}' must be from 0 to {_scale}.", nameof(score));
        }
    }
}
