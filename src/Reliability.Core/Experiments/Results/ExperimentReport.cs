using Reliability.Statistics;

namespace Reliability.Experiments;

/// <summary>What an experiment has shown so far.</summary>
public sealed record ExperimentReport
{
    /// <summary>The service that runs it.</summary>
    public required string Service { get; init; }

    /// <summary>The experiment.</summary>
    public required string Key { get; init; }

    /// <summary>The version of the experiment that was looked at.</summary>
    public required int Revision { get; init; }

    /// <summary>The moment that it speaks of. Between the looks of a design with planned units that is the last look.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the evidence says.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The key of the winner, or <see langword="null"/>.</summary>
    public string? Winner { get; init; }

    /// <summary>Why, for people: what decided first, then what else to know.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>How it decides.</summary>
    public required InferenceDesign Design { get; init; }

    /// <summary>How many looks counted so far; <see langword="null"/> when every look does.</summary>
    public int? Looks { get; init; }

    /// <summary>How long it has been running, pauses not counted.</summary>
    public required TimeSpan RunningFor { get; init; }

    /// <summary>Whether units came to the arms as planned; <see langword="null"/> when that could not be tested.</summary>
    public SampleRatioResult? SampleRatio { get; init; }

    /// <summary>How many units were seen in two arms, and count in none.</summary>
    public required long Crossed { get; init; }

    /// <summary>The arms in the order of the definition.</summary>
    public required IReadOnlyList<ArmReport> Arms { get; init; }

    /// <summary>The metrics in the order of the definition.</summary>
    public required IReadOnlyList<MetricReport> Metrics { get; init; }
}
