using Reliability.Storage;

namespace Reliability.Releases;

/// <summary>
/// Records the deployments of the services of a setup. Every change is an entry of an append-only history with author and reason, and is
/// made once by its <see cref="Common.ChangeRequest.Id"/>. A conflict, a duplicate and an unknown ID are results and not exceptions.
/// </summary>
/// <remarks>Every method throws <see cref="KeyNotFoundException"/> for a service that is not one of <see cref="Services"/>, and
/// <see cref="StoreException"/> if the store fails; it is then safe to send the same request again.</remarks>
public interface IDeployments
{
    /// <summary>Gets the services whose deployments are recorded.</summary>
    IReadOnlyList<string> Services { get; }

    /// <summary>Records that a deployment has started.</summary>
    /// <param name="request">The deployment.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <returns>Not found if the deployment that it rolls back does not exist; a conflict if another change has the ID.</returns>
    /// <exception cref="ArgumentException">A time is outside its range.</exception>
    ValueTask<DeploymentUpdate> StartAsync(DeploymentStart request, CancellationToken cancellationToken = default);

    /// <summary>Records that a deployment has ended, or that one that succeeded was rolled back.</summary>
    /// <param name="request">The end.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <returns>A conflict if it has ended before, or if its revision is not the one that the caller has seen.</returns>
    /// <exception cref="ArgumentException">A time is outside its range, or the end is before the start.</exception>
    ValueTask<DeploymentUpdate> FinishAsync(DeploymentFinish request, CancellationToken cancellationToken = default);

    /// <summary>Records a deployment that has ended.</summary>
    /// <param name="request">The deployment.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <returns>Not found if the deployment that it rolls back does not exist; a conflict if another change has the ID.</returns>
    /// <exception cref="ArgumentException">A time is outside its range, or the end is before the start.</exception>
    ValueTask<DeploymentUpdate> RecordAsync(CompletedDeployment request, CancellationToken cancellationToken = default);

    /// <summary>Attaches test results to a deployment, whatever its state.</summary>
    /// <param name="request">The results.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    ValueTask<DeploymentUpdate> AttachTestsAsync(DeploymentTestReport request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Records the version that a host runs, if it is another one than the last deployed. Hosts that observe the same record one deployment
    /// together. An earlier version is a rollback when the last deployed one has no live host.
    /// </summary>
    /// <param name="observation">What the host observes.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat it.</param>
    /// <returns>The deployment that was recorded, or <see langword="null"/> if nothing was to be recorded.</returns>
    ValueTask<Deployment?> ObserveAsync(DeploymentObservation observation, CancellationToken cancellationToken = default);

    /// <summary>Returns a deployment, or <see langword="null"/> if there is none with this ID.</summary>
    /// <param name="service">The service.</param>
    /// <param name="id">The ID.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<Deployment?> GetAsync(string service, string id, CancellationToken cancellationToken = default);

    /// <summary>Returns a page of deployments, the newest start first.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<DeploymentPage> ListAsync(DeploymentQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the deployment whose version is in use: the last one that ended, succeeded and was not rolled back.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="environment">The environment. Default: <see cref="DeploymentDefinition.DefaultEnvironment"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The deployment, or <see langword="null"/> if none succeeded there.</returns>
    ValueTask<Deployment?> GetLiveAsync(string service, string? environment = null, CancellationToken cancellationToken = default);

    /// <summary>Attributes what happened to a deployment. See <see cref="DeploymentAttribution.Of"/>.</summary>
    /// <param name="service">The service.</param>
    /// <param name="at">The time at which it happened.</param>
    /// <param name="deploymentId">The deployment that a person named. Default: none.</param>
    /// <param name="environment">The environment. Default: all.</param>
    /// <param name="limit">The limit. Default: <see cref="DeploymentAttribution.DefaultLimit"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative.</exception>
    ValueTask<DeploymentAttribution> AttributeAsync(
        string service,
        DateTimeOffset at,
        string? deploymentId = null,
        string? environment = null,
        TimeSpan? limit = null,
        CancellationToken cancellationToken = default);

    /// <summary>Returns every change of the deployments of a service in the order of recording.</summary>
    /// <param name="service">The service.</param>
    /// <param name="deploymentId">Only the changes of this deployment. Default: those of all.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<IReadOnlyList<DeploymentChange>> GetHistoryAsync(
        string service, string? deploymentId = null, CancellationToken cancellationToken = default);
}
