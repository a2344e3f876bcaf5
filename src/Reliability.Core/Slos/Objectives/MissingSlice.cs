namespace Reliability.Slos;

/// <summary>Specifies how a time slice counts that has no measurements or no events.</summary>
public enum MissingSlice
{
    /// <summary>The slice does not count.</summary>
    Exclude = 0,

    /// <summary>The slice counts as good: no traffic means no failure.</summary>
    Good,

    /// <summary>The slice counts as bad: missing data means an outage.</summary>
    Bad,
}
