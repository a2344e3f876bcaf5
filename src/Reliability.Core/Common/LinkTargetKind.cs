namespace Reliability.Common;

/// <summary>Specifies what a link to a record of another capability names.</summary>
public enum LinkTargetKind
{
    /// <summary>The kind is unknown. No source has this value.</summary>
    Unknown = 0,

    /// <summary>An incident, by its id.</summary>
    Incident,

    /// <summary>An objective, by its name.</summary>
    Objective,
}
