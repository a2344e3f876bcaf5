namespace Reliability.Recording;

/// <summary>Whether a source of an objective's events exists.</summary>
public enum FeedState
{
    /// <summary>The source has not appeared in this process, so that the absence of events shows nothing.</summary>
    NeverHeard = 0,

    /// <summary>The source exists: the absence of events means that nothing happened.</summary>
    Connected,
}
