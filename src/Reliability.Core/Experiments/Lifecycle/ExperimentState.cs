namespace Reliability.Experiments;

/// <summary>Specifies the state of an experiment: draft, running, paused or rolled back and running again, concluded.</summary>
public enum ExperimentState
{
    /// <summary>The experiment assigns no units, and everything about it may be edited.</summary>
    Draft = 0,

    /// <summary>The experiment assigns and counts units.</summary>
    Running = 1,

    /// <summary>The experiment assigns and counts no units until it is resumed.</summary>
    Paused = 2,

    /// <summary>The experiment has ended: it assigns and counts no units, and it can no longer be changed.</summary>
    Concluded = 3,

    /// <summary>All units get the control and none count, until the experiment is resumed or concluded.</summary>
    RolledBack = 4,
}
