using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>Measures the share of events that succeed, such as health probes, or requests without a server error.</summary>
public sealed record AvailabilityIndicator : Indicator
{
    /// <inheritdoc/>
    public override SeriesDefinition SeriesFor(SeriesId id) => SeriesDefinition.Outcomes(id);
}
