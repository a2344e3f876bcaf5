namespace Reliability.AspNetCore.Internal;

internal sealed record JobList(
    IReadOnlyList<JobResource> Jobs,
    IReadOnlyList<ConflictResource> Conflicts,
    double? ClockOffsetSeconds,
    IReadOnlyList<UnreadableResource> Unreadable);
