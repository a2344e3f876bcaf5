namespace Reliability.Statistics;

/// <summary>Specifies how a sample ratio was tested.</summary>
public enum SampleRatioMethod
{
    /// <summary>Pearson's chi-square test, for one look at a time that was fixed in advance.</summary>
    ChiSquare,

    /// <summary>The Dirichlet-multinomial e-value of Lindon and Malek, which is valid for any number of looks and units.</summary>
    Sequential,
}
