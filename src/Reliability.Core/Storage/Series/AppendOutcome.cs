namespace Reliability.Storage;

/// <summary>What became of a batch.</summary>
public enum AppendOutcome
{
    /// <summary>Nothing is known; no operation returns it.</summary>
    Unknown = 0,

    /// <summary>The batch was added, together with its sequence.</summary>
    Applied,

    /// <summary>The batch, or a later one of its producer, had been added before; nothing changed.</summary>
    Duplicate,
}
