using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>All that a report is made from, besides the experiment itself: the same evidence gives the same report.</summary>
public sealed record ExperimentEvidence
{
    /// <summary>The running sums of the arms.</summary>
    public required EnrollmentSummary Sums { get; init; }

    /// <summary>When they were read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The shares of the planned units that were in at each look so far, this one included; empty for a design whose looks all count.</summary>
    public IReadOnlyList<double> Looks { get; init; } = [];

    /// <summary>The units that came under each set of shares; needed, and given, only when the shares changed after the start.</summary>
    public IReadOnlyList<SamplePeriod> Periods { get; init; } = [];
}
