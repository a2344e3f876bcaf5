namespace Reliability.Statistics;

/// <summary>How a sample ratio was tested.</summary>
public enum SampleRatioMethod
{
    /// <summary>Pearson's chi-square, for one look at a time that was fixed before.</summary>
    ChiSquare,

    /// <summary>The Dirichlet-multinomial e-value of Lindon and Malek, right at any number of looks and any number of units.</summary>
    Sequential,
}
