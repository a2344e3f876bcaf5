namespace Reliability.Incidents;

/// <summary>Specifies what a change did to a postmortem.</summary>
public enum PostmortemChangeKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>It was drafted from its incident.</summary>
    Drafted,

    /// <summary>Its content was changed.</summary>
    Edited,

    /// <summary>One of its actions was added or changed.</summary>
    ActionSet,

    /// <summary>It went to review.</summary>
    Submitted,

    /// <summary>It became a draft again.</summary>
    Returned,

    /// <summary>It became final.</summary>
    Finalized,
}
