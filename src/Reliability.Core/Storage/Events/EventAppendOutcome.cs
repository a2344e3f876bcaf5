namespace Reliability.Storage;

/// <summary>Specifies the outcome of an append.</summary>
public enum EventAppendOutcome
{
    /// <summary>The outcome is unknown. No operation returns this value.</summary>
    Unknown = 0,

    /// <summary>The events were appended.</summary>
    Appended,

    /// <summary>An append with the same id was made before. Nothing changed.</summary>
    Duplicate,

    /// <summary>The stream does not end at the position that the writer expected. Nothing changed.</summary>
    Conflict,
}
