using Reliability.Sketches;

namespace Reliability.Storage.Internal;

/// <summary>One series with its tiers, which are written together.</summary>
internal sealed class StoredSeries
{
    public static readonly SeriesResolution[] Resolutions = Enum.GetValues<SeriesResolution>();

    private readonly BucketTier[] _tiers = Array.ConvertAll(Resolutions, _ => new BucketTier());

    public bool IsEmpty => Array.TrueForAll(_tiers, tier => tier.IsEmpty);

    /// <summary>Gets the start of the newest bucket of any tier. The series must have a bucket.</summary>
    public DateTimeOffset NewestStart => _tiers.Max(tier => tier.NewestStart)!.Value;

    public void Add(in SeriesBucket bucket, SeriesTiers tiers, TimeZoneInfo dayZone)
    {
        // One private copy serves all tiers, because a stored sketch never changes.
        SeriesBucket minute = Copy(bucket, bucket.Sketch is { Count: > 0 } sketch ? sketch.Clone() : null);
        foreach (SeriesResolution resolution in Resolutions)
        {
            if (tiers.HasFlag(resolution.ToTiers()))
            {
                Tier(resolution).Add(minute with { Start = resolution.StartOf(minute.Start, dayZone) });
            }
        }
    }

    public BucketTier Tier(SeriesResolution resolution) => _tiers[(int)resolution];

    /// <summary>Returns the bucket in UTC with another sketch.</summary>
    public static SeriesBucket Copy(in SeriesBucket bucket, QuantileSketch? sketch) =>
        bucket with { Start = bucket.Start.ToUniversalTime(), Sketch = sketch };
}
