namespace Reliability.Experiments;

/// <summary>What somebody did to an experiment.</summary>
public enum ExperimentChangeKind
{
    /// <summary>It was created, as a draft.</summary>
    Created = 0,

    /// <summary>Its definition was edited.</summary>
    Edited = 1,

    /// <summary>It was started.</summary>
    Started = 2,

    /// <summary>It was paused.</summary>
    Paused = 3,

    /// <summary>It was resumed.</summary>
    Resumed = 4,

    /// <summary>It was concluded.</summary>
    Concluded = 5,

    /// <summary>It was rolled back: everybody gets the control.</summary>
    RolledBack = 6,
}
