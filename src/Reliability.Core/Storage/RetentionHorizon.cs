using Reliability.Storage.Internal;

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
    /// <param name="service">The service.</param>
    /// <param name="stored">The horizon that was stored last; <see langword="null"/> when there is none.</param>
    /// <param name="oldest">The start of the service's oldest bucket.</param>
    /// <param name="newest">The start of the service's newest bucket, not before <paramref name="oldest"/>.</param>
    /// <exception cref="ArgumentException">The service's name is illegal.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="newest"/> lies before <paramref name="oldest"/>.</exception>
    public DateTimeOffset Advance(string service, DateTimeOffset? stored, DateTimeOffset oldest, DateTimeOffset newest)
    {
        StoreName.Require(service);
        ArgumentOutOfRangeException.ThrowIfLessThan(newest, oldest);
        DateTimeOffset start = stored ?? oldest;
        lock (_lock)
        {
            long now = _timeProvider.GetTimestamp();
            if (!_seen.TryGetValue(service, out (DateTimeOffset Horizon, long Timestamp) seen))
            {
                _seen[service] = seen = (start, now);
            }

            TimeSpan passed = _timeProvider.GetElapsedTime(seen.Timestamp, now);
            DateTimeOffset reached = DateTimeOffset.MaxValue - seen.Horizon < passed ? DateTimeOffset.MaxValue : seen.Horizon + passed;
            DateTimeOffset bounded = reached < newest ? reached : newest;
            return bounded > start ? bounded : start;
        }
    }
}
