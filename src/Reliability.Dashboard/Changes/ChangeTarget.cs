namespace Reliability.Dashboard.Internal;

/// <summary>The kind of item that a change is about.</summary>
internal enum ChangeTarget
{
    None = 0,

    /// <summary>The release gate of a service.</summary>
    Service,

    /// <summary>The budget of an objective.</summary>
    Objective,

    /// <summary>The life cycle of an experiment.</summary>
    Experiment,

    /// <summary>The shifts of a metric.</summary>
    Metric,
}
