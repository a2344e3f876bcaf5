namespace Reliability.Jobs.Internal;

/// <summary>A subject whose last round failed in a process.</summary>
/// <param name="Job">The job that failed.</param>
/// <param name="Kind">The kind of the subject.</param>
/// <param name="Name">The subject.</param>
/// <param name="Until">Until when others go before that process, by the clock of the store; then it tries again like any other.</param>
internal sealed record FailingSubject(string Job, string Kind, string Name, DateTimeOffset Until);
