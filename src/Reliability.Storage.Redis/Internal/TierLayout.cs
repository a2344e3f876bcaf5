using Reliability.Common.Internal;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// The layout of a tier in Redis. Buckets are numbered from 1970 (negative before), and a block of them, an hour of minutes or a day of
/// hours, is one hash.
/// </summary>
/// <param name="Resolution">The tier.</param>
/// <param name="Letter">The letter of the tier in keys.</param>
/// <param name="BlockSize">The number of buckets of a series in a block.</param>
internal sealed record TierLayout(SeriesResolution Resolution, char Letter, int BlockSize)
{
    public static readonly TierLayout Minutes = new(SeriesResolution.Minute, 'm', 60);
    public static readonly TierLayout Hours = new(SeriesResolution.Hour, 'h', 24);

    private readonly long _bucketTicks = Resolution.Length().Ticks;

    public static TierLayout Of(SeriesResolution resolution) => resolution switch
    {
        SeriesResolution.Minute => Minutes,
        SeriesResolution.Hour => Hours,
        _ => throw Check.OutOfRange(resolution, "A resolution is Minute or Hour.", nameof(resolution)),
    };

    /// <summary>Returns the number of the bucket that contains an instant.</summary>
    public long Bucket(DateTimeOffset instant) => FloorDivide(instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, _bucketTicks);

    /// <summary>Returns the number of the first bucket that starts at or after an instant.</summary>
    public long FirstFrom(DateTimeOffset instant) => -FloorDivide(DateTimeOffset.UnixEpoch.Ticks - instant.UtcTicks, _bucketTicks);

    public DateTimeOffset Start(long bucket) => new(DateTimeOffset.UnixEpoch.Ticks + (bucket * _bucketTicks), TimeSpan.Zero);

    public long Block(long bucket) => FloorDivide(bucket, BlockSize);

    public int Slot(long bucket) => (int)(bucket - (Block(bucket) * BlockSize));

    /// <summary>Returns the end of a block, in milliseconds since 1970.</summary>
    public long EndOf(long block) => (block + 1) * BlockSize * (_bucketTicks / TimeSpan.TicksPerMillisecond);

    private static long FloorDivide(long value, long divisor)
    {
        (long quotient, long remainder) = Math.DivRem(value, divisor);
        return remainder < 0 ? quotient - 1 : quotient;
    }
}
