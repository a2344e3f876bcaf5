using Reliability.Common;

namespace Reliability.Releases;

/// <summary>Reports when versions of a service were deployed and rolled back, for trends and charts.</summary>
/// <param name="deployments">The deployments.</param>
/// <param name="environment">
/// The environment whose deployments are named without it. Default: <see cref="DeploymentDefinition.DefaultEnvironment"/>.
/// </param>
public sealed class DeploymentMarkers(IDeployments deployments, string? environment = null) : IMarkerSource
{
    private readonly string _environment = environment ?? DeploymentDefinition.DefaultEnvironment;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Marker>> GetMarkersAsync(
        string service, TimeRange range, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        var markers = new List<Marker>();
        if (!deployments.Services.Contains(service, StringComparer.Ordinal))
        {
            return markers;
        }

        string? after = null;
        do
        {
            DeploymentPage page = await deployments.ListAsync(
                new DeploymentQuery
                {
                    Service = service,
                    From = range.Start,
                    To = range.End,
                    After = after,
                    PageSize = DeploymentQuery.MaxPageSize,
                },
                cancellationToken).ConfigureAwait(false);
            markers.AddRange(page.Deployments.Select(one => new Marker { At = one.StartedAt, Kind = "deployment", Text = TextOf(one) }));
            after = page.Next;
        }
        while (after is not null);

        return markers;
    }

    private string TextOf(Deployment one)
    {
        string what = one.RollbackOf is not null ? $"rollback to {one.Version}"
            : one.Status == DeploymentStatus.Failed ? $"failed deployment {one.Version}"
            : $"deployment {one.Version}";
        return one.Environment.Equals(_environment, StringComparison.OrdinalIgnoreCase) ? what : $"{what} to {one.Environment}";
    }
}
