namespace Reliability.Slos;

/// <summary>What a time slice counts as when nobody measured in it, or nothing happened.</summary>
public enum MissingSlice
{
    /// <summary>Not at all.</summary>
    Exclude = 0,

    /// <summary>As good: quiet times are fine.</summary>
    Good,

    /// <summary>As bad: silence is an outage.</summary>
    Bad,
}
