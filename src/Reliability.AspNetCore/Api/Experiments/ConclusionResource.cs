using Reliability.Experiments;

namespace Reliability.AspNetCore.Internal;

/// <summary>The conclusion of an experiment. The report of the experiment has the results on which it is based.</summary>
internal sealed record ConclusionResource(
    string Shipped, string Verdict, IReadOnlyList<string> Overridden, int AnalysisVersion, string LibraryVersion)
{
    public static ConclusionResource From(ExperimentConclusion conclusion) => new(
        conclusion.Shipped,
        conclusion.Report.Verdict.ToString(),
        conclusion.Overridden,
        conclusion.AnalysisVersion,
        conclusion.LibraryVersion);
}
