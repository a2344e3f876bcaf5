namespace Reliability.Slos;

/// <summary>What a time slice counts as when nobody measured in it, or nothing happened.</summary>
public enum MissingSlice
{
    /// <summary>As good: quiet times are fine.</summary>
    Good,

    /// <summary>As bad: silence is an outage.</summary>
    Bad,

    /// <summary>Not at all.</summary>
    Exclude,
}
