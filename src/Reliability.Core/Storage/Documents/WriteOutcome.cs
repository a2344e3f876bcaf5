namespace Reliability.Storage;

/// <summary>Specifies the outcome of a write to a document.</summary>
public enum WriteOutcome
{
    /// <summary>The outcome is unknown. No operation returns this value.</summary>
    Unknown = 0,

    /// <summary>The document has the version of the write, from this attempt or from an earlier attempt of the same write.</summary>
    Stored,

    /// <summary>The document has another version than the writer expected, does not exist, or already exists. Nothing changed.</summary>
    Conflict,
}
