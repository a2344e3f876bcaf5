namespace Reliability.AspNetCore.Internal;

/// <param name="Statuses">The status of each budget.</param>
/// <param name="LateJobs">The background jobs that are overdue. The statuses can be outdated, and alerts can be missing.</param>
internal sealed record StatusList(IReadOnlyList<StatusResource> Statuses, IReadOnlyList<JobResource> LateJobs);
