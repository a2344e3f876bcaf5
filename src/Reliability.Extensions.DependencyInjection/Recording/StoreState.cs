namespace Reliability;

/// <summary>The state of the store of a setup at its last use.</summary>
public enum StoreState
{
    /// <summary>The store has not been used yet.</summary>
    Unknown,

    /// <summary>The store accepted the last write.</summary>
    Healthy,

    /// <summary>The store failed; measurements wait in memory and are sent again.</summary>
    Failing,
}
