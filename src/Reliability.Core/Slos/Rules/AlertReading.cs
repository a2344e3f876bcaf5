namespace Reliability.Slos;

/// <summary>What an alert rule saw at one moment, and what it made of it.</summary>
public sealed record AlertReading
{
    /// <summary>The name of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>The severity of the rule.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>The moment.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether the condition holds.</summary>
    public required AlertCondition Condition { get; init; }

    /// <summary>The limit that the rule compares with, in the unit of <see cref="Value"/>.</summary>
    public required decimal Threshold { get; init; }

    /// <summary>What was compared: a burn rate, a percentage, a quantile, a mean, a count; <see langword="null"/> when undefined.</summary>
    public decimal? Value { get; init; }

    /// <summary>The windows that were read, the longest first.</summary>
    public required IReadOnlyList<BurnReading> Windows { get; init; }

    /// <summary>The whole in words: windows, counts, value and threshold.</summary>
    public required string Explanation { get; init; }
}
