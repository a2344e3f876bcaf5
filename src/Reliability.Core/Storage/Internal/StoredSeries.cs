using Reliability.Common.Internal;
using Reliability.Sketches;

namespace Reliability.Storage.Internal;

/// <summary>One series with its two tiers, which are written together.</summary>
internal sealed class StoredSeries
{
    private readonly BucketTier _minutes = new();
    private readonly BucketTier _hours = new();

    public bool IsEmpty => _minutes.IsEmpty && _hours.IsEmpty;

    /// <summary>Gets the start of the newest bucket of either tier. The series must have a bucket.</summary>
    public DateTimeOffset NewestStart => _minutes.NewestStart > _hours.NewestStart
        ? _minutes.NewestStart.Value
        : (_hours.NewestStart ?? _minutes.NewestStart)!.Value;

    public void Add(in SeriesBucket bucket, SeriesTiers tiers)
    {
        // One private copy serves both tiers, because a stored sketch never changes.
        SeriesBucket minute = Copy(bucket, bucket.Sketch?.Clone());
        if (tiers.HasFlag(SeriesTiers.Minute))
        {
            _minutes.Add(minute);
        }

        if (tiers.HasFlag(SeriesTiers.Hour))
        {
            _hours.Add(minute with { Start = SeriesResolution.Hour.StartOf(minute.Start) });
        }
    }

    public BucketTier Tier(SeriesResolution resolution) => resolution switch
    {
        SeriesResolution.Minute => _minutes,
        SeriesResolution.Hour => _hours,
        _ => throw Check.OutOfRange(resolution, "The resolution must be Minute or Hour.", nameof(resolution)),
    };

    /// <summary>Returns the bucket in UTC with another sketch.</summary>
    public static SeriesBucket Copy(in SeriesBucket bucket, QuantileSketch? sketch) => new(
        bucket.Start.ToUniversalTime(), bucket.Count, bucket.Good, bucket.ScaledSum, bucket.Min, bucket.Max, sketch);
}
