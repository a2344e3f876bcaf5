namespace Reliability.Experiments;

/// <summary>Specifies how alpha is controlled over several tests. See <see cref="Statistics.MultipleComparisons"/>.</summary>
public enum CorrectionMethod
{
    /// <summary>No correction: each test uses the whole alpha.</summary>
    None = 0,

    /// <summary>Holm's method, which controls the probability of one or more false positives.</summary>
    Holm = 1,

    /// <summary>The method of Benjamini and Hochberg, which controls the expected share of false positives among all positives.</summary>
    BenjaminiHochberg = 2,
}
