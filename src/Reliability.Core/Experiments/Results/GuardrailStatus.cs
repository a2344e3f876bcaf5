namespace Reliability.Experiments;

/// <summary>Specifies the status of a guardrail in one arm.</summary>
public enum GuardrailStatus
{
    /// <summary>The interval contains values on both sides of the margin.</summary>
    Open = 0,

    /// <summary>The whole interval is better than the margin.</summary>
    Kept = 1,

    /// <summary>The whole interval is worse than the margin.</summary>
    Broken = 2,
}
