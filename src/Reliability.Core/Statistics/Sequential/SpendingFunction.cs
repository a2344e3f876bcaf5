namespace Reliability.Statistics;

/// <summary>How a group sequential test spends its risk over its looks. K. K. G. Lan and D. L. DeMets, Biometrika 70 (1983).</summary>
public enum SpendingFunction
{
    /// <summary>Hardly any at first and nearly all at the end, after O'Brien and Fleming: α(t) = 4 - 4Φ(z/√t), z the quantile of 1 - α/4.</summary>
    OBrienFleming,

    /// <summary>About evenly, after Pocock: α(t) = α ln(1 + (e - 1)t).</summary>
    Pocock,
}
