using Reliability.Jobs;

namespace Reliability.Alerting;

/// <summary>Names the alerts of an <see cref="IAlertSource"/> and the job that judges them, so that orphaned ones are found.</summary>
public sealed record AlertSourceJob
{
    /// <summary>Gets the <see cref="IAlertSource.Name"/> of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Gets the <see cref="JobSubject.Kind"/> of its subjects.</summary>
    public required string SubjectKind { get; init; }

    /// <summary>Gets the name of the job, as in <see cref="JobCoordinator.Declare"/>.</summary>
    public required string JobName { get; init; }

    /// <summary>
    /// Gets the subjects that this process judges. They count only where the live processes are not known. Default: none.
    /// </summary>
    public IReadOnlyList<JobSubject> Watched { get; init; } = [];
}
