namespace Reliability.Experiments.Internal;

/// <summary>The looks that were taken at an experiment with planned units, format 1: what they saw last stands until the next is due.</summary>
internal sealed record LookRecord
{
    public const int Format = 1;

    public int V { get; init; } = Format;

    public required ExperimentEvidence Last { get; init; }
}
