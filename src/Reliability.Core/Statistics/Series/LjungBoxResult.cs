namespace Reliability.Statistics;

/// <summary>The result of a Ljung-Box test for autocorrelation.</summary>
public readonly record struct LjungBoxResult
{
    /// <summary>Gets Q = n(n + 2)Σr_k²/(n - k); 0 if all values are equal.</summary>
    public required double Q { get; init; }

    /// <summary>Gets the degrees of freedom of Q without autocorrelation.</summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>Gets the probability of Q or more without autocorrelation; 1 if all values are equal.</summary>
    public required double PValue { get; init; }
}
