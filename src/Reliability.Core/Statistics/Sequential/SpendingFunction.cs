namespace Reliability.Statistics;

/// <summary>
/// Specifies how a group sequential test spends its alpha over its looks. K. K. G. Lan and D. L. DeMets, Biometrika 70 (1983).
/// </summary>
public enum SpendingFunction
{
    /// <summary>
    /// Spends hardly any alpha at first and nearly all of it at the end, after O'Brien and Fleming: α(t) = 4 - 4Φ(z/√t), where z is the
    /// quantile of 1 - α/4.
    /// </summary>
    OBrienFleming,

    /// <summary>Spends the alpha about evenly, after Pocock: α(t) = α ln(1 + (e - 1)t).</summary>
    Pocock,
}
