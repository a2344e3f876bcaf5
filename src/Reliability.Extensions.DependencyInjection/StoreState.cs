namespace Reliability;

/// <summary>How a set-up's store answered last.</summary>
public enum StoreState
{
    /// <summary>It has not been asked yet.</summary>
    Unknown,

    /// <summary>It took what it was sent.</summary>
    Healthy,

    /// <summary>It did not; measurements queue in memory and are sent again.</summary>
    Failing,
}
