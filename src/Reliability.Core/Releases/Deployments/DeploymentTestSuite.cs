namespace Reliability.Releases;

/// <summary>The results of one suite of tests of a deployment.</summary>
public sealed record DeploymentTestSuite
{
    /// <summary>Gets the name of the suite.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the time at which the results were attached.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Gets the results.</summary>
    public required TestResults Results { get; init; }
}
