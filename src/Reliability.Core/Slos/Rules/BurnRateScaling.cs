namespace Reliability.Slos;

/// <summary>How the burn-rate rules of a 30-day window are scaled to another length.</summary>
public enum BurnRateScaling
{
    /// <summary>The windows stay, and a factor is the share of the budget it may spend: share · period / window. The default.</summary>
    KeepWindows,

    /// <summary>The factors stay, and the windows grow or shrink with the period, in whole minutes.</summary>
    KeepFactors,
}
