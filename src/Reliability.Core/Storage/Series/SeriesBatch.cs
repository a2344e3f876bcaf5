using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>
/// An immutable set of additions that a store applies as a whole and at most once. A store remembers the last sequence of each producer
/// within a service and returns <see cref="AppendOutcome.Duplicate"/> for that sequence and all earlier ones, so a retry after an ambiguous
/// failure is safe.
/// </summary>
public sealed class SeriesBatch
{
    /// <summary>Initializes a new instance of the <see cref="SeriesBatch"/> class.</summary>
    /// <param name="service">The service that owns the series, within which sequences are ordered.</param>
    /// <param name="producerId">The id of the producer, unique to one running process or one import.</param>
    /// <param name="sequence">The sequence of the batch, 1 or more, greater than any earlier sequence of this producer.</param>
    /// <param name="deltas">The additions. The list is copied.</param>
    /// <exception cref="ArgumentException">
    /// A name is not valid, or a bucket does not start at a whole minute or has a negative count.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sequence"/> is below 1.</exception>
    public SeriesBatch(string service, string producerId, long sequence, IEnumerable<SeriesDelta> deltas)
    {
        ArgumentNullException.ThrowIfNull(deltas);
        Service = StoreName.Require(service);
        ProducerId = StoreName.Require(producerId);
        Check.AtLeast(sequence, 1);
        Sequence = sequence;
        SeriesDelta[] copy = [.. deltas];
        foreach (ref readonly SeriesDelta delta in copy.AsSpan())
        {
            if (Fault(in delta) is { } fault)
            {
                throw new ArgumentException(fault, nameof(deltas));
            }
        }

        Deltas = copy;
    }

    /// <summary>Gets the time zone in which the days of the service lie.</summary>
    /// <value>
    /// The default is UTC. A store remembers the time zone of the first batch with deltas of a service, and throws a
    /// <see cref="DayZoneException"/> for any other one.
    /// </value>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The time zone has no IANA name.</exception>
    public TimeZoneInfo DayZone
    {
        get;
        init => field = Check.NamedZone(value, nameof(value));
    } = TimeZoneInfo.Utc;

    /// <summary>Gets the service that owns the series.</summary>
    public string Service { get; }

    /// <summary>Gets the id of the producer.</summary>
    public string ProducerId { get; }

    /// <summary>Gets the sequence of the batch among the batches of its producer.</summary>
    public long Sequence { get; }

    /// <summary>Gets the additions.</summary>
    public IReadOnlyList<SeriesDelta> Deltas { get; }

    /// <summary>Returns the start of the bucket of a tier to which an instant belongs, in UTC.</summary>
    /// <param name="resolution">The tier.</param>
    /// <param name="instant">Any instant.</param>
    public DateTimeOffset StartOf(SeriesResolution resolution, DateTimeOffset instant) => resolution.StartOf(instant, DayZone);

    private static string? Fault(in SeriesDelta delta)
    {
        StoreName.Require(delta.Series);
        SeriesBucket bucket = delta.Bucket;
        if (bucket.Start.UtcTicks % TimeSpan.TicksPerMinute != 0)
        {
            return $"A delta must start at a whole minute; '{delta.Series}' starts at {bucket.Start:O}.";
        }

        if (delta.Tiers is < SeriesTiers.Minute or > SeriesTiers.All)
        {
            return $"A delta must add to one or more of the minute, hour and day tiers; '{delta.Series}' has the tiers {(int)delta.Tiers}.";
        }

        bool finite = double.IsFinite(bucket.ScaledSum) && double.IsFinite(bucket.Min) && double.IsFinite(bucket.Max);
        return finite
            ? null
            : $"A delta must have finite values; '{delta.Series}' has sum {bucket.Sum}, min {bucket.Min}, max {bucket.Max}.";
    }
}
