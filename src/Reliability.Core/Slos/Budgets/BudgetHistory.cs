using Reliability.Common;

namespace Reliability.Slos;

/// <summary>The history of a budget in hours, days or months.</summary>
public sealed record BudgetHistory
{
    /// <summary>Gets the name of the objective.</summary>
    public required string Slo { get; init; }

    /// <summary>Gets the service of the objective.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the length of the periods.</summary>
    public required HistoryStep Step { get; init; }

    /// <summary>
    /// Gets the range that the periods cover, or the requested range if there are no periods. It starts before the requested range if that
    /// starts within a period.
    /// </summary>
    public required TimeRange Range { get; init; }

    /// <summary>
    /// Gets every period of the range that has started, in time order and without gaps, including those in which nothing was measured.
    /// </summary>
    public required IReadOnlyList<BudgetPeriod> Periods { get; init; }
}
