namespace Reliability.Storage;

/// <summary>What became of a write to a document.</summary>
public enum WriteOutcome
{
    /// <summary>Nothing is known; no operation returns it.</summary>
    Unknown = 0,

    /// <summary>The document has the version of the write, now or from an earlier attempt of the same write.</summary>
    Stored,

    /// <summary>The document has another version than the writer expected, or is absent, or exists already; nothing changed.</summary>
    Conflict,
}
