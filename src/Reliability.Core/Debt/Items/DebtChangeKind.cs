namespace Reliability.Debt;

/// <summary>Specifies the kind of a change of an item of technical debt.</summary>
public enum DebtChangeKind
{
    /// <summary>A change that this version of the package does not know.</summary>
    Unknown = 0,

    /// <summary>The item was registered.</summary>
    Registered,

    /// <summary>The definition was edited.</summary>
    Edited,

    /// <summary>The item was resolved.</summary>
    Resolved,

    /// <summary>The item was re-opened, or the acceptance of its risk was ended.</summary>
    Reopened,

    /// <summary>The risk was accepted.</summary>
    Accepted,

    /// <summary>An incident or an objective was linked.</summary>
    Linked,

    /// <summary>A link was removed.</summary>
    Unlinked,
}
