namespace Reliability.Experiments;

/// <summary>Where an experiment stands in its life: draft, running, paused or rolled back and running again, concluded.</summary>
public enum ExperimentState
{
    /// <summary>It takes nobody, and everything about it may be edited.</summary>
    Draft = 0,

    /// <summary>It assigns and counts.</summary>
    Running = 1,

    /// <summary>It assigns nobody and counts nothing until it is resumed.</summary>
    Paused = 2,

    /// <summary>It is over: it assigns nobody, counts nothing, and nothing about it changes any more.</summary>
    Concluded = 3,

    /// <summary>Everybody gets the control and nothing is counted, until it is resumed or concluded.</summary>
    RolledBack = 4,
}
