namespace Reliability.Experiments;

/// <summary>The end of an experiment, with all that it was decided on; it never changes.</summary>
public sealed record ExperimentConclusion
{
    /// <summary>The key of the variant that was decided on. The library gives it to nobody: a concluded experiment decides for no variant, so make it your code's own way first.</summary>
    public required string Shipped { get; init; }

    /// <summary>What stood against it and was overridden; empty when nothing did. Who and why is in the history.</summary>
    public required IReadOnlyList<string> Overridden { get; init; }

    /// <summary>What the decision rests on.</summary>
    public required ExperimentEvidence Evidence { get; init; }

    /// <summary>What it said. <see cref="ExperimentAnalysis.Reproduce"/> makes the same again from <see cref="Evidence"/>.</summary>
    public required ExperimentReport Report { get; init; }

    /// <summary>The number of the rules of analysis, <see cref="ExperimentAnalysis.Version"/>.</summary>
    public required int AnalysisVersion { get; init; }

    /// <summary>The version of the library that made the report.</summary>
    public required string LibraryVersion { get; init; }

    /// <summary>The seed of the assignment.</summary>
    public required string Seed { get; init; }

    /// <summary>The scheme of the assignment.</summary>
    public required string Scheme { get; init; }
}
