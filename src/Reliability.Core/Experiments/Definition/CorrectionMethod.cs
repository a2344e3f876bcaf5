namespace Reliability.Experiments;

/// <summary>How the risk is kept over several tests. See <see cref="Statistics.MultipleComparisons"/>.</summary>
public enum CorrectionMethod
{
    /// <summary>Not at all: each test has the whole risk.</summary>
    None = 0,

    /// <summary>Holm: the risk of one or more false alarms.</summary>
    Holm = 1,

    /// <summary>Benjamini and Hochberg: the expected share of false alarms among all alarms.</summary>
    BenjaminiHochberg = 2,
}
