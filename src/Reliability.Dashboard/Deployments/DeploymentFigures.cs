using Reliability.Releases;

namespace Reliability.Dashboard.Internal;

/// <summary>Returns the rows about deployments.</summary>
internal static class DeploymentFigures
{
    private static readonly (DeploymentDoubts Doubt, string Text)[] _notes =
    [
        (DeploymentDoubts.CommitAfterDeployment, "a commit is later than the deployment"),
        (DeploymentDoubts.Observed, "seen at a host, not reported"),
    ];

    public static DeploymentRow Row(Deployment one) => new()
    {
        Id = one.Id,
        Service = one.Service,
        Version = one.Version,
        Environment = one.Environment,
        Status = one.Status == DeploymentStatus.RolledBack ? "Rolled back" : one.Status.ToString(),
        By = one.By,
        StartedAt = one.StartedAt,
        Seconds = one.EndedAt is { } end ? IncidentFigures.Seconds(end - one.StartedAt) : null,
        RollbackOf = one.RollbackOf,
        Commits = one.Commits.Count,
        Tests = one.Tests is { } tests ? Tests(tests) : null,
        Notes = (one.Flags & (DeploymentDoubts.CommitAfterDeployment | DeploymentDoubts.Observed)) == DeploymentDoubts.None
            ? null
            : string.Join("; ", _notes.Where(note => (one.Flags & note.Doubt) != DeploymentDoubts.None).Select(note => note.Text)),
    };

    private static DeploymentTestRow Tests(TestResults tests) => new()
    {
        Result = tests.IsPassed ? "Passed" : tests.Failed > 0 ? "Failed" : tests.IsAborted ? "Aborted" : "None passed",
        Passed = tests.Passed,
        Failed = tests.Failed,
        Skipped = tests.Skipped,
    };
}
