namespace Reliability.Debt;

/// <summary>Specifies when an item of technical debt should be addressed.</summary>
public enum DebtBand
{
    /// <summary>The scorer does not say: numbers are missing, or its scale has no thresholds.</summary>
    Unknown = 0,

    /// <summary>Address immediately.</summary>
    Immediately,

    /// <summary>Address in the next sprint.</summary>
    NextSprint,

    /// <summary>Address when possible.</summary>
    WhenPossible,
}
