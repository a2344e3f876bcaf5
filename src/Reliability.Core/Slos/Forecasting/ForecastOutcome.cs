namespace Reliability.Slos;

/// <summary>Specifies the outcome of a forecast.</summary>
public enum ForecastOutcome
{
    /// <summary>There are too few measurements, or the objective has zero tolerance.</summary>
    NotEnoughData = 0,

    /// <summary>The budget lasts until the horizon, even at the high pace.</summary>
    Lasts,

    /// <summary>The budget is exhausted before the horizon at the high pace, but not at the mean pace.</summary>
    MayBeSpent,

    /// <summary>The budget is exhausted before the horizon at the mean pace.</summary>
    WillBeSpent,

    /// <summary>The budget is already exhausted.</summary>
    IsSpent,
}
