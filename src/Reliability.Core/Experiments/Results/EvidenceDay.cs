namespace Reliability.Experiments;

/// <summary>The stored evidence of one day of an experiment, and what could be concluded from it at any time.</summary>
public sealed record EvidenceDay
{
    /// <summary>Gets the local day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>
    /// Gets the evidence. It was read after the end of the day, at <see cref="ExperimentEvidence.At"/>: soon after it, or later if no
    /// process ran then. That of a conclusion is the evidence on which it is based.
    /// </summary>
    public required ExperimentEvidence Evidence { get; init; }

    /// <summary>
    /// Gets the metrics in the order of the definition, with intervals that hold at all times together
    /// (<see cref="ExperimentAnalysis.CompareAtAnyTime"/>). The effects are empty while a design with planned units shows no results.
    /// </summary>
    public required IReadOnlyList<MetricReport> Metrics { get; init; }

    /// <summary>
    /// Gets a value indicating whether the evidence is that of the conclusion of the experiment, on the day of the conclusion.
    /// </summary>
    public bool IsConclusion { get; init; }
}
