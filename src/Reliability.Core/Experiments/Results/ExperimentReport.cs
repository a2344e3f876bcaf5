using Reliability.Statistics;

namespace Reliability.Experiments;

/// <summary>The results of an experiment so far.</summary>
public sealed record ExperimentReport
{
    /// <summary>Gets the service that runs the experiment.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the key of the experiment.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the revision of the experiment that was analyzed.</summary>
    public required int Revision { get; init; }

    /// <summary>
    /// Gets the time to which the report refers. Between the looks of a design with planned units, it is the time of the last look.
    /// </summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Gets the key of the winner, or <see langword="null"/> if there is none.</summary>
    public string? Winner { get; init; }

    /// <summary>Gets the human-readable reasons: first the deciding ones, then further information.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Gets the rules by which the experiment decides.</summary>
    public required ExperimentDesign Design { get; init; }

    /// <summary>Gets the number of looks that counted so far, or <see langword="null"/> if every look counts.</summary>
    public int? Looks { get; init; }

    /// <summary>Gets the time for which the experiment has been running, without pauses.</summary>
    public required TimeSpan RunningFor { get; init; }

    /// <summary>Gets the result of the sample ratio test, or <see langword="null"/> if it could not be made.</summary>
    public SampleRatioResult? SampleRatio { get; init; }

    /// <summary>Gets the number of units that were seen in two arms, and so count in none.</summary>
    public required long Crossed { get; init; }

    /// <summary>Gets the arms in the order of the definition.</summary>
    public required IReadOnlyList<ArmReport> Arms { get; init; }

    /// <summary>Gets the metrics in the order of the definition.</summary>
    public required IReadOnlyList<MetricReport> Metrics { get; init; }
}
