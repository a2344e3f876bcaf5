using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>
/// Measures the share of events that take no longer than a threshold. The share is exact: each event is compared with the threshold when it
/// is recorded.
/// </summary>
public sealed record LatencyIndicator : Indicator
{
    /// <summary>Initializes a new instance with a threshold.</summary>
    /// <param name="threshold">The maximum duration of a good event, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is 0 or negative.</exception>
    public LatencyIndicator(TimeSpan threshold)
    {
        Check.Positive(threshold, nameof(threshold));
        Threshold = threshold;
    }

    /// <summary>Gets the maximum duration of a good event.</summary>
    public TimeSpan Threshold { get; }

    /// <inheritdoc/>
    public override SeriesDefinition SeriesFor(SeriesId id) => SeriesDefinition.Latencies(id, Threshold);
}
