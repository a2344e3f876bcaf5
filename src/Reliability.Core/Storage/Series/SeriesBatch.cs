using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>
/// An immutable set of additions that a store applies whole and at most once. A store remembers the last sequence
/// of each producer within a service and answers <see cref="AppendOutcome.Duplicate"/> to that one and any before it,
/// which makes a retry after an ambiguous failure safe.
/// </summary>
public sealed class SeriesBatch
{
    /// <summary>Creates a batch.</summary>
    /// <param name="service">The service whose series the batch adds to; sequences are ordered within it.</param>
    /// <param name="producerId">Who sends, unique to one running process or one import.</param>
    /// <param name="sequence">The batch's number, 1 or more, greater than any that this producer sent before.</param>
    /// <param name="deltas">What to add. The list is copied.</param>
    /// <exception cref="ArgumentException">A name is illegal, or a bucket does not start at a whole minute or counts below zero.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sequence"/> is below 1.</exception>
    public SeriesBatch(string service, string producerId, long sequence, IEnumerable<SeriesDelta> deltas)
    {
        ArgumentNullException.ThrowIfNull(deltas);
        Service = StoreName.Require(service);
        ProducerId = StoreName.Require(producerId);
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
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

    /// <summary>The service whose series the batch adds to.</summary>
    public string Service { get; }

    /// <summary>Who sends.</summary>
    public string ProducerId { get; }

    /// <summary>The batch's number among those of its producer.</summary>
    public long Sequence { get; }

    /// <summary>What to add.</summary>
    public IReadOnlyList<SeriesDelta> Deltas { get; }

    private static string? Fault(in SeriesDelta delta)
    {
        StoreName.Require(delta.Series);
        SeriesBucket bucket = delta.Bucket;
        if (bucket.Start.UtcTicks % TimeSpan.TicksPerMinute != 0)
        {
            return $"A delta starts at a whole minute; '{delta.Series}' starts at {bucket.Start:O}.";
        }

        if (bucket.Count < 0 || bucket.Good < 0 || bucket.Good > bucket.Count)
        {
            return $"A delta counts 0 <= good <= count; '{delta.Series}' has good {bucket.Good} of count {bucket.Count}.";
        }

        if (delta.Tiers is < SeriesTiers.Minute or > SeriesTiers.Both)
        {
            return $"A delta adds to the minute tier, the hour tier or both; '{delta.Series}' says {(int)delta.Tiers}.";
        }

        bool finite = double.IsFinite(bucket.ScaledSum) && double.IsFinite(bucket.Min) && double.IsFinite(bucket.Max);
        return finite ? null : $"A delta holds finite values; '{delta.Series}' has sum {bucket.Sum}, min {bucket.Min}, max {bucket.Max}.";
    }
}
