namespace Reliability.Slos;

/// <summary>The result of the evaluation of an alert rule at one point in time.</summary>
public sealed record AlertReading
{
    /// <summary>Gets the name of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Gets the severity of the rule.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>Gets the point in time of the evaluation.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets whether the condition of the rule is met.</summary>
    public required AlertCondition Condition { get; init; }

    /// <summary>Gets the threshold of the rule, in the unit of <see cref="Value"/>.</summary>
    public required decimal Threshold { get; init; }

    /// <summary>
    /// Gets the value that is compared with the threshold: a burn rate, a percentage, a quantile, a mean or a count. It is
    /// <see langword="null"/> if it is undefined.
    /// </summary>
    public decimal? Value { get; init; }

    /// <summary>Gets the windows that were evaluated, the longest first.</summary>
    public required IReadOnlyList<BurnReading> Windows { get; init; }

    /// <summary>Gets an explanation in one sentence, with windows, counts, value and threshold.</summary>
    public required string Explanation { get; init; }
}
