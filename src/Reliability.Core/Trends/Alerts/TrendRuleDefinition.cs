namespace Reliability.Trends;

/// <summary>Declares the trend rule of an objective, which is a metric too, or of a metric that is declared elsewhere.</summary>
public sealed record TrendRuleDefinition
{
    /// <summary>Gets the name of the objective or of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>Gets the rule.</summary>
    public required TrendRule Rule { get; init; }
}
