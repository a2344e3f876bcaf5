namespace Reliability.Dashboard.Internal;

/// <summary>The burn of the two windows of a rule over time.</summary>
internal sealed record BurnRuleRow
{
    public required string Rule { get; init; }

    public required string Severity { get; init; }

    /// <summary>Gets the long window in seconds.</summary>
    public required decimal LongWindow { get; init; }

    /// <summary>Gets the short window in seconds.</summary>
    public required decimal ShortWindow { get; init; }

    public required decimal Threshold { get; init; }

    public required IReadOnlyList<BurnPointRow> Points { get; init; }
}
