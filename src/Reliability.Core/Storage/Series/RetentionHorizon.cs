using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>
/// How far a store without a clock of its own may trim. It never goes by what a host's clock says: the horizon of a service starts at its oldest bucket, advances no faster
/// than monotonic time, and is at most the start of the newest bucket. Safe for concurrent use; one for each open store.
/// </summary>
/// <remarks>
/// A process that was not running does not advance the horizon, so that data may stay longer than its retention by as long as nobody ran. Processes that share a file advance
/// it together and not one after the other: each counts from the horizon that it saw first.
/// </remarks>
/// <param name="timeProvider">Whose monotonic time counts (<see cref="TimeProvider.GetTimestamp"/>); <see langword="null"/> for the system's.</param>
public sealed class RetentionHorizon(TimeProvider? timeProvider = null)
{
    private readonly TimeProvider _timeProvider = timeProvider ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTimeOffset Horizon, long Timestamp)> _seen = new(StringComparer.Ordinal);

    /// <summary>Returns the horizon of a service, to be stored and to be trimmed by.</summary>
    /// <remarks>
    /// Buckets that trimming by the stored horizon could not have left behind show that it lies ahead of time: the first buckets of the service came from a host whose clock was wrong. Then
    /// the horizon begins again at the oldest bucket.
    /// </remarks>
    /// <param name="service">The service.</param>
    /// <param name="stored">The horizon that was stored last; <see langword="null"/> when there is none.</param>
    /// <param name="trimmedBy">The retention that the service was last trimmed by; <see langword="null"/> when it never was.</param>
    /// <param name="oldestMinute">The start of the service's oldest minute bucket; <see langword="null"/> when it has none.</param>
    /// <param name="oldestHour">The start of the service's oldest hour bucket; <see langword="null"/> when it has none.</param>
    /// <param name="newest">The start of the service's newest bucket, not before the oldest one.</param>
    /// <exception cref="ArgumentException">The service's name is illegal, or it has no bucket.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="newest"/> lies before the oldest bucket.</exception>
    public DateTimeOffset Advance(
        string service, DateTimeOffset? stored, SeriesRetention? trimmedBy, DateTimeOffset? oldestMinute, DateTimeOffset? oldestHour, DateTimeOffset newest)
    {
        DateTimeOffset oldest = oldestMinute < oldestHour ? oldestMinute.Value : oldestHour ?? oldestMinute
            ?? throw new ArgumentException($"Service '{service}' has no bucket, and so no horizon.", nameof(oldestHour));
        if (stored is { } horizon
            && trimmedBy is { } kept
            && (IsBehind(oldestMinute, SeriesResolution.Minute, kept.Minutes, horizon) || IsBehind(oldestHour, SeriesResolution.Hour, kept.Hours, horizon)))
        {
            lock (_lock)
            {
                _seen.Remove(service);
            }

            stored = null;
        }

        return Advance(service, stored, oldest, newest);
    }

    internal DateTimeOffset Advance(string service, DateTimeOffset? stored, DateTimeOffset oldest, DateTimeOffset newest)
    {
        StoreName.Require(service);
        ArgumentOutOfRangeException.ThrowIfLessThan(newest, oldest);
        DateTimeOffset start = stored ?? oldest;
        lock (_lock)
        {
            long now = _timeProvider.GetTimestamp();
            if (!_seen.TryGetValue(service, out (DateTimeOffset Horizon, long Timestamp) seen) || stored < seen.Horizon)
            {
                _seen[service] = seen = (start, now);
            }

            TimeSpan passed = _timeProvider.GetElapsedTime(seen.Timestamp, now);
            DateTimeOffset reached = DateTimeOffset.MaxValue - seen.Horizon < passed ? DateTimeOffset.MaxValue : seen.Horizon + passed;
            DateTimeOffset bounded = reached < newest ? reached : newest;
            return bounded > start ? bounded : start;
        }
    }

    /// <summary>Whether a bucket ended more than a bucket's length before the horizon minus the retention.</summary>
    private static bool IsBehind(DateTimeOffset? oldest, SeriesResolution tier, TimeSpan retention, DateTimeOffset horizon) =>
        oldest is { } start && horizon - start > retention && horizon - start - retention > tier.Length() * 2;
}
