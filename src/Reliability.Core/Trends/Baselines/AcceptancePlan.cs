namespace Reliability.Trends;

/// <summary>What the acceptance of a shift, or the withdrawal of an acceptance, would do. Nothing was changed.</summary>
public sealed record AcceptancePlan
{
    /// <summary>Gets the acceptance as it would be recorded, or the one that would be withdrawn.</summary>
    public required AcceptedShift Shift { get; init; }

    /// <summary>Gets the report as it is now, on the days of the rule of the metric, or on 90 days.</summary>
    public required TrendReport Before { get; init; }

    /// <summary>Gets the report on the same days as it would be afterwards.</summary>
    public required TrendReport After { get; init; }
}
