namespace Reliability.Slos;

/// <summary>A forecast of when a budget is exhausted if the recent past continues. It is a range of dates, not a single date.</summary>
/// <remarks>
/// The pace is the mean number of bad units per hour over the lookback. Its range is the two-sided Student interval of that mean, which
/// assumes that hours are independent. A rolling window is projected hour by hour: old hours leave the window, new hours add units at the
/// pace, and traffic stays at its mean. If the hours of the last four weeks have a significant season, the pace is the level of an
/// exponential smoothing model (<see cref="Statistics.HoltWinters"/>) and each hour adds the effect of its phase.
/// </remarks>
public sealed record BudgetForecast
{
    /// <summary>Gets the name of the objective.</summary>
    public required string Slo { get; init; }

    /// <summary>Gets the outcome of the forecast.</summary>
    public required ForecastOutcome Outcome { get; init; }

    /// <summary>Gets the reason why there is no forecast, or <see langword="null"/> if there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the end of the forecast: one length of a rolling window from now, or the end of the calendar period.</summary>
    public required DateTimeOffset Horizon { get; init; }

    /// <summary>Gets the length of the recent past on which the forecast is based.</summary>
    public required TimeSpan Lookback { get; init; }

    /// <summary>Gets the size of the sample: the number of measured hours in the lookback, or of time slices if those are longer.</summary>
    public required int Hours { get; init; }

    /// <summary>Gets the confidence level of the range, 0.9.</summary>
    public required double Confidence { get; init; }

    /// <summary>Gets the season that the forecast follows.</summary>
    public ForecastSeason Season { get; init; }

    /// <summary>Gets the mean number of bad units per hour.</summary>
    public double? BadPerHour { get; init; }

    /// <summary>Gets the lower end of the interval of bad units per hour.</summary>
    public double? BadPerHourLow { get; init; }

    /// <summary>Gets the upper end of the interval of bad units per hour.</summary>
    public double? BadPerHourHigh { get; init; }

    /// <summary>
    /// Gets the time at which the budget is exhausted at the high pace, or <see langword="null"/> if that is after the horizon.
    /// </summary>
    public DateTimeOffset? Earliest { get; init; }

    /// <summary>
    /// Gets the time at which the budget is exhausted at the mean pace, or <see langword="null"/> if that is after the horizon.
    /// </summary>
    public DateTimeOffset? Likely { get; init; }

    /// <summary>
    /// Gets the time at which the budget is exhausted at the low pace, or <see langword="null"/> if that is after the horizon.
    /// </summary>
    public DateTimeOffset? Latest { get; init; }

    /// <summary>Gets how long a full budget lasts at the mean pace, or <see langword="null"/> if it never runs out.</summary>
    public TimeSpan? FromFull { get; init; }
}
