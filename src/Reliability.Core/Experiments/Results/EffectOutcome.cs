namespace Reliability.Experiments;

/// <summary>Specifies the outcome of one metric in one arm.</summary>
public enum EffectOutcome
{
    /// <summary>There is not enough evidence.</summary>
    Unclear = 0,

    /// <summary>The arm is better than the control.</summary>
    Better = 1,

    /// <summary>The arm is worse than the control.</summary>
    Worse = 2,

    /// <summary>The whole interval of the lift lies within the smallest effect that matters.</summary>
    Equivalent = 3,
}
