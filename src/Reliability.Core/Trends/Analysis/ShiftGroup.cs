using Reliability.Common;
using Reliability.Trends.Internal;

namespace Reliability.Trends;

/// <summary>Shifts of several metrics of a service at about the same time, and which metric changed first.</summary>
public sealed record ShiftGroup
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the range from the start of the first interval of a shift to the end of the last one.</summary>
    public required TimeRange Within { get; init; }

    /// <summary>Gets the shifts, at least two of different metrics. The first one is that of the metric that changed first.</summary>
    public required IReadOnlyList<GroupedShift> Shifts { get; init; }

    /// <summary>
    /// Gets a value indicating whether the interval of the first shift ends before that of any other metric begins. Otherwise another
    /// metric may have changed first.
    /// </summary>
    public required bool IsFirstCertain { get; init; }

    /// <summary>Gets the order in words.</summary>
    public required string Summary { get; init; }

    /// <summary>
    /// Finds the shifts of several metrics that belong together: a shift belongs to a group if its interval begins at most three points
    /// (hours or days) after the end of the interval of the first shift. The function is pure.
    /// </summary>
    /// <param name="reports">The reports, such as those of <see cref="ITrends.AnalyzeAllAsync"/>. Metrics of different services are never
    /// grouped.</param>
    /// <returns>The groups, the latest first. A shift that no other metric shares is in none.</returns>
    public static IReadOnlyList<ShiftGroup> Find(IEnumerable<TrendReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        return ShiftGrouping.Of(reports);
    }
}
