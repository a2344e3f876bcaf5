namespace Reliability.Dashboard.Internal;

/// <summary>The results of the tests of a deployment.</summary>
internal sealed record DeploymentTestRow
{
    /// <summary>Gets the result in a word.</summary>
    public required string Result { get; init; }

    public required int Passed { get; init; }

    public required int Failed { get; init; }

    public required int Skipped { get; init; }
}
