namespace Reliability.Incidents;

/// <summary>Specifies the outcome of a change of a postmortem.</summary>
public enum PostmortemOutcome
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The change is stored.</summary>
    Stored,

    /// <summary>Somebody else changed the postmortem in the meantime. Nothing was stored.</summary>
    Conflict,

    /// <summary>The change does not fit the state of the postmortem or of its incident. Nothing was stored.</summary>
    Rejected,

    /// <summary>The incident or the action that the change names does not exist. Nothing was stored.</summary>
    NotFound,
}
