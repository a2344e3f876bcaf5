namespace Reliability.Statistics;

/// <summary>How an autocorrelation is normalized.</summary>
public enum AutocorrelationEstimator
{
    /// <summary>No estimator.</summary>
    Unknown = 0,

    /// <summary>The sum of n - k products divided by the sum of n squares. Always from -1 to 1; the usual definition.</summary>
    Biased,

    /// <summary>The biased estimator times n/(n - k). It may leave the range from -1 to 1.</summary>
    Adjusted,
}
