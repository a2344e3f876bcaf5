using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>Computes metrics of improvement from what is recorded: incidents, deployments and action items.</summary>
/// <remarks>Every method throws <see cref="KeyNotFoundException"/> for a service whose incidents are not kept,
/// <see cref="ArgumentException"/> for a range that is empty or starts in the future, and <see cref="StoreException"/> if the store
/// fails.</remarks>
public interface IImprovementMetrics
{
    /// <summary>Returns the metrics of a period. Records from before it are read too, for recurrences and attributions.</summary>
    /// <param name="range">The period, such as <see cref="TimeRange.Last"/>. What of it is in the future is left out.</param>
    /// <param name="service">The service. Default: all together.</param>
    /// <param name="environment">The environment whose deployments count. Default: that of <see cref="ImprovementInput"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<ImprovementReport> GetMetricsAsync(
        TimeRange range, string? service = null, string? environment = null, CancellationToken cancellationToken = default);

    /// <summary>Compares two periods. See <see cref="ImprovementComparison.Of"/>.</summary>
    /// <param name="earlier">The earlier period.</param>
    /// <param name="later">The later period, which starts where the other ends or later.</param>
    /// <param name="service">The service. Default: all together.</param>
    /// <param name="environment">The environment whose deployments count. Default: that of <see cref="ImprovementInput"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<ImprovementComparison> CompareAsync(
        TimeRange earlier,
        TimeRange later,
        string? service = null,
        string? environment = null,
        CancellationToken cancellationToken = default);

    /// <summary>Returns what is doubtful about the records of incidents of a period.</summary>
    /// <param name="range">The period.</param>
    /// <param name="service">The service. Default: all together.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<IncidentDataQuality> GetDataQualityAsync(
        TimeRange range, string? service = null, CancellationToken cancellationToken = default);
}
