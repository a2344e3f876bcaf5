namespace Reliability.Dashboard.Internal;

/// <summary>The difference between an arm and the control in a metric.</summary>
internal sealed record EffectRow
{
    public required string Metric { get; init; }

    /// <summary>Gets the role of the metric: Primary, Secondary or Guardrail.</summary>
    public required string Role { get; init; }

    /// <summary>Gets the key of the variant.</summary>
    public required string Variant { get; init; }

    /// <summary>Gets the value of the control.</summary>
    public decimal? Control { get; init; }

    /// <summary>Gets the value of the arm.</summary>
    public decimal? Treatment { get; init; }

    /// <summary>Gets the relative difference; <see langword="null"/> if it is not defined.</summary>
    public decimal? Lift { get; init; }

    /// <summary>Gets the low end of its interval; <see langword="null"/> if there is none.</summary>
    public decimal? Low { get; init; }

    /// <summary>Gets the high end of its interval; <see langword="null"/> if there is none.</summary>
    public decimal? High { get; init; }

    /// <summary>Gets the level of the interval, 0 to 1.</summary>
    public decimal? Level { get; init; }

    /// <summary>Gets the p-value.</summary>
    public decimal? PValue { get; init; }

    /// <summary>Gets the posterior probability that the arm is better, 0 to 1.</summary>
    public decimal? ChanceToWin { get; init; }

    /// <summary>Gets the outcome in the direction of the metric's goal.</summary>
    public required string Outcome { get; init; }

    /// <summary>Gets the state as a guardrail.</summary>
    public string? Guardrail { get; init; }

    /// <summary>Gets the units of the control and of the arm, and how many of them converted.</summary>
    public IReadOnlyList<CountRow> Counts { get; init; } = [];
}
