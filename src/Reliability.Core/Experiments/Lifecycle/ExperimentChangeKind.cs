namespace Reliability.Experiments;

/// <summary>What somebody did to an experiment.</summary>
public enum ExperimentChangeKind
{
    /// <summary>A change that this version of the package does not know.</summary>
    Unknown = 0,

    /// <summary>It was created, as a draft.</summary>
    Created,

    /// <summary>Its definition was edited.</summary>
    Edited,

    /// <summary>It was started.</summary>
    Started,

    /// <summary>It was paused.</summary>
    Paused,

    /// <summary>It was resumed.</summary>
    Resumed,

    /// <summary>It was concluded.</summary>
    Concluded,

    /// <summary>It was rolled back: everybody gets the control.</summary>
    RolledBack,
}
