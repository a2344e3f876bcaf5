namespace Reliability.Dashboard.Internal;

/// <summary>What happened at an instant of a chart.</summary>
internal enum MarkerKind
{
    /// <summary>No kind is chosen. It is not valid.</summary>
    None,

    /// <summary>An entry of the ledger changed the budget.</summary>
    Ledger,

    /// <summary>A version was deployed.</summary>
    Deployment,

    /// <summary>An incident began.</summary>
    Incident,

    /// <summary>An experiment began or ended.</summary>
    Experiment,

    /// <summary>The level of a metric shifted.</summary>
    Shift,

    /// <summary>Something else happened, which the label names.</summary>
    Event,
}
