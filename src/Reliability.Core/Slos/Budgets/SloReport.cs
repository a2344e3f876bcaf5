namespace Reliability.Slos;

/// <summary>The budget, burn rates, alerts and forecast of an objective at one point in time.</summary>
public sealed record SloReport
{
    /// <summary>Gets the status of the budget.</summary>
    public required BudgetStatus Status { get; init; }

    /// <summary>
    /// Gets the burn over the last hour, 6 hours and 3 days, except windows that are longer than the objective's window or the retention of
    /// minutes.
    /// </summary>
    public required IReadOnlyList<BurnReading> Burn { get; init; }

    /// <summary>Gets the reading of each alert rule.</summary>
    public required IReadOnlyList<AlertReading> Alerts { get; init; }

    /// <summary>Gets the forecast of when the budget is exhausted.</summary>
    public required BudgetForecast Forecast { get; init; }
}
