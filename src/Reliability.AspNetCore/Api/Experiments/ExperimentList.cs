namespace Reliability.AspNetCore.Internal;

/// <summary>A page of experiments. <c>Next</c> is the key to pass as <c>after</c>, or null on the last page.</summary>
internal sealed record ExperimentList(
    IReadOnlyList<ExperimentSummary> Experiments, int Total, string? Next, IReadOnlyList<UnreadableExperimentResource> Unreadable);
