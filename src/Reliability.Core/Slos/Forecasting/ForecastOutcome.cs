namespace Reliability.Slos;

/// <summary>What a forecast can say.</summary>
public enum ForecastOutcome
{
    /// <summary>Too little was measured, or the budget is not a ratio.</summary>
    NotEnoughData = 0,

    /// <summary>Even at the high pace, the budget lasts to the horizon.</summary>
    Lasts,

    /// <summary>The budget may be spent before the horizon; at the mean pace it is not.</summary>
    MayBeSpent,

    /// <summary>At the mean pace, the budget is spent before the horizon.</summary>
    WillBeSpent,

    /// <summary>The budget is spent already.</summary>
    IsSpent,
}
