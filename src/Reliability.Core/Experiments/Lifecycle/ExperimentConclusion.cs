namespace Reliability.Experiments;

/// <summary>The conclusion of an experiment with everything on which the decision was based. It never changes.</summary>
public sealed record ExperimentConclusion
{
    /// <summary>
    /// Gets the key of the variant that was chosen. The library does not assign it: a concluded experiment returns no variant, so make the
    /// variant the default of your code first.
    /// </summary>
    public required string Shipped { get; init; }

    /// <summary>
    /// Gets the reasons against the conclusion that were overridden. The list is empty if there were none. The history holds the author and
    /// the reason.
    /// </summary>
    public required IReadOnlyList<string> Overridden { get; init; }

    /// <summary>Gets the evidence on which the decision is based.</summary>
    public required ExperimentEvidence Evidence { get; init; }

    /// <summary>
    /// Gets the report on the evidence. <see cref="ExperimentAnalysis.Reproduce"/> computes it again from <see cref="Evidence"/>.
    /// </summary>
    public required ExperimentReport Report { get; init; }

    /// <summary>Gets the version of the analysis rules, <see cref="ExperimentAnalysis.Version"/>.</summary>
    public required int AnalysisVersion { get; init; }

    /// <summary>Gets the version of the library that created the report.</summary>
    public required string LibraryVersion { get; init; }

    /// <summary>Gets the seed of the assignment.</summary>
    public required string Seed { get; init; }

    /// <summary>Gets the scheme of the assignment.</summary>
    public required string Scheme { get; init; }
}
