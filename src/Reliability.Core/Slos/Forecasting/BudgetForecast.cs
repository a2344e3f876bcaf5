namespace Reliability.Slos;

/// <summary>When a budget will be spent if the recent past goes on: a range, not a date.</summary>
/// <remarks>
/// The pace is the mean of the bad units per hour over the lookback, its range the two-sided Student interval of that mean, with the hours
/// taken as independent. The rest of a rolling window is followed hour by hour: what is old enough leaves the window, what the
/// pace brings comes in, and traffic goes on at its mean.
/// </remarks>
public sealed record BudgetForecast
{
    /// <summary>The name of the objective.</summary>
    public required string Slo { get; init; }

    /// <summary>What can be said.</summary>
    public required ForecastOutcome Outcome { get; init; }

    /// <summary>Why nothing can be said, if so.</summary>
    public string? Reason { get; init; }

    /// <summary>How far ahead the forecast looks: one length of a rolling window, or the end of the calendar period.</summary>
    public required DateTimeOffset Horizon { get; init; }

    /// <summary>The recent past that was taken for the future.</summary>
    public required TimeSpan Lookback { get; init; }

    /// <summary>The hours of the lookback that were measured, or the time slices if those are longer: the size of the sample.</summary>
    public required int Hours { get; init; }

    /// <summary>The confidence of the range, 0.9.</summary>
    public required double Confidence { get; init; }

    /// <summary>Bad units per hour: the mean.</summary>
    public double? BadPerHour { get; init; }

    /// <summary>Bad units per hour: the lower end of the interval.</summary>
    public double? BadPerHourLow { get; init; }

    /// <summary>Bad units per hour: the upper end of the interval.</summary>
    public double? BadPerHourHigh { get; init; }

    /// <summary>When the budget is spent at the high pace; <see langword="null"/> if not before the horizon.</summary>
    public DateTimeOffset? Earliest { get; init; }

    /// <summary>When the budget is spent at the mean pace; <see langword="null"/> if not before the horizon.</summary>
    public DateTimeOffset? Likely { get; init; }

    /// <summary>When the budget is spent at the low pace; <see langword="null"/> if not before the horizon.</summary>
    public DateTimeOffset? Latest { get; init; }

    /// <summary>How long a full budget would last at the mean pace; <see langword="null"/> if it is never spent.</summary>
    public TimeSpan? FromFull { get; init; }
}
