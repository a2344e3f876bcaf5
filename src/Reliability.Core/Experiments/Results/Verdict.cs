namespace Reliability.Experiments;

/// <summary>Specifies the verdict of an experiment.</summary>
public enum Verdict
{
    /// <summary>The evidence does not allow a decision. This is the default.</summary>
    Inconclusive = 0,

    /// <summary>A variant is better than the control in a primary metric, worse in none, and breaks no guardrail.</summary>
    Winner = 1,

    /// <summary>Every variant is worse than the control in a primary metric or breaks a guardrail.</summary>
    Loser = 2,

    /// <summary>Any difference in the primary metrics is smaller than the smallest effect that matters.</summary>
    NoDifference = 3,

    /// <summary>The assignment or the counting of units is broken, and the results are not valid.</summary>
    Invalid = 4,
}
