namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// The layout of a tier in Redis. Buckets are numbered from 1970 (negative before), and a block of them is one hash: an hour of minutes, a
/// day of hours, or 32 days.
/// </summary>
/// <param name="resolution">The tier.</param>
/// <param name="letter">The letter of the tier in keys.</param>
/// <param name="blockSize">The number of buckets of a series in a block.</param>
internal abstract class TierLayout(SeriesResolution resolution, char letter, int blockSize)
{
    /// <summary>The largest number of buckets of a series in a block of any tier.</summary>
    public const int MaxBlockSize = 60;

    public static readonly TierLayout Minutes = new OfUtc(SeriesResolution.Minute, 'm', MaxBlockSize);
    public static readonly TierLayout Hours = new OfUtc(SeriesResolution.Hour, 'h', 24);

    /// <summary>Gets the tiers that any service can have. The numbers of days depend on its time zone, the keys do not.</summary>
    public static IReadOnlyList<TierLayout> All { get; } = Of(TimeZoneInfo.Utc);

    public SeriesResolution Resolution => resolution;

    public char Letter => letter;

    public int BlockSize => blockSize;

    /// <summary>Returns the tiers of a service whose days lie in a time zone, the finest first.</summary>
    public static IReadOnlyList<TierLayout> Of(TimeZoneInfo dayZone) => [Minutes, Hours, Days(dayZone)];

    /// <summary>Returns the day tier of a service whose days lie in a time zone.</summary>
    public static TierLayout Days(TimeZoneInfo dayZone) => new OfDates(dayZone);

    /// <summary>Returns the number of the bucket that contains an instant.</summary>
    public abstract long Bucket(DateTimeOffset instant);

    /// <summary>Returns the number of the first bucket that starts at or after an instant.</summary>
    public abstract long FirstFrom(DateTimeOffset instant);

    public abstract DateTimeOffset Start(long bucket);

    public long Block(long bucket) => FloorDivide(bucket, blockSize);

    public int Slot(long bucket) => (int)(bucket - (Block(bucket) * blockSize));

    /// <summary>Returns the end of a block, in milliseconds since 1970.</summary>
    public abstract long EndOf(long block);

    private static long FloorDivide(long value, long divisor)
    {
        (long quotient, long remainder) = Math.DivRem(value, divisor);
        return remainder < 0 ? quotient - 1 : quotient;
    }

    /// <summary>Buckets of equal length in UTC.</summary>
    private sealed class OfUtc(SeriesResolution resolution, char letter, int blockSize) : TierLayout(resolution, letter, blockSize)
    {
        private readonly long _bucketTicks = resolution.Length().Ticks;

        public override long Bucket(DateTimeOffset instant) =>
            FloorDivide(instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, _bucketTicks);

        public override long FirstFrom(DateTimeOffset instant) =>
            -FloorDivide(DateTimeOffset.UnixEpoch.Ticks - instant.UtcTicks, _bucketTicks);

        public override DateTimeOffset Start(long bucket) =>
            new(DateTimeOffset.UnixEpoch.Ticks + (bucket * _bucketTicks), TimeSpan.Zero);

        public override long EndOf(long block) => (block + 1) * BlockSize * (_bucketTicks / TimeSpan.TicksPerMillisecond);
    }

    /// <summary>Local dates. A date that clocks skip has a number, and never a bucket.</summary>
    private sealed class OfDates(TimeZoneInfo zone) : TierLayout(SeriesResolution.Day, 'd', 32)
    {
        private static readonly int s_epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

        public override long Bucket(DateTimeOffset instant)
        {
            DateTimeOffset start = SeriesResolution.Day.StartOf(instant, zone);
            return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(start, zone).DateTime).DayNumber - s_epoch;
        }

        public override long FirstFrom(DateTimeOffset instant) =>
            Bucket(instant) + (SeriesResolution.Day.StartOf(instant, zone) == instant ? 0 : 1);

        public override DateTimeOffset Start(long bucket) =>
            DateOnly.FromDayNumber((int)Math.Clamp(bucket + s_epoch, 0, DateOnly.MaxValue.DayNumber)).StartIn(zone);

        public override long EndOf(long block) => Start((block + 1) * BlockSize).ToUnixTimeMilliseconds();
    }
}
