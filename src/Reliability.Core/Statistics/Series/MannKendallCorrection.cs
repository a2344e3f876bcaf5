namespace Reliability.Statistics;

/// <summary>How a Mann-Kendall test treats autocorrelation.</summary>
public enum MannKendallCorrection
{
    /// <summary>Values are independent. A series that is not has a trend far too often.</summary>
    None = 0,

    /// <summary>
    /// Each value depends on the one before it. The variance of S is inflated by the lag-1 autocorrelation of the ranks of the residuals.
    /// </summary>
    FirstOrder,
}
