namespace Reliability.Experiments;

/// <summary>What the evidence says of one metric in one arm.</summary>
public enum EffectOutcome
{
    /// <summary>Not enough to say.</summary>
    Unclear = 0,

    /// <summary>Better than the control.</summary>
    Better = 1,

    /// <summary>Worse than the control.</summary>
    Worse = 2,

    /// <summary>The whole interval of the lift lies within the smallest effect that matters.</summary>
    Equivalent = 3,
}
