namespace Reliability.Storage;

/// <summary>What became of an append.</summary>
public enum EventAppendOutcome
{
    /// <summary>Nothing is known; no operation returns it.</summary>
    Unknown = 0,

    /// <summary>The events were appended.</summary>
    Appended,

    /// <summary>An append of the same id had been made before; nothing changed.</summary>
    Duplicate,

    /// <summary>The stream does not end where the writer expected; nothing changed.</summary>
    Conflict,
}
