namespace Reliability.Slos;

/// <summary>Specifies how the burn-rate rules for a 30-day window are scaled to a window of another length.</summary>
public enum BurnRateScaling
{
    /// <summary>
    /// Keeps the windows of the rules (the default). Each factor is recomputed to consume the same share of the budget: share · period /
    /// window.
    /// </summary>
    KeepWindows,

    /// <summary>Keeps the factors. The windows are scaled in proportion to the period, in whole minutes.</summary>
    KeepFactors,
}
