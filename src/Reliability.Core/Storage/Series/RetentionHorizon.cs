using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>
/// Computes how far a store without its own clock may trim. It never uses the clock of a host: the horizon of a service starts at its
/// oldest bucket, advances no faster than monotonic time, and is at most the start of the newest bucket. This class is safe for concurrent
/// use. Use one instance for each open store.
/// </summary>
/// <remarks>
/// The horizon does not advance while no process runs, so data may stay longer than its retention by that time. Processes that share a file
/// advance it together and not in succession: each counts from the horizon that it read first.
/// </remarks>
/// <param name="timeProvider">
/// The time provider whose monotonic time counts (<see cref="TimeProvider.GetTimestamp"/>), or <see langword="null"/> for the system's.
/// </param>
public sealed class RetentionHorizon(TimeProvider? timeProvider = null)
{
    private static readonly SeriesResolution[] Tiers = Enum.GetValues<SeriesResolution>();
    private readonly TimeProvider _timeProvider = timeProvider ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTimeOffset Horizon, long Timestamp)> _seen = new(StringComparer.Ordinal);

    /// <summary>Returns the horizon of a service, to store and to trim by.</summary>
    /// <remarks>
    /// Buckets that a trim by the stored horizon would have removed show that the horizon is too late: the first buckets of the service
    /// came from a host whose clock was wrong. In that case, the horizon starts again at the oldest bucket.
    /// </remarks>
    /// <param name="service">The service.</param>
    /// <param name="stored">The stored horizon, or <see langword="null"/> if there is none.</param>
    /// <param name="trimmedBy">The retention of the last trim of the service, or <see langword="null"/> if it was never trimmed.</param>
    /// <param name="oldest">The start of the service's oldest bucket of each tier, or <see langword="null"/> if a tier has none.</param>
    /// <param name="newest">The start of the service's newest bucket, not before the oldest one.</param>
    /// <exception cref="ArgumentException">The name of the service is not valid, or the service has no bucket.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="newest"/> is before the oldest bucket of minutes and hours.
    /// </exception>
    public DateTimeOffset Advance(
        string service,
        DateTimeOffset? stored,
        SeriesRetention? trimmedBy,
        Func<SeriesResolution, DateTimeOffset?> oldest,
        DateTimeOffset newest)
    {
        ArgumentNullException.ThrowIfNull(oldest);
        DateTimeOffset?[] starts = Array.ConvertAll(Tiers, tier => oldest(tier));

        // A day starts up to a day before its first hour, which must not delay the horizon.
        DateTimeOffset first = starts[..2].Min() ?? starts[^1]
            ?? throw new ArgumentException($"Service '{service}' must have a bucket to have a horizon; it has none.", nameof(oldest));
        if (stored is { } horizon
            && trimmedBy is { } kept
            && Tiers.Zip(starts).Any(tier => IsBehind(tier.Second, tier.First, kept.Of(tier.First), horizon)))
        {
            lock (_lock)
            {
                _seen.Remove(service);
            }

            stored = null;
        }

        return Advance(service, stored, first, newest);
    }

    internal DateTimeOffset Advance(string service, DateTimeOffset? stored, DateTimeOffset oldest, DateTimeOffset newest)
    {
        StoreName.Require(service);
        Check.AtLeast(newest, oldest);
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

    /// <summary>
    /// Returns a value indicating whether a bucket ended more than the length of a bucket before the horizon minus the retention.
    /// </summary>
    private static bool IsBehind(DateTimeOffset? oldest, SeriesResolution tier, TimeSpan retention, DateTimeOffset horizon) =>
        oldest is { } start && horizon - start > retention && horizon - start - retention > tier.Length() * 2;
}
