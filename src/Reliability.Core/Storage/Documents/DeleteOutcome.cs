namespace Reliability.Storage;

/// <summary>What became of a deletion.</summary>
public enum DeleteOutcome
{
    /// <summary>Nothing is known; no operation returns it.</summary>
    Unknown = 0,

    /// <summary>The document was deleted.</summary>
    Deleted,

    /// <summary>There is no such document; an earlier attempt may have deleted it.</summary>
    NotFound,

    /// <summary>The document has another version than the caller expected; nothing changed.</summary>
    Conflict,
}
