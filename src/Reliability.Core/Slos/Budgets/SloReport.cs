namespace Reliability.Slos;

/// <summary>Everything that is known about an objective at one moment.</summary>
public sealed record SloReport
{
    /// <summary>The budget.</summary>
    public required BudgetStatus Status { get; init; }

    /// <summary>The burn over the last hour, 6 hours and 3 days, as far as the objective's window and the kept minutes reach.</summary>
    public required IReadOnlyList<BurnReading> Burn { get; init; }

    /// <summary>What each alert rule sees.</summary>
    public required IReadOnlyList<AlertReading> Alerts { get; init; }

    /// <summary>When the budget will be spent.</summary>
    public required BudgetForecast Forecast { get; init; }
}
