using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>The share of events that took no longer than a threshold. Exact: every event is compared when it is recorded.</summary>
public sealed record LatencyIndicator : Indicator
{
    /// <summary>Sets the threshold.</summary>
    /// <param name="threshold">The longest good duration, above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is zero or negative.</exception>
    public LatencyIndicator(TimeSpan threshold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(threshold, TimeSpan.Zero);
        Threshold = threshold;
    }

    /// <summary>The longest good duration.</summary>
    public TimeSpan Threshold { get; }

    /// <inheritdoc/>
    public override SeriesDefinition SeriesFor(SeriesId id) => SeriesDefinition.Latencies(id, Threshold);
}
