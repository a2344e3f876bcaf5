namespace Reliability.Experiments;

/// <summary>What the evidence says.</summary>
public enum Verdict
{
    /// <summary>Not yet, or not at all: the honest default.</summary>
    Inconclusive = 0,

    /// <summary>A variant is better than the control in a primary metric, worse in none, and breaks no guardrail.</summary>
    Winner = 1,

    /// <summary>Every variant is worse than the control in a primary metric or breaks a guardrail.</summary>
    Loser = 2,

    /// <summary>Whatever difference there is in the primary metrics, it is smaller than what was said to matter.</summary>
    NoDifference = 3,

    /// <summary>Something is broken in how units were assigned or counted: nothing here means anything.</summary>
    Invalid = 4,
}
