using Reliability.Releases;

namespace Reliability;

/// <summary>Options for the deployments that hosts record, and for their test results at the release gate.</summary>
public sealed class DeploymentOptions
{
    /// <summary>
    /// Gets or sets a value indicating whether a host that starts with another version than the one that was deployed last records a
    /// deployment of <see cref="ReliabilityOptions.Service"/>. All hosts together record it once. In code, call <c>RecordDeployments()</c>.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool RecordHosts { get; set; }

    /// <summary>Gets or sets the version that this host runs.</summary>
    /// <value>1 to 200 characters without control characters. Default: <see langword="null"/>, which means the informational version of the
    /// entry assembly.</value>
    public string? Version { get; set; }

    /// <summary>Gets or sets the environment of this host.</summary>
    /// <value>1 to 100 characters without control characters. Default: <see langword="null"/>, which means that of the host
    /// (<c>IHostEnvironment</c>), or <c>Production</c>.</value>
    public string? Environment { get; set; }

    /// <summary>Gets or sets the interval at which one host of each version looks at the versions of the others.</summary>
    /// <value>1 second to 1 minute. Default: 15 seconds.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Gets or sets how long the version that was deployed last must have had no live host until a host with an earlier version records a
    /// rollback. A host that crashes and restarts within this time is no rollback.
    /// </summary>
    /// <value>1 minute to 1 day. Default: 5 minutes.</value>
    public TimeSpan RollbackAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Gets or sets the verdict of the release gate when tests of the newest deployment failed
    /// (<see cref="DeploymentTestCheck.FailedTestsCode"/>).
    /// </summary>
    /// <value>Default: <see langword="null"/>, which means that the gate does not look at tests that failed.</value>
    public GateVerdict? OnFailedTests { get; set; }

    /// <summary>
    /// Gets or sets the verdict of the release gate when the newest deployment has no test results
    /// (<see cref="DeploymentTestCheck.MissingTestsCode"/>).
    /// </summary>
    /// <value>Default: <see langword="null"/>, which means that the gate does not ask for results.</value>
    public GateVerdict? OnMissingTests { get; set; }
}
