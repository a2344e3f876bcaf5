namespace Reliability.Releases;

/// <summary>A deployment of a service.</summary>
public sealed record Deployment
{
    /// <summary>Gets the ID, unique within the service: that of the change that recorded its start.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the environment.</summary>
    public required string Environment { get; init; }

    /// <summary>Gets the version.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the time of the start.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets the time of the end, or <see langword="null"/> while the deployment runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Gets the state.</summary>
    public required DeploymentStatus Status { get; init; }

    /// <summary>Gets the person or process that recorded the start.</summary>
    public required string By { get; init; }

    /// <summary>Gets the commits, in the order in which they were given.</summary>
    public IReadOnlyList<DeploymentCommit> Commits { get; init; } = [];

    /// <summary>Gets the ID of the deployment that this one withdraws, or <see langword="null"/> if it is no rollback.</summary>
    public string? RollbackOf { get; init; }

    /// <summary>Gets the test results, by suite, in the order of their first report. Default: none.</summary>
    public IReadOnlyList<DeploymentTestSuite> TestSuites { get; init; } = [];

    /// <summary>Gets what is doubtful about the data.</summary>
    public DeploymentDoubts Flags { get; init; }

    /// <summary>
    /// Gets the number of the last change in the history of the deployments of the service. It grows with each change of this deployment.
    /// </summary>
    public required long Revision { get; init; }

    /// <summary>
    /// Gets the sum of the test results of all suites, or <see langword="null"/> if there are none. A suite without tests does not pass, so
    /// the sum is then aborted.
    /// </summary>
    public TestResults? Tests => TestSuites.Count == 0 ? null : new TestResults
    {
        Passed = Sum(one => one.Passed),
        Failed = Sum(one => one.Failed),
        Skipped = Sum(one => one.Skipped),
        IsAborted = TestSuites.Any(one => one.Results.IsAborted || one.Results.Total == 0),
        FailedTests = [.. TestSuites.SelectMany(one => one.Results.FailedTests).Take(TestResults.MaxFailedTests)],
    };

    /// <summary>Gets the position of the change that recorded the start: the order in which deployments became known.</summary>
    internal long Position { get; init; }

    private int Sum(Func<TestResults, int> count) => (int)Math.Min(int.MaxValue, TestSuites.Sum(one => (long)count(one.Results)));
}
