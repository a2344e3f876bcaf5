namespace Reliability.Storage;

/// <summary>Specifies the outcome of a deletion.</summary>
public enum DeleteOutcome
{
    /// <summary>The outcome is unknown. No operation returns this value.</summary>
    Unknown = 0,

    /// <summary>The document was deleted.</summary>
    Deleted,

    /// <summary>The document does not exist. An earlier attempt may have deleted it.</summary>
    NotFound,

    /// <summary>The document has another version than the caller expected. Nothing changed.</summary>
    Conflict,
}
