namespace Reliability.AspNetCore.Internal;

/// <param name="Statuses">How each budget stands.</param>
/// <param name="LateJobs">The work in the background that is overdue: what is shown may be older than it should be, and alerts may be missing.</param>
internal sealed record StatusList(IReadOnlyList<StatusResource> Statuses, IReadOnlyList<JobResource> LateJobs);
