namespace Reliability.Experiments;

/// <summary>Specifies the kind of a change of an experiment.</summary>
public enum ExperimentChangeKind
{
    /// <summary>A change that this version of the package does not know.</summary>
    Unknown = 0,

    /// <summary>The experiment was created as a draft.</summary>
    Created,

    /// <summary>The definition was edited.</summary>
    Edited,

    /// <summary>The experiment was started.</summary>
    Started,

    /// <summary>The experiment was paused.</summary>
    Paused,

    /// <summary>The experiment was resumed.</summary>
    Resumed,

    /// <summary>The experiment was concluded.</summary>
    Concluded,

    /// <summary>The experiment was rolled back: all units get the control.</summary>
    RolledBack,
}
