namespace Reliability.Experiments.Internal;

/// <summary>An experiment as it is stored, format 1: its history lies in the same document, so that no change is without its entry.</summary>
internal sealed record ExperimentRecord
{
    public const int Format = 1;

    public int V { get; init; } = Format;

    public required ExperimentState State { get; init; }

    public required ExperimentDefinition Definition { get; init; }

    public required IReadOnlyList<ExperimentChange> History { get; init; }

    public ExperimentConclusion? Conclusion { get; init; }
}
