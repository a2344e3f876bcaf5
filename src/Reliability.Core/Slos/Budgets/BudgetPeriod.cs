namespace Reliability.Slos;

/// <summary>What one hour, day or month counted for a budget.</summary>
/// <remarks>
/// The unit of the counts is an event, or a time slice if the objective counts slices. A slice belongs to the period in which it starts.
/// </remarks>
public sealed record BudgetPeriod
{
    /// <summary>Gets the start, inclusive.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Gets the end, exclusive. The last period may not be over.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Gets the number of units that were counted.</summary>
    public required decimal Total { get; init; }

    /// <summary>Gets the number of good units.</summary>
    public required decimal Good { get; init; }

    /// <summary>Gets the number of bad units: total - good.</summary>
    public decimal Bad => Total - Good;

    /// <summary>
    /// Gets the number of bad units that adjustments added, as a part of <see cref="Bad"/>; negative if they removed units.
    /// </summary>
    public decimal AdjustedBad { get; init; }

    /// <summary>Gets the share of good units, 0 to 1, or <see langword="null"/> if there are no units.</summary>
    public decimal? Sli => Total > 0 ? Good / Total : null;

    /// <summary>Gets a value indicating whether anything was measured in the part of the period that counts.</summary>
    public required bool IsMeasured { get; init; }

    /// <summary>Gets the share of the elapsed period that does not count by the ledger, 0 to 1.</summary>
    public required decimal ExcludedShare { get; init; }

    /// <summary>
    /// Gets a value indicating whether the period by itself reaches the target of the objective, or <see langword="null"/> if there are no
    /// units.
    /// </summary>
    public required bool? IsMet { get; init; }
}
