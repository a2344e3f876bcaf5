using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>The complete input of a report, besides the experiment itself: the same evidence gives the same report.</summary>
public sealed record ExperimentEvidence
{
    /// <summary>Gets the running sums of the arms.</summary>
    public required EnrollmentSummary Sums { get; init; }

    /// <summary>Gets the time at which the sums were read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// Gets the shares of the planned units at each look so far, including this one. The list is empty for a design in which every look
    /// counts.
    /// </summary>
    public IReadOnlyList<double> Looks { get; init; } = [];

    /// <summary>
    /// Gets the units that were assigned under each set of shares. It is given, and required, only if the shares changed after the start.
    /// </summary>
    public IReadOnlyList<SamplePeriod> Periods { get; init; } = [];
}
