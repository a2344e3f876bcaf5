namespace Reliability.Storage;

/// <summary>Specifies the outcome of appending a batch.</summary>
public enum AppendOutcome
{
    /// <summary>The outcome is unknown. No operation returns this value.</summary>
    Unknown = 0,

    /// <summary>The batch was added, together with its sequence.</summary>
    Applied,

    /// <summary>The batch, or a later one of its producer, had been added before. Nothing changed.</summary>
    Duplicate,
}
