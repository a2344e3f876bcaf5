namespace Reliability.Experiments.Internal;

/// <summary>The stored form of <see cref="ExperimentConclusion"/>.</summary>
internal sealed record StoredConclusion
{
    public required string Shipped { get; init; }

    public required IReadOnlyList<string> Overridden { get; init; }

    public required StoredEvidence Evidence { get; init; }

    public required StoredReport Report { get; init; }

    public required int AnalysisVersion { get; init; }

    public required string LibraryVersion { get; init; }

    public required string Seed { get; init; }

    public required string Scheme { get; init; }

    public static StoredConclusion Of(ExperimentConclusion one) => new()
    {
        Shipped = one.Shipped,
        Overridden = [.. one.Overridden],
        Evidence = StoredEvidence.Of(one.Evidence),
        Report = StoredReport.Of(one.Report),
        AnalysisVersion = one.AnalysisVersion,
        LibraryVersion = one.LibraryVersion,
        Seed = one.Seed,
        Scheme = one.Scheme,
    };

    public ExperimentConclusion ToConclusion() => new()
    {
        Shipped = Shipped,
        Overridden = [.. Overridden],
        Evidence = Evidence.ToEvidence(),
        Report = Report.ToReport(),
        AnalysisVersion = AnalysisVersion,
        LibraryVersion = LibraryVersion,
        Seed = Seed,
        Scheme = Scheme,
    };
}
