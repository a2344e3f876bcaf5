using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>
/// The metrics of two periods. With as few incidents as most teams have, a mean looks worse in four of ten comparisons although every
/// incident became shorter. A verdict is therefore given only where the intervals have no value in common.
/// </summary>
public sealed record ImprovementComparison
{
    /// <summary>Gets the earlier period.</summary>
    public required ImprovementReport Earlier { get; init; }

    /// <summary>Gets the later period.</summary>
    public required ImprovementReport Later { get; init; }

    /// <summary>Gets the metrics in the order of <see cref="ImprovementReport.Metrics"/>.</summary>
    public required IReadOnlyList<MetricComparison> Metrics { get; init; }

    /// <summary>Compares two periods.</summary>
    /// <param name="earlier">The earlier period.</param>
    /// <param name="later">The later period, which starts where the other ends or later.</param>
    /// <exception cref="ArgumentException">The periods overlap, or they are of other services or of another environment.</exception>
    public static ImprovementComparison Of(ImprovementReport earlier, ImprovementReport later)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        MetricRange.RequireOrder(earlier.Range, later.Range);
        if (!earlier.Services.SequenceEqual(later.Services, StringComparer.Ordinal)
            || !earlier.Environment.Equals(later.Environment, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException("Both periods must be of the same services and the same environment.", nameof(later));
        }

        return new ImprovementComparison
        {
            Earlier = earlier,
            Later = later,
            Metrics = [.. earlier.Metrics.Zip(later.Metrics, MetricVerdicts.Of)],
        };
    }
}
