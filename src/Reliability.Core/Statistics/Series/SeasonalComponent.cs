namespace Reliability.Statistics;

/// <summary>Specifies the season of an exponential smoothing model.</summary>
public enum SeasonalComponent
{
    /// <summary>Not declared: additive or multiplicative, chosen by the corrected information criterion (AICc).</summary>
    Unknown = 0,

    /// <summary>There is no season.</summary>
    None = 1,

    /// <summary>Each phase of the period adds an amount to the level.</summary>
    Additive = 2,

    /// <summary>Each phase of the period multiplies the level by a factor. All values must be above 0.</summary>
    Multiplicative = 3,
}
