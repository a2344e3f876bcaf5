using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>The share of events that succeeded: health probes, requests without a server error.</summary>
public sealed record AvailabilityIndicator : Indicator
{
    /// <inheritdoc/>
    public override SeriesDefinition SeriesFor(SeriesId id) => SeriesDefinition.Outcomes(id);
}
