namespace Reliability;

/// <summary>Provides methods that record deployments.</summary>
public static class DeploymentBuilderExtensions
{
    /// <summary>
    /// Records a deployment when a host starts with another version than the one that was deployed last: once, however many hosts start.
    /// A return to an earlier version is a rollback when the later one has had no live host for
    /// <see cref="DeploymentOptions.RollbackAfter"/>.
    /// </summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="configure">Changes the options. Default: the version of the entry assembly and the environment of the host.</param>
    public static ReliabilityBuilder RecordDeployments(this ReliabilityBuilder builder, Action<DeploymentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Configure(options =>
        {
            options.Deployments.RecordHosts = true;
            configure?.Invoke(options.Deployments);
        });
    }
}
