namespace Reliability.Dashboard.Internal;

/// <summary>Everything that the page of an experiment shows.</summary>
internal sealed record ExperimentDocument : PageDocument
{
    public required ExperimentRow Experiment { get; init; }

    /// <summary>Gets what the experiment is to show.</summary>
    public string? Hypothesis { get; init; }

    /// <summary>Gets the version that a change must name.</summary>
    public required string Etag { get; init; }

    /// <summary>Gets the p-value of the sample ratio test.</summary>
    public decimal? SampleRatioPValue { get; init; }

    /// <summary>Gets the number of units that were seen in two arms, and so count in none.</summary>
    public required long Crossed { get; init; }

    public required IReadOnlyList<ArmRow> Arms { get; init; }

    /// <summary>Gets the reasons of the verdict, the deciding ones first.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Gets the rules by which the experiment decides, in words.</summary>
    public required IReadOnlyList<string> Design { get; init; }

    /// <summary>Gets the effects: primary metrics, then guardrails, then secondary ones.</summary>
    public required IReadOnlyList<EffectRow> Effects { get; init; }

    public required IReadOnlyList<LiftSeries> Lifts { get; init; }

    public required IReadOnlyList<ExposureSeries> Exposures { get; init; }

    /// <summary>Gets the last things that happened to the service since the start, the earliest first.</summary>
    public IReadOnlyList<MarkerRow> Markers { get; init; } = [];

    /// <summary>Gets the changes, the newest first.</summary>
    public required IReadOnlyList<ChangeRow> History { get; init; }
}
